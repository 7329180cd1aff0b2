"""Who works here: find, enrol, grant, end, reset. All but ending is a request that a second administrator confirms."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sanshu.accounts.actions.ask_change import ask_enrolment, ask_posting, ask_reset
from sanshu.accounts.admin.common import complain, done, framed, looker
from sanshu.accounts.admin.forms import EnrolForm, OfficeForm, ReasonForm, ResetForm, first_day
from sanshu.accounts.models import StaffChange
from sanshu.accounts.queries.audit import history_of
from sanshu.accounts.queries.people import find_staff, may_ask, may_end, staff_member, waiting_for
from sanshu.core import clock
from sanshu.core.actions.postings import revoke_posting
from sanshu.core.errors import DomainError, Invalid, NotAllowed
from sanshu.core.models import Posting, User
from sanshu.core.roles import Role


def people_page(request: HttpRequest) -> HttpResponse:
    """Find members of staff by number, name or place, and see what waits for a second person."""
    user = looker(request)
    words = request.GET.get("q", "").strip()[:60]
    context = {
        "q": words,
        "people": find_staff(words, seen_by=user) if words else [],
        "waiting": waiting_for(user),
        "asks": may_ask(user),
    }
    return framed(request, "accounts/people/list.html", context, title=_("人员和岗位"))


def person_page(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show one member of staff: postings, what may be asked for, and all that was ever decided."""
    user = looker(request)
    member = _member(user_id, user)
    postings = Posting.objects.filter(user=member).select_related("region").order_by("-from_day", "pk")
    today = clock.today()
    context = {
        "member": member,
        "postings": [(one, one.until_day is None or one.until_day >= today, may_end(one, user)) for one in postings],
        "asks": may_ask(user) and member.pk != user.pk,
        "history": history_of(member),
    }
    return framed(request, "accounts/people/person.html", context, title=member.name or member.login)


def enrol_page(request: HttpRequest) -> HttpResponse:
    """Ask for somebody's account with a first posting."""
    user = _asker(request)
    form = EnrolForm(_typed(request), initial=first_day(clock.today()))

    def ask() -> StaffChange:
        return ask_enrolment(form.newcomer(), form.office(), by=user, reason=form.cleaned_data["reason"])

    return _asking(request, form, ask, title=_("新增人员"))


def grant_page(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ask for a further posting of somebody."""
    user = _asker(request)
    member = _member(user_id, user)
    form = OfficeForm(_typed(request), initial=first_day(clock.today()))

    def ask() -> StaffChange:
        return ask_posting(member.pk, form.office(), by=user, reason=form.cleaned_data["reason"])

    return _asking(request, form, ask, title=_("授予岗位"), member=member)


def reset_page(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ask for new means of signing in for somebody who lost theirs."""
    user = _asker(request)
    member = _member(user_id, user)
    form = ResetForm(_typed(request))

    def ask() -> StaffChange:
        return ask_reset(member.pk, form.cleaned_data["kind"], by=user, reason=form.cleaned_data["reason"])

    return _asking(request, form, ask, title=_("重置登录"), member=member)


def end_page(request: HttpRequest, posting_id: int) -> HttpResponse:
    """End a posting at once, with a reason."""
    user = _asker(request)
    staff = Posting.objects.exclude(role=Role.RESIDENT).select_related("user", "region")
    posting = get_object_or_404(staff, pk=posting_id)
    form = ReasonForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            revoke_posting(posting.pk, by=user, reason=form.cleaned_data["reason"])
        except Invalid as refused:
            complain(form, refused)
        else:
            text = _("已结束，从下一次点击起就不再有这个岗位的权限。")
            return done(request, text, "admin:person", user_id=posting.user_id)
    context = {"form": form, "member": posting.user, "posting": posting}
    status = Invalid.status if form.is_bound else 200
    return framed(request, "accounts/people/end.html", context, title=_("结束岗位"), status=status)


def _asking(
    request: HttpRequest,
    form: ReasonForm,
    ask: Callable[[], StaffChange],
    *,
    title: str | Promise,
    member: User | None = None,
) -> HttpResponse:
    """Show the form of a request, or make the request and lead to it."""
    status = 200
    if request.method == "POST":
        status = Invalid.status
        if form.is_valid():
            try:
                change = ask()
            except DomainError as refused:
                status = refused.status
                complain(form, refused)
            else:
                return done(request, _("已提出，等另一位管理员确认。"), "admin:change", change_id=change.pk)
    return framed(request, "accounts/people/ask.html", {"form": form, "member": member}, title=title, status=status)


def _typed(request: HttpRequest) -> QueryDict | None:
    """Give what was sent, nothing filled in included: an empty form is told what it lacks."""
    return request.POST if request.method == "POST" else None


def _member(user_id: int, user: User) -> User:
    member = staff_member(user_id, seen_by=user)
    if member is None:
        raise Http404
    return member


def _asker(request: HttpRequest) -> User:
    """Give the security administrator; absent for everyone who sees no staff, refused for who may only look on."""
    user = looker(request)
    if not may_ask(user):
        raise NotAllowed("这里由安全管理员办理。")
    return user

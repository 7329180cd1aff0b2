"""File that something is not made public for a time, sign it, decide it, revoke it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from publicity.actions.filings import (
    SIGNERS,
    Plea,
    approve_filing,
    file_exemption,
    refuse_filing,
    revoke_filing,
    sign_filing,
)
from publicity.admin.common import page
from publicity.forms.simple import FilingForm
from publicity.lifecycles import FilingStatus
from publicity.models import Filing, FilingSignature
from publicity.queries.course import course_of_filing
from publicity.queries.work import visible_filings, visible_obligations
from sanshu.accounts.admin.common import done, person, told
from sanshu.core import clock
from sanshu.core.errors import DomainError, Invalid, WrongState
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may
from sanshu.core.roles import Role


def file_page(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Draft a filing for one obligation."""
    user = person(request)
    obligation = get_object_or_404(visible_obligations(user, on=clock.today()), pk=obligation_id)
    form = FilingForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                filing = file_exemption(obligation.pk, by=user, plea=Plea(**form.cleaned_data))
            except Invalid as error:
                for key, texts in (error.errors or {"": [error.detail]}).items():
                    form.add_error(key if key in form.fields else None, texts)
            else:
                return done(
                    request, _("已起草备案，等书记和监督委员会签署。"), "admin:work_filing", filing_id=filing.pk
                )
        status = Invalid.status
    context = {"obligation": obligation, "form": form}
    return page(request, "file", context, title=_("暂不公开备案"), status=status)


def filing_page(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Show a filing with what this person may do about it."""
    user = person(request)
    filing = get_object_or_404(visible_filings(user, on=clock.today()), pk=filing_id)
    if request.method != "POST":
        return _show(request, filing, user)
    try:
        return _act(request, filing, user)
    except (Invalid, WrongState) as error:
        return _show(request, filing, user, error=error)


def _act(request: HttpRequest, filing: Filing, user: User) -> HttpResponse:
    wish, reason = request.POST.get("do", ""), request.POST.get("reason", "")
    if wish in SIGNERS:
        sign_filing(filing.pk, by=user, role=Role(wish))
        return done(request, _("已签署。"))
    if wish == "approve":
        approve_filing(filing.pk, by=user)
        return done(request, _("已批准备案。"))
    if wish == "refuse":
        refuse_filing(filing.pk, by=user, reason=reason)
        return done(request, _("没有批准，理由会显示给村里。"))
    if wish == "revoke":
        revoke_filing(filing.pk, by=user, reason=reason)
        return done(request, _("已撤销备案，这一项重新需要公开。"))
    raise Invalid(_("没有认出您要做什么，请用页面上的按钮。"))


def _show(request: HttpRequest, filing: Filing, user: User, *, error: DomainError | None = None) -> HttpResponse:
    village, wrote = filing.obligation.region_id, filing.drafted_by_id == user.pk
    signed = {Role(one.role): one for one in FilingSignature.objects.filter(filing=filing)}
    signs = [
        role.value
        for role, act in SIGNERS.items()
        if filing.status == FilingStatus.DRAFT and role not in signed and not wrote and may(user, act, village)
    ]
    context = {
        "filing": filing,
        "signatures": [(role, signed.get(role)) for role in SIGNERS],
        "signs": signs,
        "decides": filing.status == FilingStatus.SUBMITTED and may(user, Act.APPROVE_FILING, village) and not wrote,
        "revokes": filing.status == FilingStatus.APPROVED and may(user, Act.REVOKE_FILING, village),
        "timeline": course_of_filing(filing, signed.values()),
        "errors": told(error) if error else [],
        "posted": request.POST,
    }
    return page(request, "filing", context, title=_("暂不公开备案"), status=error.status if error else 200)

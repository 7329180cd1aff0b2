"""Erase one published version's content for a lawful reason: one asks, another decides; the tombstone is shown after."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from publicity.actions.erasure import ask_erasure, erase_payload, refuse_erasure
from publicity.admin.common import page
from publicity.lifecycles import PUBLIC_STATUSES
from publicity.models import Revision
from publicity.queries.erasure import request_of
from publicity.queries.records import known_to_staff
from sanshu.accounts.admin.common import done, person, told
from sanshu.core import timeline
from sanshu.core.errors import Conflict, DomainError, Invalid, WrongState
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may


def erasure_page(request: HttpRequest, record_id: int, number: int) -> HttpResponse:
    """Show what is known of one version without its content, and let who may ask for its erasure or decide it."""
    user = person(request)
    record = get_object_or_404(known_to_staff(user), pk=record_id)
    if not (may(user, Act.ASK_ERASURE, record.village_id) or may(user, Act.ERASE_PAYLOAD, record.village_id)):
        raise Http404
    known = Revision.objects.select_related("record__item", "record__village", "erasure")
    revision = get_object_or_404(known, record=record, number=number)
    if request.method != "POST":
        return _show(request, revision, user)
    try:
        return _act(request, revision, user)
    except (Invalid, WrongState, Conflict) as error:
        return _show(request, revision, user, error=error)


def _act(request: HttpRequest, revision: Revision, user: User) -> HttpResponse:
    wish, reason = request.POST.get("do", ""), request.POST.get("reason", "")
    if wish == "ask":
        ask_erasure(revision.pk, by=user, reason=reason)
        said = _("已提出。要由县级部门的另一个人批准。")
    elif wish == "erase":
        erase_payload(revision.pk, by=user)
        said = _("内容已清除，留下的是理由、时间和办理单位。")
    elif wish == "refuse":
        refuse_erasure(revision.pk, by=user, reason=reason)
        said = _("没有批准，理由已经记下。")
    else:
        raise Invalid(_("没有认出您要做什么，请用页面上的按钮。"))
    return done(request, said, "admin:work_erasure", record_id=revision.record_id, number=revision.number)


def _show(request: HttpRequest, revision: Revision, user: User, *, error: DomainError | None = None) -> HttpResponse:
    record, erasure = revision.record, getattr(revision, "erasure", None)
    asked = request_of(revision)
    shown_now = record.revision_id == revision.pk and record.status in PUBLIC_STATUSES
    free = erasure is None and not shown_now
    context = {
        "record": record,
        "revision": revision,
        "erasure": erasure,
        "asked": asked,
        "shown_now": shown_now,
        "asks": free and asked is None and may(user, Act.ASK_ERASURE, record.village_id),
        "decides": free and asked is not None and may(user, Act.ERASE_PAYLOAD, record.village_id),
        "asked_it": asked is not None and asked.by_id == user.pk,
        "timeline": timeline.of(revision),
        "errors": told(error) if error else [],
        "posted": request.POST,
    }
    return page(request, "erasure", context, title=_("依法清除内容"), status=error.status if error else 200)

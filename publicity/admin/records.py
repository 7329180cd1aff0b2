"""A public record from the staff's side: what is shown now, and correcting, asking to withdraw, withdrawing."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from publicity.actions.corrections import Ground, ask_withdrawal, start_correction, withdraw_record
from publicity.actions.stages import report_stage
from publicity.admin.common import page
from publicity.admin.seeing import laid
from publicity.content import empty
from publicity.lifecycles import PUBLIC_STATUSES
from publicity.masking import Viewer
from publicity.models import Draft, Endorsement, Record, Revision, RevisionPayload
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.course import course_of
from publicity.queries.record_page import revisions_of
from publicity.queries.records import known_to_staff
from publicity.queries.stages import stage_choices
from publicity.queries.work import discarded_beside
from publicity.templatetags.reading import item_name
from sanshu.accounts.admin.common import done, person, told
from sanshu.core.errors import Conflict, DomainError, Invalid, WrongState
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may


def record_page(request: HttpRequest, record_id: int) -> HttpResponse:
    """Show a public record with what this person may do about it."""
    user = person(request)
    record = get_object_or_404(known_to_staff(user), pk=record_id)
    if request.method != "POST":
        return _show(request, record, user)
    try:
        return _act(request, record, user)
    except (Conflict, Invalid, WrongState) as error:
        return _show(request, record, user, error=error)


def _act(request: HttpRequest, record: Record, user: User) -> HttpResponse:
    wish, reason = request.POST.get("do", ""), request.POST.get("reason", "")
    if wish == "correct":
        draft = start_correction(record.pk, by=user, reason=reason)
        return done(request, _("可以改了。改好后照原来的程序签署和发布。"), "admin:work_draft", draft_id=draft.pk)
    if wish == "stage":
        draft = report_stage(record.pk, stage=request.POST.get("stage", ""), happened_on=_day(request), by=user)
        return done(request, _("已登记这一步。写好送审，按期公开。"), "admin:work_draft", draft_id=draft.pk)
    if wish == "ask":
        ask_withdrawal(record.pk, by=user, reason=reason)
        return done(request, _("已向乡镇申请撤下。"), "admin:work_record", record_id=record.pk)
    if wish in list(Ground):
        withdraw_record(record.pk, by=user, reason=reason, ground=Ground(wish))
        return done(request, _("已撤下，页面上会留下说明。"), "admin:work_record", record_id=record.pk)
    raise Invalid(_("没有认出您要做什么，请用页面上的按钮。"))


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("happened_on", ""))
    except ValueError as problem:
        text = _("请选择这一步是哪一天发生的。")
        raise Invalid(text, errors={"happened_on": [text]}) from problem


def _show(request: HttpRequest, record: Record, user: User, *, error: DomainError | None = None) -> HttpResponse:
    revision, is_public = record.revision, record.status in PUBLIC_STATUSES
    payload = RevisionPayload.objects.filter(revision=revision).first() if revision else None
    edition_id = revision.edition_id if revision else current_edition().pk
    spec = spec_of(record.item.code, edition_id=edition_id)
    village = record.village_id
    context = {
        "record": record,
        "revision": revision,
        **laid(spec, payload.content if payload and is_public else empty(), Viewer.OFFICIAL),
        "draft": Draft.objects.filter(record=record).first(),
        "discarded": discarded_beside(record, user),
        "timeline": course_of(record, Endorsement.objects.filter(record=record)),
        "errors": told(error) if error else [],
        "posted": request.POST,
        "versions": _versions(record, user),
        "stages": stage_choices(record.item.code) if is_public and may(user, Act.DRAFT, village) else (),
        "corrects": is_public and may(user, Act.DRAFT, village),
        "asks": is_public and may(user, Act.ASK_WITHDRAWAL, village),
        "withdraws": is_public and may(user, Act.WITHDRAW, village),
    }
    title = item_name(record.item)
    return page(request, "record", context, title=title, status=error.status if error else 200)


def _versions(record: Record, user: User) -> list[Revision]:
    """List the published versions for whoever may ask for their erasure or decide it."""
    if not (may(user, Act.ASK_ERASURE, record.village_id) or may(user, Act.ERASE_PAYLOAD, record.village_id)):
        return []
    return [one for one in revisions_of(record) if one.kind != "withdrawal"]

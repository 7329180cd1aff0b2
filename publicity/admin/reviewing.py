"""Look at a draft exactly as residents will, and sign, return or publish it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from publicity.actions.drafts import WRITABLE
from publicity.actions.publish import Tick, publish_draft
from publicity.actions.signatures import ACT_OF_ROLE, endorse_draft, return_draft
from publicity.admin.common import page, version_of
from publicity.admin.seeing import preview
from publicity.catalogue import ItemSpec
from publicity.lifecycles import RecordStatus
from publicity.masking import Viewer
from publicity.models import Draft, Endorsement
from publicity.queries.carried import questions_of
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.course import course_of
from publicity.queries.work import discarded_beside, visible_drafts
from publicity.stations import STATION_OF_ROLE, endorsements_needed, ticks_needed
from publicity.templatetags.reading import item_name
from sanshu.accounts.admin.common import done, person, told
from sanshu.core import clock
from sanshu.core.errors import DomainError, Invalid
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may
from sanshu.core.roles import Role

MOST_QUESTIONS = 50


def review_page(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show a draft as the public or a resident will see it, with what this person may do about it."""
    user = person(request)
    draft = get_object_or_404(visible_drafts(user, on=clock.today()), pk=draft_id)
    if request.method != "POST":
        return _show(request, draft, user)
    try:
        return _act(request, draft, user)
    except Invalid as error:
        return _show(request, draft, user, error=error)


def _act(request: HttpRequest, draft: Draft, user: User) -> HttpResponse:
    wish, version = request.POST.get("do", ""), version_of(request)
    if wish in ACT_OF_ROLE:
        endorse_draft(draft.pk, by=user, role=Role(wish), version=version)
        return done(request, _("已签署。"))
    if wish == "return":
        return_draft(draft.pk, by=user, reason=request.POST.get("reason", ""), version=version)
        return done(request, _("已退回，理由会显示给起草人。"))
    if wish == "publish":
        publish_draft(draft.pk, by=user, version=version, ticks=_ticks(request, _spec(draft)))
        return done(request, _("已公开，村民现在可以看到。"), "admin:work_record", record_id=draft.record_id)
    raise Invalid(_("没有认出您要做什么，请用页面上的按钮。"))


def _ticks(request: HttpRequest, spec: ItemSpec) -> dict[str, Tick]:
    ticks, errors = {}, {}
    for place, station in enumerate(ticks_needed(spec)):
        try:
            day = date.fromisoformat(request.POST.get(f"ticks-{place}-day", ""))
        except ValueError:
            errors[f"ticks.{place}"] = [f"“{station}”：请填写审核单位和日期，日期写成 2026-10-17。"]
            continue
        ticks[station] = Tick(request.POST.get(f"ticks-{place}-office", ""), day)
    if errors:
        raise Invalid(_("还有岗位没有登记审核意见。"), errors=errors)
    return ticks


def _spec(draft: Draft) -> ItemSpec:
    return spec_of(draft.record.item.code, edition_id=current_edition().pk)


def _show(request: HttpRequest, draft: Draft, user: User, *, error: DomainError | None = None) -> HttpResponse:
    spec = _spec(draft)
    viewer = Viewer.RESIDENT if request.GET.get("as") == "resident" else Viewer.PUBLIC
    context = {
        "questions": questions_of(spec, draft)[:MOST_QUESTIONS],
        "draft": draft,
        "record": draft.record,
        "viewer": viewer,
        "errors": told(error) if error else [],
        "posted": request.POST,
        "discarded": discarded_beside(draft.record, user),
        **preview(draft, spec, viewer),
        **_may_do(draft, spec, user),
        **_signatures(request, draft, spec),
    }
    return page(request, "review", context, title=item_name(draft.record.item), status=error.status if error else 200)


def _may_do(draft: Draft, spec: ItemSpec, user: User) -> dict[str, Any]:
    """Say which buttons to show; the actions check the right again."""
    village, wrote = draft.record.village_id, user.pk in draft.writers
    submitted, endorsed = draft.status == RecordStatus.SUBMITTED, draft.status == RecordStatus.ENDORSED
    needed = endorsements_needed(spec)
    signs = [
        (role.value, STATION_OF_ROLE[role])
        for role, act in ACT_OF_ROLE.items()
        if submitted and not wrote and STATION_OF_ROLE[role] in needed and may(user, act, village)
    ]
    reviews = may(user, Act.PUBLISH, village)
    return {
        "signs": signs,
        "publishes": endorsed and reviews and not wrote,
        "returns": (submitted and (bool(signs) or reviews)) or (endorsed and reviews),
        "writes": draft.status in WRITABLE and may(user, Act.DRAFT, village),
    }


def _signatures(request: HttpRequest, draft: Draft, spec: ItemSpec) -> dict[str, Any]:
    given = list(Endorsement.objects.filter(record_id=draft.record_id))
    signed = {one.station: one for one in given if one.round == draft.round}
    ticks = [
        (place, station, request.POST.get(f"ticks-{place}-office", ""), request.POST.get(f"ticks-{place}-day", ""))
        for place, station in enumerate(ticks_needed(spec))
    ]
    return {
        "signatures": [(station, signed.get(station)) for station in endorsements_needed(spec)],
        "ticks": ticks,
        "timeline": course_of(draft.record, given),
    }

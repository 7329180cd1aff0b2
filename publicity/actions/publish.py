"""Publish an endorsed draft: the township's reviewer makes it public, as a revision that nothing overwrites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from publicity.actions import chain, rights
from publicity.actions.locking import locked_draft, locked_obligation, locked_state
from publicity.actions.matters import join_waiting, link_record, numbers_in, projected_rows
from publicity.actions.obligations import mark_met
from publicity.actions.signatures import refuse_writer
from publicity.actions.stages import check_reported, settle_stages
from publicity.catalogue import ItemSpec
from publicity.content import Content, missing
from publicity.lifecycles import PUBLIC_STATUSES, RECORD, RecordStatus
from publicity.models import Draft, Endorsement, Record, RecordRow, Revision
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.matters import matters_of
from publicity.stations import endorsements_needed, ticks_needed
from publicity.summaries import summarise, summarise_nil
from sanshu.core import clock, events, timeline
from sanshu.core.errors import Invalid, WrongState
from sanshu.core.models import User
from sanshu.core.periods import Period
from sanshu.core.permissions import Act
from sanshu.core.text import clean

LONGEST_OFFICE = 120
#: What the timeline says of a revision's kind.
_ACTIONS = {"publication": "publish", "stage": "publish_stage", "correction": "correct"}


@dataclass(frozen=True)
class Tick:
    """That a station outside this system has seen the draft: which office, on which day."""

    office: str
    signed_on: date


Ticks = Mapping[str, Tick]


@transaction.atomic
def publish_draft(
    draft_id: int, *, by: User, version: int, ticks: Ticks | None = None, at: datetime | None = None
) -> Revision:
    """Make an endorsed draft public and its obligation met; `ticks` names office and day of each outside station.

    Returns the new revision. The draft is gone afterwards; a correction replaces what was shown, never what was stored.
    """
    at = at or clock.now()
    draft = locked_draft(draft_id, version=version)
    record = draft.record
    posting = rights.require(by, Act.PUBLISH, region=record.village, on=at.date())
    refuse_writer(draft, by)
    old, new = _step(draft)
    edition = current_edition()
    spec = spec_of(record.item.code, edition_id=edition.pk)
    _check_complete(spec, draft)
    _check_signatures(spec, draft, by=by, at=at, ticks=ticks or {})
    state = locked_state(record.village_id)
    revision = chain.append(_entry(draft, by=by, at=at), edition=edition, state=state)
    record.status = new
    settle_stages(record, spec, draft.content, on=at.date(), reported=draft.stage)
    show_current(record, spec, draft.content, revision)
    if draft.is_first:
        mark_met(locked_obligation(record.obligation_id), on=at.date(), nil=draft.is_nil)
    chain.close(state)
    timeline.write(
        record,
        action=_ACTIONS[draft.kind],
        by=by,
        at=at,
        old=old,
        new=new,
        reason=draft.reason,
        office=rights.office(posting),
        region=record.village_id,
        data={"revision": revision.number},
    )
    draft.delete()
    events.announce("record_published", record_id=record.pk, revision_id=revision.pk)
    return revision


def _step(draft: Draft) -> tuple[RecordStatus, RecordStatus]:
    """Give the record's step, once both the draft and the record may take it; a next stage leaves it where it stands."""
    old = RecordStatus(draft.record.status)
    RECORD.check(RecordStatus(draft.status), RecordStatus.PUBLISHED)
    if draft.kind == "stage" and old in PUBLIC_STATUSES:
        return old, old
    new = RecordStatus.CORRECTED if draft.is_correction else RecordStatus.PUBLISHED
    RECORD.check(old, new)
    return old, new


def _entry(draft: Draft, *, by: User, at: datetime) -> chain.Entry:
    last = Revision.objects.filter(record_id=draft.record_id).order_by("-number").values_list("number", flat=True)
    return chain.Entry(
        record=draft.record,
        number=(last.first() or 0) + 1,
        kind=draft.kind,
        content=draft.content,
        drafted_by_id=draft.drafted_by_id,
        published_by_id=by.pk,
        at=at,
        reason=draft.reason,
        is_nil=draft.is_nil,
    )


def _check_complete(spec: ItemSpec, draft: Draft) -> None:
    gaps = {} if draft.is_nil else missing(spec, draft.content, draft.record.period)
    if gaps:
        raise Invalid("稿件缺少必填内容，请退回村里补充。", errors=gaps)
    check_reported(spec, draft)


def _check_signatures(spec: ItemSpec, draft: Draft, *, by: User, at: datetime, ticks: Ticks) -> None:
    """Refuse a draft that lacks a signature; store the ticks that the reviewer gives."""
    signed = set(
        Endorsement.objects.filter(record_id=draft.record_id, round=draft.round).values_list("station", flat=True)
    )
    lacking = [station for station in endorsements_needed(spec) if station not in signed]
    if lacking:
        raise WrongState(f"{'、'.join(lacking)}还没有签署，不能发布。")
    errors: dict[str, list[str]] = {}
    stored = []
    for place, station in enumerate(ticks_needed(spec)):
        tick = ticks.get(station)
        if tick is None or not tick.office.strip():
            errors[f"ticks.{place}"] = [f"“{station}”：请填写审核单位和日期。"]
        elif tick.signed_on > at.date():
            errors[f"ticks.{place}"] = [f"“{station}”：签署日期不能晚于今天。"]
        else:
            stored.append(_tick(draft, station, tick, by=by, at=at))
    if errors:
        raise Invalid("还有岗位没有登记审核意见。", errors=errors)
    Endorsement.objects.bulk_create(stored)


def _tick(draft: Draft, station: str, tick: Tick, *, by: User, at: datetime) -> Endorsement:
    try:
        office = clean(tick.office, longest=LONGEST_OFFICE, lines=False)
    except ValueError as problem:
        raise Invalid(f"“{station}”：{problem}") from problem
    return Endorsement(
        record=draft.record,
        round=draft.round,
        station=station,
        by=by,
        office=office,
        at=at,
        signed_on=tick.signed_on,
    )


def show_current(record: Record, spec: ItemSpec, content: Content, revision: Revision) -> None:
    """Let a record show a revision: title, summaries, matter and projected rows follow its content. Saves the record."""
    matters = matters_of(record.village_id, numbers_in(spec, content))
    opened = None if revision.is_nil else link_record(record, spec, content, matters)
    describe(record, spec, content, revision)
    record.save()
    RecordRow.objects.filter(record=record).delete()
    RecordRow.objects.bulk_create(projected_rows(record, spec, content, matters))
    if opened is not None:
        join_waiting(opened)


def describe(record: Record, spec: ItemSpec, content: Content, revision: Revision) -> None:
    """Set what a record says of itself from the revision it shows; the first publication sets when."""
    period = Period.parse(record.period)
    serial = f"（第{record.serial}件）" if record.serial > 1 else ""
    record.title = f"{spec.name}（{period.spoken()}）{serial}"
    if revision.is_nil:
        record.summary, record.summary_en = (summarise_nil(spec, period, language) for language in ("zh", "en"))
    else:
        record.summary, record.summary_en = (summarise(spec, content, period, language) for language in ("zh", "en"))
    record.is_nil, record.visibility, record.revision = revision.is_nil, spec.visibility, revision
    record.published_at = record.published_at or revision.at

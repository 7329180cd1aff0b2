"""Write a draft: start it, save it, send it for signature or discard it. Nobody outside the approval chain sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from publicity.actions import rights
from publicity.actions.locking import locked_draft, locked_obligation
from publicity.actions.obligations import open_event
from publicity.actions.stages import begin_stage, check_reported
from publicity.balances import derived
from publicity.catalogue import ItemSpec
from publicity.content import Content, Kept, clean_content, empty, missing, prefilled
from publicity.lifecycles import RECORD, RecordStatus
from publicity.models import DiscardedDraft, Draft, Endorsement, Item, Obligation, Record
from publicity.queries.carried import content_before, questions_of
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.records import first_free_row
from publicity.reasons import clean_explanation, clean_reason
from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Conflict, Invalid, WrongState
from sanshu.core.models import Region, User
from sanshu.core.permissions import Act

WRITABLE = frozenset({RecordStatus.DRAFT, RecordStatus.RETURNED})


@dataclass(frozen=True)
class Typed:
    """What a person typed into the form, still raw; `rows` None leaves the rows as they are stored."""

    fields: Mapping[str, object] = field(default_factory=dict)
    rows: Sequence[Mapping[str, object]] | None = ()


@transaction.atomic
def start_draft(obligation_id: int, *, by: User, at: datetime | None = None, is_nil: bool = False) -> Draft:
    """Start the draft that will meet an obligation; Conflict when a record stands under the key already.

    A later stage of an event's matter is written on the event's own record.
    """
    at = at or clock.now()
    obligation = locked_obligation(obligation_id)
    posting = rights.require(by, Act.DRAFT, region=obligation.region, on=at.date())
    rights.require_live(obligation.region, on=at.date())
    office = rights.office(posting)
    if obligation.stage_of_id is not None:
        return begin_stage(obligation, by=by, at=at, office=office)
    return _start(obligation, by=by, at=at, office=office, is_nil=is_nil)


@transaction.atomic
def start_event_draft(region_code: int, item_code: str, *, happened_on: date, by: User, at: datetime | None) -> Draft:
    """Record that an event happened and start its draft: the obligation opens with the event's date and next serial."""
    at = at or clock.now()
    region = Region.objects.units().filter(pk=region_code).first()
    if region is None:
        raise Absent(f"没有代码为 {region_code:012d} 的村（社区），请核对。")
    posting = rights.require(by, Act.DRAFT, region=region, on=at.date())
    rights.require_live(region, on=at.date())
    item = Item.objects.filter(code=item_code).first()
    if item is None:
        raise Absent(f"公开目录里没有编号 {item_code}。")
    obligation = open_event(region, item, on=happened_on, today=at.date())
    timeline.write(obligation, action="event_recorded", by=by, at=at, office=rights.office(posting), region=region.code)
    return _start(obligation, by=by, at=at, office=rights.office(posting), is_nil=False)


def _start(obligation: Obligation, *, by: User, at: datetime, office: str, is_nil: bool) -> Draft:
    if is_nil and obligation.item.is_event:
        raise Invalid("按事件公开的事项没有“本期无发生”；每季度末请一次确认本季没有发生的事项。")
    if Record.objects.standing().filter(obligation=obligation).exists():
        raise Conflict(f"“{obligation.item.name}”这一期已经有一份了，请继续写那一份；已公开的请用“更正”。")
    record = Record.objects.create(
        obligation=obligation,
        village=obligation.region,
        item=obligation.item,
        category=obligation.item.category,
        period=obligation.period,
        serial=obligation.serial,
        is_nil=is_nil,
        visibility=obligation.item.visibility,
    )
    content = empty() if is_nil else prefilled(_spec(obligation.item), record.period, content_before(record))
    draft = Draft.objects.create(
        record=record, content=content, is_nil=is_nil, drafted_by=by, writers=[by.pk], updated_at=at
    )
    timeline.write(
        record,
        action="start",
        by=by,
        at=at,
        new=RecordStatus.DRAFT,
        office=office,
        region=record.village_id,
    )
    return draft


@transaction.atomic
def save_draft(draft_id: int, *, by: User, version: int, typed: Typed, at: datetime | None = None) -> Draft:
    """Save what was typed; Invalid names every wrong place and then nothing is saved. Gaps are allowed until submitting.

    Stale when somebody saved in between. A returned draft becomes a draft again.
    """
    at = at or clock.now()
    draft = writable_draft(draft_id, by=by, version=version, on=at.date())
    content = draft.content if draft.is_nil else _clean(draft, typed, on=at.date())
    return store(draft, content, by=by, at=at)


def writable_draft(draft_id: int, *, by: User, version: int, on: date) -> Draft:
    """Give a draft under its lock, to whoever may write in it now; Stale when somebody saved in between."""
    draft = locked_draft(draft_id, version=version)
    rights.require(by, Act.DRAFT, region=draft.record.village, on=on)
    if draft.status not in WRITABLE:
        RECORD.check(RecordStatus(draft.status), RecordStatus.DRAFT)
    return draft


def store(draft: Draft, content: Content, *, by: User, at: datetime) -> Draft:
    """Store clean content in a locked draft, totals that follow from it filled in where they are blank.

    A returned draft becomes a draft again, and its writer may not sign it.
    """
    more = {} if draft.is_nil else derived(_spec(draft.record.item), content)
    draft.content = {**content, "fields": {**content["fields"], **more}}
    if by.pk not in draft.writers:
        draft.writers = [*draft.writers, by.pk]
    if draft.status == RecordStatus.RETURNED:
        move(draft, RecordStatus.DRAFT, by=by, at=at, action="resume")
    draft.version += 1
    draft.updated_at = at
    draft.save()
    return draft


def _clean(draft: Draft, typed: Typed, *, on: date) -> Content:
    kept = Kept.of(draft.content, next_row=1 if draft.is_first else first_free_row(draft.record_id))
    cleaned = clean_content(_spec(draft.record.item), typed.fields, typed.rows or (), on=on, kept=kept)
    if cleaned.errors:
        raise Invalid("有些内容需要修改，改好后再保存。", errors=cleaned.errors)
    return cleaned.content if typed.rows is not None else {**cleaned.content, "rows": draft.content["rows"]}


def _spec(item: Item) -> ItemSpec:
    return spec_of(item.code, edition_id=current_edition().pk)


@transaction.atomic
def submit_draft(draft_id: int, *, by: User, version: int, explanation: str = "", at: datetime | None = None) -> Draft:
    """Send a complete draft for signature; Invalid names every required place that is empty or does not add up.

    What only may be wrong needs the clerk's explanation, which whoever signs and publishes reads.
    """
    at = at or clock.now()
    draft = locked_draft(draft_id, version=version)
    posting = rights.require(by, Act.SUBMIT, region=draft.record.village, on=at.date())
    RECORD.check(RecordStatus(draft.status), RecordStatus.SUBMITTED)
    if not draft.is_nil:
        spec = _spec(draft.record.item)
        gaps = missing(spec, draft.content, draft.record.period)
        if gaps:
            raise Invalid("还有必填的内容没有填，填好后再送审。", errors=gaps)
        check_reported(spec, draft)
        draft.explanation = _explained(spec, draft, explanation)
    signed = Endorsement.objects.filter(record_id=draft.record_id).order_by("-round").values_list("round", flat=True)
    draft.round = max(draft.round, signed.first() or 0) + 1
    draft.returned_reason = ""
    move(draft, RecordStatus.SUBMITTED, by=by, at=at, action="submit", office=rights.office(posting))
    draft.version += 1
    draft.save()
    return draft


def _explained(spec: ItemSpec, draft: Draft, explanation: str) -> str:
    """Give the explanation to keep with a draft: "" when nothing in it is questionable."""
    found = questions_of(spec, draft)
    if wrong := [one for one in found if not one.is_question]:
        told: dict[str, list[str]] = {}
        for one in wrong:
            told.setdefault(one.key, []).append(one.text)
        raise Invalid("有些数对不上，改好后再送审。", errors=told)
    if not found:
        return ""
    return clean_explanation(explanation, [one.text for one in found])


@transaction.atomic
def discard_draft(
    draft_id: int, *, by: User, version: int, reason: str = "", at: datetime | None = None
) -> DiscardedDraft | None:
    """Discard a draft that its clerk may write in; what others have seen of it is kept, with the reason, as it stood.

    A draft that was never sent for signature goes without a reason and leaves nothing but its name and day (None). A
    public record stays as it is shown; the obligation of a first publication is owed as before, and so is a stage's.
    """
    at = at or clock.now()
    draft = locked_draft(draft_id, version=version)
    posting = rights.require(by, Act.DRAFT, region=draft.record.village, on=at.date())
    if not may_discard(draft):
        raise WrongState("正在等签字或审核的稿件不能作废，请先请他们退回。")
    kept = _kept(draft, by=by, reason=clean_reason(reason), at=at) if draft.round else None
    move(
        draft,
        RecordStatus.DISCARDED,
        by=by,
        at=at,
        action="discard",
        reason=kept.reason if kept else "",
        office=rights.office(posting),
    )
    draft.delete()
    return kept


def may_discard(draft: Draft) -> bool:
    """Say whether a draft may be discarded: while its clerk may write in it."""
    return draft.status in WRITABLE


def _kept(draft: Draft, *, by: User, reason: str, at: datetime) -> DiscardedDraft:
    return DiscardedDraft.objects.create(
        record=draft.record,
        kind=draft.kind,
        content=draft.content,
        is_nil=draft.is_nil,
        round=draft.round,
        returned_reason=draft.returned_reason,
        reason=reason,
        drafted_by=draft.drafted_by,
        discarded_by=by,
        at=at,
    )


def move(  # noqa: PLR0913 - who, when, to what, how and why belong to one step
    draft: Draft,
    new: RecordStatus,
    *,
    by: User,
    at: datetime,
    action: str,
    reason: str = "",
    office: str = "",
) -> None:
    """Take a locked draft one step on and write it down; a first publication's record goes along. Caller saves it."""
    old = RecordStatus(draft.status)
    RECORD.check(old, new)
    draft.status = new
    if draft.is_first:
        draft.record.status = new
        draft.record.save(update_fields=["status"])
    timeline.write(
        draft.record,
        action=action,
        by=by,
        at=at,
        old=old,
        new=new,
        reason=reason,
        office=office,
        region=draft.record.village_id,
    )

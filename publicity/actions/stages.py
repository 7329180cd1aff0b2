"""A matter's dated stages: each is owed from its day, and met by a revision of the record that its event began."""

from datetime import date, datetime

from django.db import transaction

from publicity.actions import rights
from publicity.actions.locking import locked_record
from publicity.actions.obligations import mark_met, mark_unmet, open_event
from publicity.catalogue import ItemSpec
from publicity.content import Content
from publicity.dated_stages import DAY, STAGE, DatedStage, stage_field, stages_told, with_own_deadline
from publicity.lifecycles import PUBLIC_STATUSES
from publicity.models import Draft, Obligation, Record, RevisionPayload
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.records import first_free_row
from sanshu.core import clock, timeline
from sanshu.core.errors import Conflict, Invalid, WrongState
from sanshu.core.models import User
from sanshu.core.permissions import Act


@transaction.atomic
def report_stage(record_id: int, *, stage: str, happened_on: date, by: User, at: datetime | None = None) -> Draft:
    """Report that a public record's matter came to its next dated stage, and start the draft of its next revision.

    The stage is owed from that day on (domain brief: event deadlines run from each event or stage).
    """
    at = at or clock.now()
    record = locked_record(record_id)
    posting = rights.require(by, Act.DRAFT, region=record.village, on=at.date())
    rights.require_live(record.village, on=at.date())
    _check_free(record)
    owed = _owed(record.obligation, stage, on=happened_on, today=at.date())
    office = rights.office(posting)
    timeline.write(owed, action="event_recorded", by=by, at=at, office=office, region=record.village_id)
    return _begin(record, owed, by=by, at=at, office=office)


def begin_stage(owed: Obligation, *, by: User, at: datetime, office: str) -> Draft:
    """Start the draft of a stage that is owed already, on the record of its event; the caller checked the right."""
    standing = Record.objects.standing().filter(obligation_id=owed.event_id).values_list("pk", flat=True).first()
    if standing is None:
        raise WrongState("这件事本身还没有公开，请先公开它，再写后面的阶段。")
    record = locked_record(standing)
    _check_free(record)
    _refuse_met(owed)
    return _begin(record, owed, by=by, at=at, office=office)


def _check_free(record: Record) -> None:
    if record.status not in PUBLIC_STATUSES:
        raise WrongState("只有正在公开的记录可以报告新阶段；还没有公开的，请直接写进那份稿件的明细。")
    if Draft.objects.filter(record=record).exists():
        raise Conflict("这条公开已经有一份稿件在办：请把新阶段写进它的明细，或等它公开以后再报告。")


def _refuse_met(owed: Obligation) -> None:
    if owed.met_on is not None:
        raise Conflict(f"“{owed.stage}”（{owed.period}）已经公开过了。如内容有误，请用“更正”。")


def _owed(event: Obligation, stage: str, *, on: date, today: date) -> Obligation:
    """Give the obligation of a reported stage, opened now unless it was before; Invalid names what cannot be."""
    field = stage_field(spec_of(event.item.code, edition_id=current_edition().pk))
    if field is None or stage not in field.choices:
        raise Invalid("请选择这件事到了哪个阶段。", errors={"stage": ["请从列表中选一个阶段。"]})
    if on <= event.period_end:
        text = f"这一天应在{event.period_end}以后；更早的阶段属于第一次公开，漏写了请用“更正”补上。"
        raise Invalid(text, errors={"happened_on": [text]})
    known = Obligation.objects.select_for_update().filter(stage_of=event, stage=stage, period=on.isoformat()).first()
    if known is not None:
        _refuse_met(known)
    return known or open_event(event.region, event.item, on=on, today=today, stage_of=event, stage=stage)


def _begin(record: Record, owed: Obligation, *, by: User, at: datetime, office: str) -> Draft:
    """Start from what is public now, with one more row for the stage."""
    content: Content = RevisionPayload.objects.get(revision__current_of=record).content
    row = {"id": f"r{first_free_row(record.pk)}", STAGE: owed.stage, DAY: owed.period}
    draft = Draft.objects.create(
        record=record,
        content={**content, "rows": [*content["rows"], row]},
        stage=owed,
        drafted_by=by,
        writers=[by.pk],
        updated_at=at,
    )
    timeline.write(record, action="start_stage", by=by, at=at, office=office, region=record.village_id)
    return draft


def check_reported(spec: ItemSpec, draft: Draft) -> None:
    """Refuse a draft that was begun for a stage and whose rows do not tell it."""
    if draft.stage is not None and not any(one.name == draft.stage.stage for one in _told(spec, draft.content)):
        text = f"明细里没有“{draft.stage.stage}”这一行，请补上这一阶段。"
        raise Invalid("报告的阶段还没有写。", errors={"rows": [text]})


def settle_stages(record: Record, spec: ItemSpec, content: Content, *, on: date, reported: Obligation | None) -> None:
    """Meet every stage that a revision about to be shown tells; one that nobody reported before is opened and met.

    A row that an earlier revision showed is no new stage when its day or name is corrected.
    """
    began = record.obligation
    told = with_own_deadline(_told(spec, content), began_on=began.period_end)
    if not told:
        return
    known = {
        (one.stage, one.period): one for one in Obligation.objects.select_for_update().filter(stage_of_id=began.pk)
    }
    shown = _rows_shown(record)
    if reported is not None and reported.period not in {one.on.isoformat() for one in told if _is(one, reported)}:
        # Its day was typed anew in the draft: the first new row of that name tells it.
        first = next((one for one in told if _is(one, reported) and one.row_id not in shown), None)
        if first is not None:
            known[_key(first)] = known[reported.stage, reported.period]
    for one in told:
        owed = known.get(_key(one))
        if owed is None and one.row_id not in shown and record.village.is_live(one.on):
            owed = known[_key(one)] = open_event(
                record.village, record.item, on=one.on, today=on, stage_of=began, stage=one.name
            )
        if owed is not None and owed.met_on is None:
            mark_met(owed, on=on, nil=False)


def _told(spec: ItemSpec, content: Content) -> list[DatedStage]:
    return stages_told(spec, ((row["id"], row) for row in content["rows"]))


def _is(one: DatedStage, owed: Obligation) -> bool:
    return one.name == owed.stage


def _key(one: DatedStage) -> tuple[str, str]:
    return one.name, one.on.isoformat()


def _rows_shown(record: Record) -> set[str]:
    """Give the rows of the revision that is still shown; none before the first publication."""
    shown = RevisionPayload.objects.filter(revision__current_of=record).values_list("content__rows", flat=True).first()
    return {row["id"] for row in shown or ()}


def unsettle_stages(event: Obligation) -> None:
    """Return the stages of a withdrawn record's event to unmet, each with its old due day."""
    for one in Obligation.objects.select_for_update().filter(stage_of=event, met_on__isnull=False):
        mark_unmet(one)

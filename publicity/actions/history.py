"""Publish what was finished before: many disclosures of one unit at once, for back-filling and the demo province.

The same validation, rights, chain and counters as one by one; who did what, and when, is given instead of being now.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from publicity.actions import chain, counters
from publicity.actions.history_given import Finished as Finished
from publicity.actions.history_given import check_people, clean_all
from publicity.actions.history_owed import obligations_for
from publicity.actions.locking import locked_state
from publicity.actions.matters import join_waiting, link_record, numbers_in, projected_rows
from publicity.actions.publish import describe
from publicity.actions.stages import settle_stages
from publicity.catalogue import ItemSpec
from publicity.content import Content
from publicity.lifecycles import RecordStatus
from publicity.models import (
    Edition,
    Endorsement,
    Item,
    Matter,
    Obligation,
    Record,
    RecordRow,
    Revision,
    RevisionPayload,
    VillageState,
)
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.matters import matters_of
from publicity.stations import STATION_OF_ROLE, ticks_needed
from sanshu.core import events, timeline
from sanshu.core.errors import Absent
from sanshu.core.models import Region, TimelineEntry
from sanshu.core.roles import Role, office_of

# By one statement each: Django's own writes a CASE with a branch per row for every column, half of the time of it all.
_SHOWN = """
UPDATE publicity_record r SET status = s.status, title = s.title, summary = s.summary, summary_en = s.summary_en,
    published_at = s.published_at, revision_id = s.revision, matter_id = s.matter
FROM unnest(
    %(ids)s::bigint[], %(status)s::text[], %(title)s::text[], %(summary)s::text[], %(summary_en)s::text[],
    %(published_at)s::timestamptz[], %(revision_id)s::bigint[], %(matter_id)s::bigint[]
) AS s(id, status, title, summary, summary_en, published_at, revision, matter)
WHERE r.id = s.id
"""
_MET = """
UPDATE publicity_obligation o SET met_on = s.met_on, met_how = s.met_how, filed_until = NULL
FROM unnest(%(ids)s::bigint[], %(met_on)s::date[], %(met_how)s::text[]) AS s(id, met_on, met_how)
WHERE o.id = s.id
"""
_SHOWN_COLUMNS = ("status", "title", "summary", "summary_en", "published_at", "revision_id", "matter_id")


@dataclass
class _Work:
    """One disclosure on its way: what was given, what it became."""

    given: Finished
    item: Item
    spec: ItemSpec
    content: Content
    obligation: Obligation
    record: Record
    revision: Revision | None = None

    @property
    def shown(self) -> Revision:
        """The revision, once it is made."""
        if self.revision is None:
            raise RuntimeError("the revision is not made yet")
        return self.revision


@transaction.atomic
def publish_history(village_code: int, finished: Iterable[Finished]) -> list[Record]:
    """Publish finished disclosures of one unit in the order of their days, all or none; gives their records.

    Periodic ones must be owed (opened by `open_obligations`) and unmet; events open their own obligations. Invalid
    names every wrong place of every disclosure.
    """
    village = Region.objects.units().select_related("parent").filter(pk=village_code).first()
    if village is None:
        raise Absent(f"没有代码为 {village_code:012d} 的村（社区），请核对。")
    given = sorted(finished, key=lambda one: one.published_at)
    state, edition = locked_state(village.pk), current_edition()
    check_people(village, given)
    works = _begin(village, given, clean_all(given, edition), edition)
    _append(works, edition, state)
    numbers = set().union(*(numbers_in(work.spec, work.content) for work in works))
    for work in works:
        settle_stages(work.record, work.spec, work.content, on=work.given.published_at.date(), reported=None)
    _show(works, matters_of(village.pk, numbers))
    _meet(village, works)
    Endorsement.objects.bulk_create([signature for work in works for signature in _signatures(work, village)])
    TimelineEntry.objects.bulk_create([entry for work in works for entry in _steps(work, village)])
    chain.close(state)
    events.announce("history_published", village_code=village.pk)
    return [work.record for work in works]


def _begin(village: Region, given: Sequence[Finished], contents: Sequence[Content], edition: Edition) -> list[_Work]:
    items = {item.code: item for item in Item.objects.filter(code__in={one.item for one in given})}
    obligations = obligations_for(village, given, items)
    works = []
    for one, content, obligation in zip(given, contents, obligations, strict=True):
        item = items[one.item]
        record = Record(
            obligation=obligation,
            village=village,
            item=item,
            category=item.category,
            period=one.period,
            serial=obligation.serial,
            is_nil=one.is_nil,
            visibility=item.visibility,
        )
        works.append(_Work(one, item, spec_of(one.item, edition_id=edition.pk), content, obligation, record))
    # Still drafts: a published record must have its revision, and a revision its record.
    Record.objects.bulk_create([work.record for work in works])
    return works


def _append(works: Sequence[_Work], edition: Edition, state: VillageState) -> None:
    """Append one revision each to the unit's chain, in order."""
    built = [
        chain.build(
            chain.Entry(
                record=work.record,
                number=1,
                kind="publication",
                content=work.content,
                drafted_by_id=work.given.drafted_by,
                published_by_id=work.given.published_by,
                at=work.given.published_at,
                is_nil=work.given.is_nil,
            ),
            edition=edition,
            state=state,
        )
        for work in works
    ]
    Revision.objects.bulk_create([revision for revision, _ in built])
    for work, (revision, payload) in zip(works, built, strict=True):
        work.revision = payload.revision = revision
    RevisionPayload.objects.bulk_create([payload for _, payload in built])


def _show(works: Sequence[_Work], matters: dict[str, Matter]) -> None:
    """Let every record show its revision, and project its rows."""
    rows: list[RecordRow] = []
    opened: list[Matter] = []
    for work in works:
        work.record.status = RecordStatus.PUBLISHED
        if not work.given.is_nil and (new := link_record(work.record, work.spec, work.content, matters)):
            opened.append(new)
        describe(work.record, work.spec, work.content, work.shown)
        rows += projected_rows(work.record, work.spec, work.content, matters)
    records = [work.record for work in works]
    columns = {name: [getattr(record, name) for record in records] for name in _SHOWN_COLUMNS}
    _execute(_SHOWN, ids=[record.pk for record in records], **columns)
    RecordRow.objects.bulk_create(rows, batch_size=2000)
    for matter in opened:
        join_waiting(matter)


def _meet(village: Region, works: Sequence[_Work]) -> None:
    """Mark every obligation met on the day of its publication, and count what that moves."""
    moved: dict[tuple[str, date], Counter[str]] = {}
    for work in works:
        owed, day = work.obligation, work.given.published_at.date()
        steps = moved.setdefault((work.item.category, owed.due_on), Counter())
        steps["owed"] += work.item.is_event
        steps["filed"] -= owed.filed_until is not None
        steps["met_on_time" if day <= owed.due_on else "met_late"] += 1
        steps["nil"] += work.given.is_nil
        owed.met_on, owed.met_how, owed.filed_until = day, "nil" if work.given.is_nil else "record", None
    obligations = [work.obligation for work in works]
    _execute(
        _MET,
        ids=[owed.pk for owed in obligations],
        met_on=[owed.met_on for owed in obligations],
        met_how=[owed.met_how for owed in obligations],
    )
    counters.add(village.pk, moved)


def _execute(statement: str, **columns: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, columns)


def _signatures(work: _Work, village: Region) -> Iterator[Endorsement]:
    given, day = work.given, work.given.published_at.date()
    for role, person in given.signed_by.items():
        yield Endorsement(
            record=work.record,
            round=1,
            station=STATION_OF_ROLE[role],
            by_id=person,
            office=office_of(village.name, role),
            at=given.published_at,
            signed_on=day,
        )
    for station in ticks_needed(work.spec):
        yield Endorsement(
            record=work.record,
            round=1,
            station=station,
            by_id=given.published_by,
            office=given.tick_office or station,
            at=given.published_at,
            signed_on=day,
        )


def _steps(work: _Work, village: Region) -> Iterator[TimelineEntry]:
    given = work.given
    township = village.parent or village
    last_role, signer = list(given.signed_by.items())[-1]
    steps = (
        ("start", "", "draft", given.drafted_by, given.submitted_at, office_of(village.name, Role.CLERK)),
        ("submit", "draft", "submitted", given.drafted_by, given.submitted_at, office_of(village.name, Role.CLERK)),
        ("endorse", "submitted", "endorsed", signer, given.published_at, office_of(village.name, last_role)),
        (
            "publish",
            "endorsed",
            "published",
            given.published_by,
            given.published_at,
            office_of(township.name, Role.REVIEWER),
        ),
    )
    for action, old, new, person, at, office in steps:
        yield TimelineEntry(
            subject_kind=timeline.kind_of(work.record),
            subject_id=str(work.record.pk),
            region=village,
            action=action,
            at=at,
            by_id=person,
            office=office,
            old=old,
            new=new,
        )

"""Join what is published to its matter: open the thread where a matter begins, find it where one is referred to."""

from itertools import count

from publicity.catalogue import ItemSpec
from publicity.content import Content
from publicity.models import Matter, Record, RecordRow
from publicity.projection import header_matter, project
from publicity.queries.matters import naming
from publicity.stages import LONGEST_NUMBER, OPENS, Opens
from sanshu.core.periods import Period

LONGEST_TITLE = 120


def numbers_in(spec: ItemSpec, content: Content) -> set[str]:
    """Give the numbers of all matters that a content refers to."""
    return {header_matter(spec, content), *(row.matter for row in project(spec, content))} - {""}


def link_record(record: Record, spec: ItemSpec, content: Content, known: dict[str, Matter]) -> Matter | None:
    """Point a record at the matter it refers to, or opens; gives the one that it opened, which is known from then on.

    A project that names its resolution belongs to the resolution's thread; one that names none begins its own.
    """
    named, opened = known.get(header_matter(spec, content)), None
    if spec.code not in OPENS:
        record.matter = named
        return None
    record.matter = named or record.matter
    if record.matter is None:
        record.matter, is_new = _open(record, OPENS[spec.code], content)
        opened = record.matter if is_new else None
    known[record.matter.number] = record.matter
    return opened


def _open(record: Record, opens: Opens, content: Content) -> tuple[Matter, bool]:
    fields, day = content["fields"], Period.parse(record.period).first_day
    number = str(fields.get(opens.number) or "") or _next_number(record, day.year)
    return Matter.objects.get_or_create(
        village_id=record.village_id,
        kind=opens.kind,
        number=number[:LONGEST_NUMBER],
        defaults={"title": str(fields.get(opens.title, ""))[:LONGEST_TITLE], "opened_on": day},
    )


def join_waiting(matter: Matter) -> None:
    """Join what the village published with this number before the matter was opened.

    No revision changes: the number stood in them all the time. A project that began its own thread because its
    resolution was not public yet moves to the resolution's, with all that refers to it.
    """
    for one in naming(matter):
        if header_matter(one.spec, one.content) == matter.number:
            if one.spec.code in OPENS and one.matter_id is not None:
                Record.objects.filter(matter=one.matter_id).update(matter=matter)
                RecordRow.objects.filter(matter=one.matter_id).update(matter=matter)
            Record.objects.filter(pk=one.record_id).update(matter=matter)
        rows = [row.row_id for row in project(one.spec, one.content) if row.matter == matter.number]
        RecordRow.objects.filter(record=one.record_id, row_id__in=rows, matter__isnull=True).update(matter=matter)


def _next_number(record: Record, year: int) -> str:
    """Give the first number of the year that no resolution of the village bears, typed ones included."""
    taken = set(Matter.objects.filter(village_id=record.village_id, kind="resolution").values_list("number", flat=True))
    return next(number for number in (f"决议〔{year}〕{place}号" for place in count(1)) if number not in taken)


def projected_rows(record: Record, spec: ItemSpec, content: Content, matters: dict[str, Matter]) -> list[RecordRow]:
    """Make the rows of a record's current content for cross-checks, unsaved."""
    return [
        RecordRow(
            record=record,
            village_id=record.village_id,
            item_id=record.item_id,
            row_id=row.row_id,
            position=row.position,
            person_digest=row.person_digest,
            account_digest=row.account_digest,
            amount=row.amount,
            direction=row.direction,
            counterparty=row.counterparty,
            on=row.on,
            matter=matters.get(row.matter),
        )
        for row in project(spec, content)
    ]

"""Join what is published to its matter: open the thread where a matter begins, find it where one is referred to."""

from itertools import count

from publicity.catalogue import ItemSpec
from publicity.content import Content
from publicity.models import Matter, Record, RecordRow
from publicity.projection import header_matter, project
from publicity.stages import LONGEST_NUMBER, OPENS, Opens
from sanshu.core.periods import Period

LONGEST_TITLE = 120


def numbers_in(spec: ItemSpec, content: Content) -> set[str]:
    """Give the numbers of all matters that a content refers to."""
    return {header_matter(spec, content), *(row.matter for row in project(spec, content))} - {""}


def link_record(record: Record, spec: ItemSpec, content: Content, known: dict[str, Matter]) -> None:
    """Point a record at the matter it refers to, or opens; an opened one is known from then on.

    A project that names its resolution belongs to the resolution's thread; one that names none begins its own.
    """
    named = known.get(header_matter(spec, content))
    if spec.code in OPENS:
        record.matter = named or record.matter or _open(record, OPENS[spec.code], content)
        known[record.matter.number] = record.matter
    else:
        record.matter = named


def _open(record: Record, opens: Opens, content: Content) -> Matter:
    fields, day = content["fields"], Period.parse(record.period).first_day
    number = str(fields.get(opens.number) or "") or _next_number(record, day.year)
    matter, _ = Matter.objects.get_or_create(
        village_id=record.village_id,
        kind=opens.kind,
        number=number[:LONGEST_NUMBER],
        defaults={"title": str(fields.get(opens.title, ""))[:LONGEST_TITLE], "opened_on": day},
    )
    return matter


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

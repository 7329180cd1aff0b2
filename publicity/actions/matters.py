"""Join what is published to its matter: open the thread where a matter begins, find it where one is referred to."""

from collections.abc import Iterable
from dataclasses import dataclass

from publicity.catalogue import ItemSpec
from publicity.content import Content
from publicity.models import Matter, Record, RecordRow
from publicity.projection import header_matter, project
from sanshu.core.periods import Period


@dataclass(frozen=True)
class _Opens:
    """How a disclosure of one item opens a matter: its kind, and the fields of number and title."""

    kind: str
    number: str
    title: str


#: Where matters begin. A resolution without a filing number gets the village's next one of the year.
OPENS: dict[str, _Opens] = {
    "V-04": _Opens("resolution", "filed_no", "title"),
    "F-08": _Opens("fund", "doc_no", "fund_name"),
    "F-15": _Opens("project", "project_no", "name"),
}
LONGEST_NUMBER, LONGEST_TITLE = 60, 120


def matters_of(village_id: int, numbers: Iterable[str]) -> dict[str, Matter]:
    """Find a village's matters by number; a number nobody opened is simply not there."""
    wanted = {number for number in numbers if number}
    if not wanted:
        return {}
    return {matter.number: matter for matter in Matter.objects.filter(village_id=village_id, number__in=wanted)}


def numbers_in(spec: ItemSpec, content: Content) -> set[str]:
    """Give the numbers of all matters that a content refers to."""
    return {header_matter(spec, content), *(row.matter for row in project(spec, content))} - {""}


def link_record(record: Record, spec: ItemSpec, content: Content, known: dict[str, Matter]) -> None:
    """Point a record at the matter it refers to, or opens; an opened one is known from then on."""
    if spec.code in OPENS:
        record.matter = record.matter or _open(record, OPENS[spec.code], content)
        known[record.matter.number] = record.matter
    else:
        record.matter = known.get(header_matter(spec, content))


def _open(record: Record, opens: _Opens, content: Content) -> Matter:
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
    taken = Matter.objects.filter(village_id=record.village_id, kind="resolution", opened_on__year=year).count()
    return f"决议〔{year}〕{taken + 1}号"


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

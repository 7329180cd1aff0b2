"""A roster answers: who is who, since when, which duty, where to call. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publicity.masking import ShownRow
from publicity.reading.common import Design, Sheet, figures_on_top
from publicity.reading.values import Value

_NAMES = ("name", "matter", "household_head")
_POSTS = ("position", "org", "decision", "seal_type", "category", "apply_type", "status")
_SINCE = ("appointed_on", "term_start", "apply_date", "decided_on", "start_date", "date")
_DUTIES = ("duties", "detail", "fact", "concurrent_post", "occupation", "recipient", "matter", "location")


@dataclass(frozen=True)
class Line:
    """One person, or one use of a seal: who or what, as what, since when, to do what."""

    id: str
    name: Value | None
    post: Value | None
    since: Value | None
    duty: Value | None
    phones: tuple[Value, ...]
    amounts: tuple[Value, ...]
    notes: tuple[Value, ...]


def _lines(sheet: Sheet, _rows: Sequence[ShownRow]) -> Callable[[ShownRow], Line]:
    """Give what writes one person."""

    def line(row: ShownRow) -> Line:
        values = sheet.values(row)
        return Line(
            id=row.id,
            name=values.take(*_NAMES),
            post=values.take(*_POSTS),
            since=values.take(*_SINCE),
            duty=values.take(*_DUTIES),
            phones=values.take_types("phone"),
            amounts=values.take_types("money"),
            notes=values.rest(),
        )

    return line


DESIGN = Design(
    head=figures_on_top,
    lines=_lines,
    groups=("group_name", "org", "stage", "status", "branch", "seal_type", "category", "matter_type"),
)

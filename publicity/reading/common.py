"""What every structure's header may hold besides its own: days of display, phones, long text, the rest. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from publicity.catalogue import Field
from publicity.display import Language
from publicity.masking import ShownRow
from publicity.reading.values import Value, Values, named

_STARTS = ("publicity_start", "public_start", "notice_start")
_ENDS = ("publicity_end", "public_end", "notice_end", "objection_deadline")


@dataclass(frozen=True)
class Sheet:
    """One content as far as a viewer may see it: the header's values, the rows, and the day on which it is read."""

    fields: Values
    stored: Mapping[str, Any]
    field_specs: Sequence[Field]
    rows: Sequence[ShownRow]
    row_specs: Sequence[Field]
    language: Language
    on: date

    def row_field(self, *keys: str) -> Field | None:
        """Find the first of some row fields that is declared."""
        declared = {one.key: one for one in self.row_specs}
        return next((declared[key] for key in keys if key in declared), None)

    def label_of(self, *keys: str) -> str:
        """Name the column of the first of some row fields that is declared; empty when none is."""
        field = self.row_field(*keys)
        return "" if field is None else named(field, self.language)[0]

    def values(self, row: ShownRow) -> Values:
        """Give the values of one row."""
        return Values(self.row_specs, row.values, self.language)


def by_day(rows: Sequence[ShownRow]) -> list[ShownRow]:
    """Sort rows by their day; those of one day, and those without, stay as they were."""
    return sorted(rows, key=lambda row: str(row.values.get("date") or ""))


def no_total(_sheet: Sheet, _chosen: Sequence[ShownRow]) -> dict[str, Decimal]:
    """Sum nothing: most lists hold plans, worths and payments that make no one sum."""
    return {}


@dataclass(frozen=True)
class Design:
    """How one structure is read: what stands on top, what writes a row, and by which fields rows are chosen.

    `head` and `lines` give what the structure's own template shows; `total` sums the chosen rows, in yuan.
    """

    head: Callable[[Sheet], object]
    lines: Callable[[Sheet, Sequence[ShownRow]], Callable[[ShownRow], object]]
    groups: tuple[str, ...] = ()
    in_order: Callable[[Sequence[ShownRow]], list[ShownRow]] = list
    total: Callable[[Sheet, Sequence[ShownRow]], dict[str, Decimal]] = no_total


@dataclass(frozen=True)
class Figures:
    """What a header counts and what it sums."""

    counts: tuple[Value, ...]
    amounts: tuple[Value, ...]


def figures_on_top(sheet: Sheet) -> Figures:
    """Take the figures of a header whose rows tell the rest: how many, how large, how much."""
    return Figures(
        counts=sheet.fields.take_types("integer", "decimal"),
        amounts=sheet.fields.take_types("money"),
    )


@dataclass(frozen=True)
class Display:
    """From when until when something hangs on the notice board; `days` are left, today included, below 1 when over."""

    start: Value | None
    end: Value
    days: int


@dataclass(frozen=True)
class Common:
    """The parts of a header that no structure took for itself."""

    display: Display | None
    phones: tuple[Value, ...]
    prose: tuple[Value, ...]
    facts: tuple[Value, ...]


def common_of(sheet: Sheet) -> Common:
    """Take all that is left of a header."""
    fields = sheet.fields
    return Common(
        display=_display(sheet),
        phones=fields.take_types("phone"),
        prose=fields.take_types("longtext"),
        facts=fields.rest(),
    )


def _display(sheet: Sheet) -> Display | None:
    start, end = sheet.fields.take(*_STARTS), sheet.fields.take(*_ENDS)
    if end is None or end.day is None:
        return None
    return Display(start, end, (end.day - sheet.on).days + 1)


@dataclass(frozen=True)
class Bar:
    """One labelled bar: what it measures, and its length out of 100."""

    value: Value
    width: int


def bars(values: Sequence[Value]) -> tuple[Bar, ...]:
    """Draw amounts of money beside one another, the greatest being 100; none at all are no picture."""
    highest = max((one.amount for one in values if one.amount), default=None)
    if highest is None or highest <= 0:
        return ()
    return tuple(Bar(one, max(0, round((one.amount or 0) / highest * 100))) for one in values)

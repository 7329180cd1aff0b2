"""A list of people paid answers: how many, how much in all, who got how much and how it was worked out. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publicity.masking import ShownRow
from publicity.reading.common import Design, Sheet
from publicity.reading.listing import number_in
from publicity.reading.sums import Sum, sums_of
from publicity.reading.values import Value, money_in

_TOTAL = ("total_amount", "collected_total", "received_cash", "total_claim")
_COUNTS = (
    "households", "persons", "employed", "posts", "enrolled", "target", "living_persons", "care_persons", "monitored",
    "removed", "central", "scattered", "added", "stopped", "deaths_reported", "subsidised",
)  # fmt: skip
_WHO = ("name", "household_head")


@dataclass(frozen=True)
class Group:
    """One group's part of a list: how many rows, how much in all."""

    value: str
    rows: int
    amount: Decimal


@dataclass(frozen=True)
class Head:
    """The total, the counts, sums that must come out, the groups; `off` is what the rows miss of the total, in yuan.

    `who` and `paid` name the two columns that every list has.
    """

    total: Value | None
    counts: tuple[Value, ...]
    sums: tuple[Sum, ...]
    amounts: tuple[Value, ...]
    groups: tuple[Group, ...]
    groups_lang: str
    rows_total: Decimal | None
    off: Decimal | None
    who: str
    paid: str


@dataclass(frozen=True)
class Line:
    """One person's row: who, of which group, how much, and what it was worked out from."""

    id: str
    who: Value | None
    group: Value | None
    amount: Value | None
    worked_out: tuple[Value, ...]
    notes: tuple[Value, ...]


def _head(sheet: Sheet) -> Head:
    """Take what a list's header says of money and people."""
    fields = sheet.fields
    sums = sums_of(fields, sheet.stored, sheet.field_specs)
    rows_total = _paid(sheet.rows) if sheet.rows else None
    told = money_in(sheet.stored, "total_amount")
    field = sheet.row_field("group_name")
    return Head(
        total=fields.take(*_TOTAL),
        counts=fields.take_all(*_COUNTS),
        sums=sums,
        amounts=fields.take_types("money"),
        groups=_groups(sheet.rows),
        groups_lang="zh" if field is not None and sheet.language == "en" else "",
        rows_total=rows_total,
        # Compensation for land goes to households only in part; its own sums say which.
        off=None if rows_total is None or told is None or sums else rows_total - told,
        who=sheet.label_of(*_WHO),
        paid=sheet.label_of("amount"),
    )


def _paid(rows: Sequence[ShownRow]) -> Decimal | None:
    amounts = [amount for row in rows if (amount := money_in(row.values, "amount")) is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _groups(rows: Sequence[ShownRow]) -> tuple[Group, ...]:
    found: dict[str, tuple[int, Decimal]] = {}
    for row in rows:
        if name := str(row.values.get("group_name") or ""):
            count, amount = found.get(name, (0, Decimal(0)))
            found[name] = (count + 1, amount + (money_in(row.values, "amount") or Decimal(0)))
    groups = [Group(name, *sums) for name, sums in found.items()]
    return tuple(sorted(groups, key=lambda one: number_in(one.value))) if len(groups) > 1 else ()


def _lines(sheet: Sheet, _rows: Sequence[ShownRow]) -> Callable[[ShownRow], Line]:
    """Give what writes one row."""

    def line(row: ShownRow) -> Line:
        values = sheet.values(row)
        who, group, amount = values.take(*_WHO), values.take("group_name"), values.take("amount")
        return Line(
            id=row.id,
            who=who,
            group=group,
            amount=amount,
            worked_out=values.take_types("money", "decimal", "integer"),
            notes=values.rest(),
        )

    return line


def _total(_sheet: Sheet, chosen: Sequence[ShownRow]) -> dict[str, Decimal]:
    """Sum what the chosen rows got."""
    paid = _paid(chosen)
    return {} if paid is None else {"paid": paid}


DESIGN = Design(
    head=_head,
    lines=_lines,
    groups=("group_name", "status", "type", "source", "post", "category"),
    total=_total,
)

"""A project, purchase or deal answers: what was planned, agreed and paid, who does it, when, and what happened step by step. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publicity.masking import ShownRow
from publicity.reading.common import Bar, Design, Sheet, bars, by_day
from publicity.reading.values import Value, money_in

_NAMES = ("name", "project_name")
_MONEY = (
    "budget", "valuation", "base_price", "contract_price", "price", "deal_price", "final_price", "paid_total",
)  # fmt: skip
_AGREED = ("final_price", "contract_price", "price", "deal_price")
_PARTY = ("winner", "contractor", "supplier")
_DATES = ("contract_date", "start_date", "finish_date", "accept_date")


@dataclass(frozen=True)
class Head:
    """The money beside one another, how much of what was agreed is still unpaid, who does it, and the days."""

    name: Value | None
    money: tuple[Bar, ...]
    unpaid: Decimal | None
    party: Value | None
    dates: tuple[Value, ...]
    amounts: tuple[Value, ...]

    @property
    def overpaid(self) -> Decimal:
        """By how much more was paid than agreed, in yuan."""
        return max(-(self.unpaid or Decimal(0)), Decimal(0))


@dataclass(frozen=True)
class Line:
    """One entry on the way."""

    id: str
    stage: Value | None
    day: Value | None
    amount: Value | None
    text: tuple[Value, ...]
    notes: tuple[Value, ...]


def _head(sheet: Sheet) -> Head:
    """Take what a project's header says of money, firms and days."""
    fields = sheet.fields
    agreed = next((key for key in _AGREED if fields.has(key)), None)
    unpaid = _unpaid(sheet, agreed) if agreed else None
    return Head(
        name=fields.take(*_NAMES),
        money=bars(fields.take_all(*_MONEY)),
        unpaid=unpaid,
        party=fields.take(*_PARTY),
        dates=fields.take_all(*_DATES),
        amounts=fields.take_types("money"),
    )


def _unpaid(sheet: Sheet, agreed: str) -> Decimal | None:
    paid, price = money_in(sheet.stored, "paid_total"), money_in(sheet.stored, agreed)
    return None if paid is None or price is None else price - paid


def _lines(sheet: Sheet, _rows: Sequence[ShownRow]) -> Callable[[ShownRow], Line]:
    """Give what writes one entry."""

    def line(row: ShownRow) -> Line:
        values = sheet.values(row)
        return Line(
            id=row.id,
            stage=values.take("stage"),
            day=values.take("date"),
            amount=values.take("amount"),
            text=values.take_types("longtext"),
            notes=values.rest(),
        )

    return line


DESIGN = Design(
    head=_head,
    lines=_lines,
    groups=("stage",),
    in_order=by_day,
)

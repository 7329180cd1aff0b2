"""A ledger answers: what came in, what went out, what is left, what was it spent on, does it add up. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publicity.catalogue import Field
from publicity.display import say
from publicity.masking import ShownRow
from publicity.money_picture import Share, share_out
from publicity.reading.common import Bar, Design, Sheet, bars, by_day
from publicity.reading.sums import Sum, sums_of
from publicity.reading.values import Value, Values, money_in

INCOME, EXPENSE = "收入", "支出"
#: What a line is about, and what it was for as a kind; the first declared one counts.
_ABOUT = ("summary", "project", "item", "fund_name", "counterparty", "payee", "name")
_KIND = ("subject", "category", "line_type")
_PARTY = ("counterparty", "payee", "source_dept")
_OTHER = {"zh": "其他几类", "en": "Everything else"}
_CEILING = ("year_cumulative", "annual_limit")
_PLACES = ("closing_cash", "closing_bank")


@dataclass(frozen=True)
class Tally:
    """What the lines come to, beside what the header says; None where the header doesn't say it. In yuan."""

    income: Decimal
    expense: Decimal
    income_told: Decimal | None
    expense_told: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether the lines make the totals."""
        return self.income_told in {None, self.income} and self.expense_told in {None, self.expense}


@dataclass(frozen=True)
class Head:
    """The sums, where the money lies, how much of a yearly limit is used, what it was spent on, whether lines agree.

    `about` and `columns` name columns: what a line is about, and its amounts besides income and spending.
    """

    sums: tuple[Sum, ...]
    places: tuple[Value, ...]
    ceiling: tuple[Bar, ...]
    spent: tuple[Share, ...]
    tally: Tally | None
    figures: tuple[Value, ...]
    about: str
    columns: tuple[str, ...]
    is_flow: bool
    has_day: bool
    has_income: bool
    has_balance: bool


@dataclass(frozen=True)
class Line:
    """One entry as a passbook has it. `balance` is what was left after it; None where the ledger opens with no balance."""

    id: str
    about: Value | None
    day: Value | None
    income: Decimal | None
    expense: Decimal | None
    balance: Decimal | None
    amounts: tuple[Value | None, ...]
    notes: tuple[Value, ...]


def _head(sheet: Sheet) -> Head:
    """Take what a ledger's header says of its money."""
    fields = sheet.fields
    return Head(
        sums=sums_of(fields, sheet.stored, sheet.field_specs),
        places=fields.take_all(*_PLACES),
        ceiling=bars(fields.take_all(*_CEILING)),
        spent=_spent(sheet),
        tally=_tally(sheet) if sheet.rows else None,
        figures=fields.take_types("money"),
        about=sheet.label_of(*_ABOUT),
        columns=tuple(sheet.label_of(one.key) for one in _columns(sheet)),
        is_flow=_flows(sheet),
        has_day=sheet.row_field("date") is not None,
        has_income=sheet.row_field("direction") is not None,
        has_balance=_has_balance(sheet),
    )


def _columns(sheet: Sheet) -> list[Field]:
    """List the amounts that some row has besides what came in and went out, or all amounts of a statement."""
    own = {"amount"} if _flows(sheet) else set()
    money = [one for one in sheet.row_specs if one.type == "money" and one.key not in own]
    return [one for one in money if any(row.values.get(one.key) not in (None, "") for row in sheet.rows)]


def _direction(sheet: Sheet, row: ShownRow) -> str:
    """Say which way a row's money went; a ledger of spending alone declares none, a statement has none either."""
    if sheet.row_field("direction") is not None:
        return str(row.values.get("direction") or "")
    return EXPENSE if _is_spending(sheet) else ""


def _is_spending(sheet: Sheet) -> bool:
    return sheet.row_field("direction") is None and "expense_total" in sheet.stored


def _tally(sheet: Sheet) -> Tally | None:
    totals = {INCOME: Decimal(0), EXPENSE: Decimal(0)}
    for row in sheet.rows:
        way = _direction(sheet, row)
        if way not in totals:
            return None
        totals[way] += money_in(row.values, "amount") or Decimal(0)
    told = [money_in(sheet.stored, key) for key in ("income_total", "expense_total")]
    return Tally(totals[INCOME], totals[EXPENSE], *told)


def _spent(sheet: Sheet) -> tuple[Share, ...]:
    kind = sheet.row_field(*_KIND)
    if kind is None:
        return ()
    by_kind: dict[str, Decimal] = {}
    for row in sheet.rows:
        if _direction(sheet, row) == EXPENSE and row.values.get(kind.key):
            name = say(kind, row.values[kind.key], sheet.language)
            by_kind[name] = by_kind.get(name, Decimal(0)) + (money_in(row.values, "amount") or Decimal(0))
    largest = sorted(by_kind.items(), key=lambda one: (-one[1], one[0]))
    return share_out(largest, other=_OTHER[sheet.language]) if len(largest) > 1 else ()


def _lines(sheet: Sheet, rows: Sequence[ShownRow]) -> Callable[[ShownRow], Line]:
    """Give what writes one entry; balances run through all rows in their order, whichever of them are shown."""
    balances, columns = _balances(sheet, rows), [one.key for one in _columns(sheet)]

    def line(row: ShownRow) -> Line:
        values = sheet.values(row)
        way = _direction(sheet, row)
        amount = values.take("amount") if way else None
        values.take("direction")
        return Line(
            id=row.id,
            about=values.take(*_ABOUT),
            day=values.take("date"),
            income=amount.amount if amount and way == INCOME else None,
            expense=amount.amount if amount and way == EXPENSE else None,
            balance=balances.get(row.id),
            amounts=tuple(values.take(key) for key in columns),
            notes=_notes(values),
        )

    return line


def _notes(values: Values) -> tuple[Value, ...]:
    """Put what a neighbour asks first in front: for what kind of thing, and to whom."""
    values.take("line_no")
    first = values.take_all(*_KIND, *_PARTY)
    return (*first, *values.rest())


def _balances(sheet: Sheet, rows: Sequence[ShownRow]) -> dict[str, Decimal]:
    """Run the balance through dated entries from the opening one; a plan of the year has none in between."""
    left = money_in(sheet.stored, "opening_balance")
    if left is None or not _has_balance(sheet):
        return {}
    found: dict[str, Decimal] = {}
    for row in rows:
        amount = money_in(row.values, "amount") or Decimal(0)
        left += amount if _direction(sheet, row) == INCOME else -amount
        found[row.id] = left
    return found


def _has_balance(sheet: Sheet) -> bool:
    opens = money_in(sheet.stored, "opening_balance") is not None
    return opens and sheet.row_field("date") is not None and _flows(sheet)


def _flows(sheet: Sheet) -> bool:
    return all(_direction(sheet, row) in {INCOME, EXPENSE} for row in sheet.rows)


def _total(sheet: Sheet, chosen: Sequence[ShownRow]) -> dict[str, Decimal]:
    """Sum the chosen entries by the way their money went; nothing for a statement, whose lines are no flow."""
    if not chosen or not _flows(sheet):
        return {}
    sums = {INCOME: Decimal(0), EXPENSE: Decimal(0)}
    for row in chosen:
        sums[_direction(sheet, row)] += money_in(row.values, "amount") or Decimal(0)
    return {"income": sums[INCOME], "expense": sums[EXPENSE]}


DESIGN = Design(
    head=_head,
    lines=_lines,
    groups=("direction", "side", "type", "category", "line_type"),
    in_order=by_day,
    total=_total,
)

"""Statements of the year and the quarter: sums over the books and the registers, so that they agree. Pure."""

from datetime import date
from decimal import Decimal

from sanshu.core.periods import Period
from sanshu.demo.books import ledger
from sanshu.demo.contents.base import Content, Maker, Task, Values
from sanshu.demo.contents.estate import OURS, THEIRS, assets_of, debts_of, quarters_since
from sanshu.demo.dice import CENT, yuan
from sanshu.demo.purses import IN, OUT
from sanshu.demo.threads import resolution_number
from sanshu.demo.world import World

CAPITAL = (138_000, 246_000)
OPERATING = frozenset({"经营收入", "投资收益", "补助收入", "经营支出", "税金及附加", "管理费用"})
OTHER = frozenset({"其他收入", "公益支出", "其他支出", "应付劳务费"})


def _year(world: World, year: int) -> Period:
    return Period.parse(str(max(year, world.live_from.year)))


def _by_subject(world: World, period: Period, direction: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for entry in ledger(world, period).entries:
        if entry.direction == direction:
            sums[entry.line.subject] = sums.get(entry.line.subject, Decimal(0)) + entry.amount
    return sums


def budget(task: Task) -> Content:
    """F-01: what is planned, with last year's figures where the books reach back."""
    dice, rows, sums = task.world.dice("F-01", task.year), list[Values](), {IN: Decimal(0), OUT: Decimal(0)}
    basis = _year(task.world, task.year - 1)
    for direction in (IN, OUT):
        for subject, last in sorted(_by_subject(task.world, basis, direction).items()):
            planned = (last * Decimal(dice.between(88, 112)) / 100).quantize(CENT)
            sums[direction] += planned
            row: Values = {"direction": direction, "item": subject, "amount": yuan(planned)}
            rows.append(row | {"remark": "按上年执行情况和本年安排测算"})
    opening = ledger(task.world, basis).closing
    met = min(dice.day(date(task.year, 1, 6), date(task.year, 1, 21)), task.on)
    header: Values = {
        "year": task.year,
        "opening_balance": yuan(opening),
        "income_total": yuan(sums[IN]),
        "expense_total": yuan(sums[OUT]),
        "closing_balance": yuan(opening + sums[IN] - sums[OUT]),
        "meeting_date": met.isoformat(),
        "vote": _vote(task),
    }
    return Content(header, rows)


def _vote(task: Task) -> str:
    dice = task.dice("vote")
    there, against = dice.between(23, 41), dice.between(0, 3)
    return f"应到{there + dice.between(1, 5)}人，实到{there}人，同意{there - against}票，反对{against}票"


def annual_accounts(task: Task) -> Content:
    """F-02: what was planned and what came of it."""
    kept, dice, rows = ledger(task.world, task.period), task.dice("plan"), list[Values]()
    for direction in (IN, OUT):
        for subject, real in sorted(_by_subject(task.world, task.period, direction).items()):
            planned = (real * Decimal(dice.between(91, 113)) / 100).quantize(CENT)
            row: Values = {
                "direction": direction,
                "item": subject,
                "budget": yuan(planned),
                "amount": yuan(real),
                "difference": yuan(real - planned),
            }
            rows.append(row)
    header: Values = {
        "year": task.year,
        "opening_balance": yuan(kept.opening),
        "income_total": yuan(kept.income),
        "expense_total": yuan(kept.expense),
        "closing_balance": yuan(kept.closing),
        "meeting_date": min(date(task.year + 1, 1, dice.between(11, 24)), task.on).isoformat(),
        "vote": _vote(task),
    }
    return Content(header, rows)


def _position(world: World, period: Period) -> dict[str, Decimal]:
    """Give cash, receivables, fixed assets, payables and earmarked funds at a period's end."""
    on, months = period.last_day, ledger(world, Period.containing("monthly", period.last_day))
    quarters = quarters_since(world, Period.containing("quarterly", on)) + 1
    known = debts_of(world)
    funds = Decimal(0)
    for year in range(world.live_from.year, on.year + 1):
        for entry in ledger(world, Period.parse(str(year))).entries:
            if entry.line.subject in {"专项应付款", "在建工程"} and entry.on <= on and entry.matter:
                funds += entry.signed
    return {
        "cash": months.closing,
        "receivable": sum((debt.open_at(quarters) for debt in known if debt.kind == OURS), Decimal(0)),
        "fixed": sum((asset.worth(on) for asset in assets_of(world)), Decimal(0)),
        "payable": sum((debt.open_at(quarters) for debt in known if debt.kind == THEIRS), Decimal(0)),
        "funds": max(funds, Decimal(0)),
    }


def _profit(world: World, first: date, last: date) -> tuple[Decimal, Decimal]:
    """Give operating profit and total profit of a span of days."""
    operating = other = Decimal(0)
    for year in range(first.year, last.year + 1):
        for entry in ledger(world, Period.parse(str(year))).entries:
            if first <= entry.on <= last:
                operating += entry.signed if entry.line.subject in OPERATING else 0
                other += entry.signed if entry.line.subject in OTHER else 0
    return operating, operating + other


def _undistributed(world: World, on: date) -> Decimal:
    """Give what is left undistributed on a day: the start and every profit since."""
    start = world.dice("undistributed").money(63_400, 121_800)
    return start + _profit(world, date(world.live_from.year, 1, 1), on)[1]


def balance_sheet(task: Task) -> Content:
    """F-04: assets are liabilities and equity; cash is the books', debts the debt list's, things the register's."""
    now = _position(task.world, task.period)
    then = _position(task.world, _year(task.world, task.year - 1)) if task.year > task.world.live_from.year else now
    capital = task.world.dice("capital").money(*CAPITAL)
    left, left_then = (_undistributed(task.world, on) for on in (task.last_day, date(task.year - 1, 12, 31)))
    lines = [("流动资产", "货币资金", "cash"), ("流动资产", "应收款项", "receivable"), ("固定资产", "固定资产净值", "fixed"),
             ("流动负债", "应付款项", "payable"), ("流动负债", "专项应付款", "funds")]  # fmt: skip
    rows: list[Values] = [
        {"line_no": place, "side": side, "item": item, "opening": yuan(then[key]), "amount": yuan(now[key])}
        for place, (side, item, key) in enumerate(lines, start=1)
    ]
    equity, equity_then = _equity(now), _equity(then)
    for item, value, before in (
        ("资本", capital, capital),
        ("公积公益金", equity - capital - left, equity_then - capital - left_then),
        ("未分配收益", left, left_then),
    ):
        rows.append(
            {
                "line_no": len(rows) + 1,
                "side": "所有者权益",
                "item": item,
                "opening": yuan(before),
                "amount": yuan(value),
            }
        )
    header: Values = {
        "as_of": task.last_day.isoformat(),
        "total_assets": yuan(now["cash"] + now["receivable"] + now["fixed"]),
        "total_liabilities": yuan(now["payable"] + now["funds"]),
        "total_equity": yuan(equity),
        "undistributed": yuan(left),
        "preparer": task.world.officers.clerk.name,
    }
    return Content(header, rows)


def _equity(at: dict[str, Decimal]) -> Decimal:
    return at["cash"] + at["receivable"] + at["fixed"] - at["payable"] - at["funds"]


def income_statement(task: Task) -> Content:
    """F-05: from operating profit to what is left undistributed, each line from those above it."""
    came, went = _by_subject(task.world, task.period, IN), _by_subject(task.world, task.period, OUT)

    def of(sums: dict[str, Decimal], *subjects: str) -> Decimal:
        return sum((sums.get(subject, Decimal(0)) for subject in subjects), Decimal(0))

    operating, profit = _profit(task.world, task.period.first_day, task.period.last_day)
    left = _undistributed(task.world, task.period.last_day)
    lines = (
        ("经营收入", of(came, "经营收入")), ("补助收入", of(came, "补助收入")), ("经营支出", of(went, "经营支出")),
        ("管理费用", of(went, "管理费用")), ("其他收入", of(came, "其他收入")),
        ("公益支出", of(went, "公益支出")), ("其他支出（含劳务）", of(went, "其他支出", "应付劳务费")),
    )  # fmt: skip
    rows: list[Values] = [
        {"line_no": place, "item": item, "amount": yuan(value)} for place, (item, value) in enumerate(lines, start=1)
    ]
    header: Values = {
        "year": task.year,
        "operating_profit": yuan(operating),
        "total_profit": yuan(profit),
        "income_tax": yuan(0),
        "net_profit": yuan(profit),
        "opening_undistributed": yuan(left - profit),
        "other_transfer_in": yuan(0),
        "distributable": yuan(left),
        "reserve": yuan(0),
        "to_members": yuan(0),
        "other_distribution": yuan(0),
        "closing_undistributed": yuan(left),
        "meeting_ref": resolution_number(task.world, "annual"),
    }
    return Content(header, rows)


STATEMENTS: dict[str, Maker] = {
    "F-01": budget,
    "F-02": annual_accounts,
    "F-04": balance_sheet,
    "F-05": income_statement,
}

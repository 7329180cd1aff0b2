"""Ledgers: every one is cut from the same books, so that they balance and agree with one another. Pure."""

from datetime import timedelta
from decimal import Decimal

from sanshu.core.periods import Period
from sanshu.demo.books import Entry, Ledger, ledger
from sanshu.demo.contents.base import Content, Maker, Task, Values, number, total
from sanshu.demo.dice import CENT, yuan
from sanshu.demo.labour import jobs_of, rate_of
from sanshu.demo.months import months_in
from sanshu.demo.purses import IN, OUT, Move, balances
from sanshu.demo.threads import resolution_number
from sanshu.demo.world import World

CASH_LIMIT = 700


def _balances(kept: Ledger) -> Values:
    return {
        "opening_balance": yuan(kept.opening),
        "income_total": yuan(kept.income),
        "expense_total": yuan(kept.expense),
        "closing_balance": yuan(kept.closing),
    }


def _cash_and_bank(kept: Ledger) -> Values:
    return {"closing_cash": yuan(kept.cash), "closing_bank": yuan(kept.bank)}


def _pay_method(entry: Entry, card: str) -> str:
    if entry.amount < CASH_LIMIT and entry.line.party == "户":
        return "现金"
    return card if entry.amount < CASH_LIMIT else "银行转账"


def _paper(task: Task, entry: Entry) -> Values:
    """Give what stands on every voucher: who handled it, who approved it, who saw it."""
    officers = task.world.officers
    return {
        "date": entry.on.isoformat(),
        "voucher_no": entry.voucher,
        "summary": entry.summary,
        "amount": yuan(entry.amount),
        "handler": officers.clerk.name,
        "approver": officers.secretary.name,
    }


def _invoice(task: Task, entry: Entry) -> Values:
    if entry.direction == OUT and "公司" in entry.counterparty + entry.line.party:
        return {"invoice_no": f"{task.world.dice('invoice', entry.on, entry.voucher).between(10**7, 10**8 - 1)}"}
    return {}


def monthly_books(task: Task) -> Content:
    """F-03: every entry of a village's month."""
    kept = ledger(task.world, task.period)
    rows = [
        _paper(task, entry)
        | _invoice(task, entry)
        | {
            "direction": entry.direction,
            "subject": entry.line.subject,
            "counterparty": entry.counterparty,
            "pay_method": _pay_method(entry, "村务(公务)卡"),
            "witness": task.world.officers.oversight[0].name,
        }
        for entry in kept.entries
    ]
    header: Values = {"month": str(task.period), "voucher_count": len(rows), "reconciled": True}
    return Content(header | _balances(kept) | _cash_and_bank(kept), rows)


def community_books(task: Task) -> Content:
    """F-23: every entry of a community's quarter."""
    kept = ledger(task.world, task.period)
    rows = [
        _paper(task, entry)
        | _invoice(task, entry)
        | {
            "direction": entry.direction,
            "category": entry.line.label,
            "counterparty": entry.counterparty,
            "pay_method": _pay_method(entry, "公务卡"),
        }
        for entry in kept.entries
    ]
    return Content(_balances(kept) | _cash_and_bank(kept), rows)


def _fees(kept: Ledger) -> list[Entry]:
    return [entry for entry in kept.entries if entry.line.fee and entry.direction == OUT]


def administration(task: Task) -> Content:
    """F-13: what the office itself cost, and how much of the year's limit is used."""
    month = _fees(ledger(task.world, task.period))
    year = _fees(ledger(task.world, Period.parse(str(task.year))))
    so_far = [entry.amount for entry in year if entry.on <= task.period.last_day]
    papers = [entry.amount for entry in month if entry.line.fee == "报刊费"]
    rows = [
        _paper(task, entry)
        | _invoice(task, entry)
        | {
            "category": entry.line.fee,
            "payee": entry.counterparty,
            "pay_method": _pay_method(entry, "村务(公务)卡"),
        }
        for entry in month
    ]
    header: Values = {
        "month": str(task.period),
        "expense_total": total([entry.amount for entry in month]),
        "year_cumulative": total(so_far),
        "annual_limit": yuan(task.world.annual_fees),
        "reception": yuan(0),
        "newspaper": total(papers),
    }
    return Content(header, rows)


def labour(task: Task) -> Content | None:
    """F-12: who worked by the day; nothing in months without such work."""
    jobs = jobs_of(task.world, task.period)
    if not jobs:
        return None
    rows: list[Values] = [
        {
            "name": person.name,
            "id_number": person.id_number,
            "start_date": job.first.isoformat(),
            "end_date": job.last.isoformat(),
            "task": job.task,
            "days": number(days),
            "rate": number(job.rate),
            "amount": yuan(days * job.rate),
            "pay_method": "银行转账",
            "approver": task.world.officers.secretary.name,
            "cadre_relative": False,
            "bank_account": person.account,
        }
        for job in jobs
        for person, days in job.workers
    ]
    header: Values = {
        "month": str(task.period),
        "persons": len(rows),
        "days_total": number(sum((job.days for job in jobs), Decimal(0))),
        "total_amount": total([job.total for job in jobs]),
        "standard": number(rate_of(task.world)),
        "decision_ref": resolution_number(task.world, "annual"),
    }
    return Content(header, rows)


def transfers(task: Task) -> Content:
    """F-07: what came from above for running the village, and what it was spent on."""
    office, dice = f"{task.place.county}财政局", task.world.dice("F-07", "document", task.year)
    document = f"{task.place.county[0]}财基〔{task.year}〕{dice.between(11, 64)}号"
    rows: list[Values] = [
        {
            "date": move.on.isoformat(),
            "direction": move.direction,
            "fund_name": "村级组织运转经费" if task.place.is_village else "社区工作经费",
            "source_dept": office,
            "doc_no": document,
            "summary": move.words,
            "amount": yuan(move.amount),
            "payee": move.party,
            "approver": task.world.officers.secretary.name,
        }
        for move in _running(task.world, task.period)
    ]
    start = task.world.dice("F-07", "start").money(16_300, 31_700)
    return Content(dict(balances(task.world, task.period, start, _running)), rows)


def _running(world: World, period: Period) -> list[Move]:
    """List a period's entries of the running fund, as the main books hold them."""
    return [
        Move(entry.on, entry.direction, entry.summary, entry.counterparty, entry.amount)
        for entry in ledger(world, period).entries
        if entry.line.subject == "补助收入" or entry.line.fee
    ]


SERVICES = (
    ("过组织生活日学习资料", 86, 340),
    ("慰问患病老党员", 210, 470),
    ("环境整治党员先锋行动工具", 138, 620),
    ("为留守老人修缮房屋材料", 367, 1_280),
    ("防溺水警示牌制作", 163, 540),
    ("“七一”重温入党誓词活动", 187, 690),
    ("为秋收困难户雇收割机", 420, 1_130),
)


def service_fund(task: Task) -> Content:
    """P-10: the party branch's service fund."""
    officers, ref = task.world.officers, resolution_number(task.world, "annual")
    rows: list[Values] = [
        {
            "date": move.on.isoformat(),
            "direction": move.direction,
            "project": move.words,
            "payee": move.party,
            "amount": yuan(move.amount),
            "pay_method": "转账",
            "decision_ref": ref,
            "handler": officers.clerk.name,
            "approver": officers.secretary.name,
        }
        for move in _service(task.world, task.period)
    ]
    start = task.world.dice("P-10", "start").money(2_100, 4_800)
    header: Values = dict(balances(task.world, task.period, start, _service))
    document = task.world.dice("P-10", "document", task.year).between(9, 38)
    header["fund_source"] = f"{task.place.county}委组织部拨付，{task.place.county[0]}组发〔{task.year}〕{document}号"
    return Content(header, rows)


def _service(world: World, period: Period) -> list[Move]:
    dice, place = world.dice("P-10", period), world.place
    came_on = period.first_day + timedelta(days=dice.between(8, 15))
    moves = [Move(came_on, IN, "上级拨入服务群众经费", f"{place.county}委组织部", dice.money(1_200, 2_900))]
    for purpose, low, high in dice.sample(SERVICES, dice.between(2, 4)):
        day = dice.workday(came_on + timedelta(days=1), period.last_day)
        moves.append(Move(day, OUT, purpose, f"{place.township}惠民超市", dice.money(low, high)))
    return sorted(moves, key=lambda move: move.on)


def party_dues(task: Task) -> Content:
    """P-09: dues collected, passed up and used."""
    members = task.world.party_members
    late = task.world.dice("P-09", "late", task.period).between(0, 2)
    rows: list[Values] = [
        {
            "date": move.on.isoformat(),
            "direction": move.direction,
            "line_type": move.kind,
            "summary": move.words,
            "amount": yuan(move.amount),
        }
        for move in _dues(task.world, task.period)
    ]
    start = task.world.dice("P-09", "start").money(340, 1_260)
    header: Values = dict(balances(task.world, task.period, start, _dues))
    return Content(header | {"paid_members": len(members) - late, "unpaid_members": late}, rows)


def _dues(world: World, period: Period) -> list[Move]:
    dice, moves = world.dice("P-09", period), []
    for month in months_in(period):
        day = month.first_day + timedelta(days=dice.between(4, 11))
        paid = dice.money(46, 138)
        moves.append(Move(day, IN, f"{month.first_day.month}月党员交纳党费", "全体党员", paid, "党员缴纳"))
    last = period.last_day
    up = (sum((move.amount for move in moves), Decimal(0)) * Decimal("0.6")).quantize(CENT)
    moves.append(Move(last - timedelta(days=6), OUT, "按规定上缴党费", f"{world.place.township}党委", up, "上缴上级"))
    used = dice.money(63, 190)
    moves.append(Move(last - timedelta(days=20), OUT, "购党员学习用书", "新华书店", used, "使用支出"))
    return moves


LEDGERS: dict[str, Maker] = {
    "F-03": monthly_books,
    "F-23": community_books,
    "F-13": administration,
    "F-12": labour,
    "F-07": transfers,
    "P-10": service_fund,
    "P-09": party_dues,
}

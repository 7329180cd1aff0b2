"""The books of a village, entry by entry: each month opens with what the last one closed with. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from sanshu.core.periods import Period
from sanshu.demo.dice import CENT, Dice
from sanshu.demo.labour import Job, jobs_of
from sanshu.demo.lines import Line, lines_for
from sanshu.demo.months import months_in
from sanshu.demo.purses import IN, OUT
from sanshu.demo.threads import Thread, threads_of, unpaid
from sanshu.demo.world import World

CASH_KEPT = (420, 3_900)


@dataclass(frozen=True)
class Entry:
    """One line of the ledger."""

    on: date
    direction: str
    line: Line
    summary: str
    counterparty: str
    amount: Decimal
    voucher: str = ""
    matter: str = ""

    @property
    def signed(self) -> Decimal:
        """The amount, negative when it went out."""
        return self.amount if self.direction == IN else -self.amount


@dataclass(frozen=True)
class Ledger:
    """A stretch of the books that balances: opening + in - out = closing, cash + bank = closing."""

    opening: Decimal
    entries: tuple[Entry, ...]
    cash: Decimal

    @property
    def income(self) -> Decimal:
        """All that came in."""
        return sum((entry.amount for entry in self.entries if entry.direction == IN), Decimal(0))

    @property
    def expense(self) -> Decimal:
        """All that went out."""
        return sum((entry.amount for entry in self.entries if entry.direction == OUT), Decimal(0))

    @property
    def closing(self) -> Decimal:
        """What was left."""
        return self.opening + self.income - self.expense

    @property
    def bank(self) -> Decimal:
        """What lay in the bank."""
        return self.closing - self.cash


def ledger(world: World, period: Period) -> Ledger:
    """Give the books of a month, quarter, half-year or year; they begin in January of the year the unit went live in."""
    months = [_year(world, month.first_day.year)[str(month)] for month in months_in(period)]
    entries = tuple(entry for month in months for entry in month.entries)
    return Ledger(opening=months[0].opening, entries=entries, cash=months[-1].cash)


@lru_cache(maxsize=32)
def _year(world: World, year: int) -> dict[str, Ledger]:
    """Keep the books of one year by month; it opens with what the year before closed with."""
    if year <= world.live_from.year:
        opening = world.dice("opening").money(*((186_300, 468_700) if world.place.is_village else (21_600, 88_400)))
    else:
        opening = _year(world, year - 1)[f"{year - 1}-12"].closing
    found = {}
    for month in months_in(Period.parse(str(year))):
        entries = _numbered(_entries(world, month))
        closing = opening + sum((entry.signed for entry in entries), Decimal(0))
        cash = min(world.dice("cash", month).money(*CASH_KEPT), closing)
        found[str(month)] = Ledger(opening=opening, entries=entries, cash=cash)
        opening = closing
    return found


def _entries(world: World, month: Period) -> list[Entry]:
    entries = [_ordinary(world, month, line) for line in lines_for(world, month.first_day.month)]
    entries += [_paid_job(job) for job in jobs_of(world, month)]
    entries += [entry for thread in threads_of(world) for entry in _of_thread(world, thread) if entry.on in month]
    return sorted(entries, key=lambda entry: (entry.on, entry.summary))


def _ordinary(world: World, month: Period, line: Line) -> Entry:
    dice = world.dice("line", month, line.summary)
    last = min(month.last_day, month.first_day + timedelta(days=27))
    return Entry(
        on=dice.workday(month.first_day + timedelta(days=1), last),
        direction=IN if line.comes_in else OUT,
        line=line,
        summary=line.summary.format(m=month.first_day.month, g=dice.pick(world.groups), y=month.first_day.year),
        counterparty=_counterparty(world, dice, line),
        amount=dice.money(line.low, line.high),
    )


def _counterparty(world: World, dice: Dice, line: Line) -> str:
    if line.party == "户":
        return dice.pick(world.households).head.name
    return line.party.format(county=world.place.county, town=world.place.township, city=world.place.city)


def _paid_job(job: Job) -> Entry:
    line = Line(
        f"支付{job.task}用工{job.people}人次误工补贴", "应付劳务费", job.workers[0][0].name, (1, 2), label="劳务费"
    )
    return Entry(job.paid_on, OUT, line, line.summary, f"{line.party}等{job.heads}人", job.total)


PROJECT = Line("", "在建工程", "", (1, 2), label="维修费")
FUND_IN = Line("", "专项应付款", "", (1, 2), comes_in=True, label="财政拨款")
FUND_OUT = Line("", "专项应付款", "", (1, 2), label="其他支出")
SERVICE = Line("", "公益支出", "", (1, 2), label="劳务费")
RENT = Line("", "经营收入", "", (1, 2), comes_in=True, label="设施使用收入")


def _of_thread(world: World, thread: Thread) -> list[Entry]:
    if thread.key == "works":
        return _works(world, thread)
    if thread.key == "snow":
        paid = (thread.amount * Decimal("0.35")).quantize(CENT)
        return [_entry(thread, 47, SERVICE, f"付{thread.title}首期费用", (thread.contractor, paid))]
    if thread.key == "lease":
        farmer = world.dice("lease winner").pick(world.households).head.name
        return [_entry(thread, 26, RENT, f"收{thread.title}承包费", (farmer, thread.amount))]
    return _compensation(world, thread) if thread.key == "land" else []


def _entry(thread: Thread, days: int, line: Line, words: str, party: tuple[str, Decimal]) -> Entry:
    """Make the entry of a matter so many days after its resolution: with whom, and how much."""
    direction = IN if line.comes_in else OUT
    return Entry(thread.after(days), direction, line, words, *party, matter=thread.number)


def _works(world: World, thread: Thread) -> list[Entry]:
    office, (first, last) = f"{world.place.county}财政局", installments(thread)
    return [
        _entry(thread, 31, FUND_IN, f"{thread.title}专项资金到账", (office, fund_share(thread))),
        _entry(thread, 74, PROJECT, f"付{thread.title}进度款", (thread.contractor, first)),
        _entry(thread, 141, PROJECT, f"付{thread.title}结算款", (thread.contractor, last)),
    ]


def _compensation(world: World, thread: Thread) -> list[Entry]:
    came = _entry(thread, 9, FUND_IN, "收占地补偿款", (land_user(world), thread.amount))
    if unpaid(world):
        return [came]
    farmers = ("占地农户（名单见补偿款发放公示）", household_share(thread))
    return [came, _entry(thread, 24, FUND_OUT, "占地补偿款兑付到户", farmers)]


def land_user(world: World) -> str:
    """Say who took the land and pays for it."""
    return f"{world.place.city}电力工程建设指挥部"


def fund_share(thread: Thread) -> Decimal:
    """What the county pays of a project."""
    return (thread.amount * Decimal("0.68")).quantize(CENT)


def installments(thread: Thread) -> tuple[Decimal, Decimal]:
    """What the contractor gets during and after the work; three in a hundred are kept as a guarantee."""
    first = (thread.amount * Decimal("0.42")).quantize(CENT)
    return first, thread.amount - first - retention(thread)


def retention(thread: Thread) -> Decimal:
    """What is kept for a year in case the work fails."""
    return (thread.amount * Decimal("0.03")).quantize(CENT)


def household_share(thread: Thread) -> Decimal:
    """What of a compensation is for the households; the rest stays with the collective."""
    return thread.amount - collective_share(thread)


def collective_share(thread: Thread) -> Decimal:
    """What of a compensation stays with the collective."""
    return (thread.amount * Decimal("0.18")).quantize(CENT)


def _numbered(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(replace(entry, voucher=f"记-{place:03}") for place, entry in enumerate(entries, start=1))

"""Who worked for the village by the day, at what, for how much: the pay list and the ledger tell the same. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sanshu.core.periods import Period
from sanshu.demo.people import Person
from sanshu.demo.world import World

TASKS = {
    1: "屯路清雪", 2: "屯路清雪", 3: "春季防火巡查", 4: "春季植树", 5: "环境卫生整治", 6: "排水沟清淤",
    7: "防汛值守和沙袋装填", 8: "防汛值守和沙袋装填", 9: "屯内路肩除草", 10: "秋季防火巡查", 11: "秸秆离田清理", 12: "屯路清雪",
}  # fmt: skip
RATES = (Decimal("113.50"), Decimal("126.00"), Decimal("128.50"), Decimal("134.00"))
WORKING_AGES = range(30, 66)


@dataclass(frozen=True)
class Job:
    """One piece of work by several people, each with days (halves count), and when it was paid."""

    task: str
    first: date
    last: date
    paid_on: date
    rate: Decimal
    workers: tuple[tuple[Person, Decimal], ...]

    @property
    def heads(self) -> int:
        """How many worked."""
        return len(self.workers)

    @property
    def people(self) -> int:
        """How many turns: one a person."""
        return len(self.workers)

    @property
    def days(self) -> Decimal:
        """All working days together."""
        return sum((days for _, days in self.workers), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What it cost."""
        return sum((days * self.rate for _, days in self.workers), Decimal(0))


def rate_of(world: World) -> Decimal:
    """What a day's work is paid in this village, as the annual meeting resolved."""
    return world.dice("rate").pick(RATES)


def jobs_of(world: World, month: Period) -> list[Job]:
    """List the work of one month; some months have none."""
    dice = world.dice("labour", month)
    if not dice.chance(82):
        return []
    able = [person for person in world.people if person.age(month.first_day) in WORKING_AGES]
    workers = dice.sample(able, dice.between(3, 9))
    first = dice.workday(month.first_day + timedelta(days=3), month.first_day + timedelta(days=15))
    days = [(worker, Decimal(dice.between(2, 9)) / 2) for worker in workers]
    last = first + timedelta(days=5)
    return [Job(TASKS[month.first_day.month], first, last, first + timedelta(days=8), rate_of(world), tuple(days))]

"""What a disclosure holds before it is cleaned: typed values by key, as the catalogue declares them. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sanshu.core.periods import Period
from sanshu.demo.dice import Dice, yuan
from sanshu.demo.people import Person
from sanshu.demo.places import Place
from sanshu.demo.world import World

Value = str | int | bool
Values = dict[str, Value]


@dataclass
class Content:
    """Header fields and rows of one disclosure; ID and account numbers are still raw, made-up numbers."""

    fields: Values = field(default_factory=dict)
    rows: list[Values] = field(default_factory=list)


@dataclass(frozen=True)
class Task:
    """Which disclosure is to be made up: item, period, and the day on which it is published."""

    world: World
    item: str
    period: Period
    on: date

    @property
    def place(self) -> Place:
        """The unit."""
        return self.world.place

    @property
    def last_day(self) -> date:
        """The last day the content may speak of."""
        return min(self.period.last_day, self.on)

    @property
    def year(self) -> int:
        """The year of the period."""
        return self.period.first_day.year

    def dice(self, *words: object) -> Dice:
        """Give dice for this disclosure alone."""
        return self.world.dice(self.item, self.period, *words)


#: Gives the content, or None where nothing happened in the period.
Maker = Callable[[Task], Content | None]


def number(value: Decimal | int) -> str:
    """Write a decimal as a payload holds it: no trailing zeros."""
    return f"{Decimal(value).normalize():f}"


def total(amounts: list[Decimal]) -> str:
    """Add amounts up and write the sum."""
    return yuan(sum(amounts, Decimal(0)))


def listed(person: Person) -> Values:
    """Give the columns that name a person on a list."""
    return {"name": person.name, "id_number": person.id_number, "group_name": person.group}


def paid_to(person: Person) -> Values:
    """Give the columns of a person who is paid by bank."""
    return {**listed(person), "bank_account": person.account}


def relative_of_officer(task: Task, person: Person) -> bool:
    """Say whether somebody declared kinship with an officer: rare, and the same every month."""
    return task.world.dice("kin", person.number).chance(3)

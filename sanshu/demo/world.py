"""One village as the generators see it: its people, its officers, its groups; the same for the same village and day. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from sanshu.demo.dice import Dice
from sanshu.demo.months import back
from sanshu.demo.people import Person, born_at, invent
from sanshu.demo.places import Place

SEED = 20260101
#: Ages: pensions from 60, the allowance for the very old from 80.
PENSION_AGE, OLD_AGE = 60, 80


@dataclass(frozen=True)
class Household:
    """People under one roof and the land they farm, in mu."""

    members: tuple[Person, ...]
    land: Decimal

    @property
    def head(self) -> Person:
        """Who the lists name."""
        return self.members[0]


@dataclass(frozen=True)
class Officers:
    """Who runs the village."""

    secretary: Person
    clerk: Person
    oversight: tuple[Person, ...]  # the first one chairs
    committee: tuple[Person, ...]

    @property
    def all(self) -> tuple[Person, ...]:
        """Everybody with an office."""
        return (self.secretary, self.clerk, *self.committee, *self.oversight)


@dataclass(frozen=True)
class World:
    """A village and a day; everything else follows."""

    place: Place
    today: date

    def dice(self, *words: object) -> Dice:
        """Give dice for one purpose of this village, which no other purpose shares."""
        return Dice(SEED, self.place.code, *words)

    @property
    def live_from(self) -> date:
        """Since when the unit discloses: the first day of the month twelve months ago."""
        return back(self.today, 12)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Villagers' groups, or the grids of a community."""
        count = self.dice("groups").between(3, 6)
        if self.place.is_village:
            return tuple(f"{'一二三四五六'[n]}组" for n in range(count))
        return tuple(f"第{'一二三四五六'[n]}网格" for n in range(count))

    @cached_property
    def households(self) -> tuple[Household, ...]:
        """All households, by group."""
        count = self.dice("households").between(74, 168)
        return tuple(self._household(n, count) for n in range(count))

    def _household(self, number: int, count: int) -> Household:
        dice = self.dice("household", number)
        group = self.groups[number * len(self.groups) // count]
        head_age = dice.between(34, 88)
        people = [self._person(dice, number * 8, group, head_age, "男" if dice.chance(78) else "女")]
        if dice.chance(76):
            other = "女" if people[0].sex == "男" else "男"
            people.append(self._person(dice, number * 8 + 1, group, max(head_age + dice.between(-5, 3), 28), other))
        if dice.chance(58):
            age = max(head_age - dice.between(23, 29), 19)
            child = self._person(dice, number * 8 + 2, group, age, dice.pick("男女"), people[0].name[0])
            people.append(child)
        land = dice.area(4, 31) if self.place.is_village else Decimal(0)
        return Household(members=tuple(people), land=land)

    def _person(self, dice: Dice, number: int, group: str, age: int, sex: str, surname: str = "") -> Person:
        born = born_at(dice, age=age, on=date(self.today.year, 1, 1))
        return invent(dice, place=(self.place.code, number, group), born=born, sex=sex, surname=surname)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody, by household."""
        return tuple(person for household in self.households for person in household.members)

    @cached_property
    def pensioners(self) -> tuple[Person, ...]:
        """Everybody of pensionable age."""
        old_enough = date(self.today.year, 1, 1)
        return tuple(person for person in self.people if person.age(old_enough) >= PENSION_AGE)

    @cached_property
    def very_old(self) -> tuple[Person, ...]:
        """Everybody of eighty and more."""
        return tuple(person for person in self.pensioners if person.age(date(self.today.year, 1, 1)) >= OLD_AGE)

    @cached_property
    def poor(self) -> tuple[Household, ...]:
        """Households on minimum subsistence."""
        return tuple(self.dice("poor").sample(self.households, self.dice("poor count").between(5, 13)))

    @cached_property
    def disabled(self) -> tuple[Person, ...]:
        """People with a disability allowance; who they are is never public."""
        return tuple(self.dice("disabled").sample(self.people, self.dice("disabled count").between(5, 14)))

    @cached_property
    def party_members(self) -> tuple[Person, ...]:
        """Members of the branch."""
        return tuple(self.dice("party").sample(self.people, self.dice("party count").between(21, 46)))

    @cached_property
    def officers(self) -> Officers:
        """The secretary (who also chairs the committee), the clerk, three of the oversight committee, two members."""
        dice = self.dice("officers")
        made = [self._person(dice, 4000 + n, dice.pick(self.groups), dice.between(36, 59), "男") for n in range(7)]
        # The clerk and one of the overseers are women more often than not.
        made[1] = self._person(dice, 4001, self.groups[0], dice.between(31, 50), "女")
        made[3] = self._person(dice, 4003, self.groups[-1], dice.between(38, 57), "女")
        return Officers(secretary=made[0], clerk=made[1], oversight=tuple(made[2:5]), committee=tuple(made[5:]))

    @cached_property
    def annual_fees(self) -> Decimal:
        """What the township allows for administration in a year."""
        return self.dice("fees").money(18_300, 33_900)

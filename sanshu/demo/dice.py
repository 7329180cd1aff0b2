"""Repeatable chance: the same words give the same throws, on every machine. Pure."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")
CENT = Decimal("0.01")


class Dice:
    """Throws that depend on nothing but the words they were made with."""

    def __init__(self, *words: object) -> None:
        # Scenery, not secrets: a seeded generator is what makes the province the same every time.
        self._random = random.Random("/".join(str(word) for word in words))  # noqa: S311

    def between(self, low: int, high: int) -> int:
        """Give a whole number, both ends included."""
        return self._random.randint(low, high)

    def chance(self, percent: float) -> bool:
        """Say yes in about so many of a hundred throws."""
        return self._random.random() * 100 < percent

    def pick(self, choices: Sequence[T]) -> T:
        """Give one of several."""
        return self._random.choice(choices)

    def sample(self, choices: Sequence[T], count: int) -> list[T]:
        """Give several different ones, in their own order."""
        places = sorted(self._random.sample(range(len(choices)), min(count, len(choices))))
        return [choices[place] for place in places]

    def money(self, low: int, high: int) -> Decimal:
        """Give an amount in yuan as real bills have it: to the cent or the jiao, never a round hundred."""
        cents = self._random.randint(low * 100, high * 100)
        if self.chance(60):
            cents -= cents % 10
        if cents % 1000 == 0:
            cents += self._random.choice((50, 320, 480, 760))
        return Decimal(cents) * CENT

    def area(self, low: int, high: int) -> Decimal:
        """Give an area in mu, two places, as land registers have it."""
        return Decimal(self._random.randint(low * 100, high * 100) | 1) * CENT

    def day(self, first: date, last: date) -> date:
        """Give a day, both ends included; the first when the last is earlier."""
        return first + timedelta(days=self._random.randint(0, max((last - first).days, 0)))

    def workday(self, first: date, last: date) -> date:
        """Give a day from Monday to Friday where the span has one."""
        days = [first + timedelta(days=n) for n in range(max((last - first).days, 0) + 1)]
        return self._random.choice([day for day in days if day.isoweekday() < 6] or days)  # noqa: PLR2004  # Saturday


def yuan(amount: Decimal | int) -> str:
    """Write an amount as a payload holds it: `1234.50`."""
    return str(Decimal(amount).quantize(CENT))

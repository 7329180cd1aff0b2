"""Earmarked money beside the main books: each period opens with what the one before closed with. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanshu.core.periods import Period
from sanshu.demo.dice import yuan
from sanshu.demo.world import World

IN, OUT = "收入", "支出"
Lines = Callable[[World, Period], list["Move"]]


@dataclass(frozen=True)
class Move:
    """Money in or out of a purse."""

    on: date
    direction: str
    words: str
    party: str
    amount: Decimal
    kind: str = ""

    @property
    def comes_in(self) -> bool:
        """Whether the money came."""
        return self.direction == IN

    @property
    def signed(self) -> Decimal:
        """The amount, negative when it went out."""
        return self.amount if self.comes_in else -self.amount


def balances(world: World, period: Period, start: Decimal, lines: Lines) -> dict[str, str]:
    """Give opening, in, out and closing of one period; `start` lay in the purse when the unit went live."""
    opening, earlier = start, Period.containing(period.frequency, world.live_from)
    while earlier < period:
        opening += sum((move.signed for move in lines(world, earlier)), Decimal(0))
        earlier = earlier.next()
    moves = lines(world, period)
    came = sum((move.amount for move in moves if move.comes_in), Decimal(0))
    went = sum((move.amount for move in moves if not move.comes_in), Decimal(0))
    return {
        "opening_balance": yuan(opening),
        "income_total": yuan(came),
        "expense_total": yuan(went),
        "closing_balance": yuan(opening + came - went),
    }

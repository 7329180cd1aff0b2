"""The geometry of the money pictures, drawn on the server: bars in and out by period, and shares of a sum. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, BAR_TOP, BAR_HEIGHT, STEP = 360, 20, 70, 60
BASE = BAR_TOP + BAR_HEIGHT
HEIGHT = BASE + 26


@dataclass(frozen=True)
class Bar:
    """The pair of bars of one period: its amounts in yuan, x and heights in picture units."""

    x: int
    x_out: int
    middle: int
    label: str
    in_y: int
    in_height: int
    out_y: int
    out_height: int
    income: Decimal | None
    expense: Decimal | None

    @property
    def missing(self) -> bool:
        """Whether nothing was published."""
        return self.income is None and self.expense is None


@dataclass(frozen=True)
class Picture:
    """All bars, scaled to the highest of them, which is `highest` units high."""

    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    highest: int = BAR_HEIGHT


def draw(periods: Sequence[tuple[str, Decimal | None, Decimal | None]]) -> Picture | None:
    """Place one pair of bars per `(label, income, expense)`; None when there is nothing to draw."""
    amounts = [amount for _, *pair in periods for amount in pair if amount is not None]
    highest = max(amounts, default=Decimal(0))
    if highest <= 0:
        return None
    return Picture(tuple(_bar(place, one, highest) for place, one in enumerate(periods)))


def _bar(place: int, period: tuple[str, Decimal | None, Decimal | None], highest: Decimal) -> Bar:
    label, income, expense = period
    x = place * STEP + 8
    in_height, out_height = (_height(amount, highest) for amount in (income, expense))
    return Bar(
        x=x,
        x_out=x + 22,
        middle=x + 21,
        label=label,
        in_y=BASE - in_height,
        in_height=in_height,
        out_y=BASE - out_height,
        out_height=out_height,
        income=income,
        expense=expense,
    )


def _height(amount: Decimal | None, highest: Decimal) -> int:
    """At least one unit for any money at all, so that little is not drawn as nothing."""
    if amount is None or amount <= 0:
        return 0
    return max(1, round(amount / highest * BAR_HEIGHT))


@dataclass(frozen=True)
class Share:
    """One part of a sum, in yuan; `width` is its bar out of 100, the largest part being 100."""

    label: str
    amount: Decimal
    width: int


def share_out(parts: Sequence[tuple[str, Decimal]], *, other: str, most: int = 5) -> tuple[Share, ...]:
    """Make bars of the largest parts; what comes after them stands together as `other`. Parts come largest first."""
    paid = [(label, amount) for label, amount in parts if amount > 0]
    shown, rest = (paid, []) if len(paid) <= most else (paid[: most - 1], paid[most - 1 :])
    if rest:
        shown = [*shown, (other, sum((amount for _label, amount in rest), Decimal(0)))]
    largest = max((amount for _label, amount in shown), default=Decimal(1))
    return tuple(Share(label, amount, max(1, round(amount / largest * 100))) for label, amount in shown)

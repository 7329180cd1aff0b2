"""One picture: twelve months as bars, drawn by the server, each labelled with its own number."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from publicity.figures import Disclosure

WIDTH, HEIGHT, TOP, FOOT = 720, 190, 24, 28
FULL = HEIGHT - TOP - FOOT


@dataclass(frozen=True)
class Bar:
    """One month: where its bar stands, and what it says."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    value_y: int
    label: str
    value: str


@dataclass(frozen=True)
class Chart:
    """The whole picture, and the sentence that says the same."""

    bars: list[Bar]
    width: int
    height: int
    base: int
    label_y: int
    sentence: str


def publication_chart(months: list[tuple[date, Disclosure]]) -> Chart:
    """Draw the publication rate by month of the due day; a month without anything due has no bar."""
    step = WIDTH // max(len(months), 1)
    bars = [_bar(place, step, month, disclosure) for place, (month, disclosure) in enumerate(months)]
    known = [(month, d.publication_rate) for month, d in months if d.publication_rate is not None]
    return Chart(bars, WIDTH, HEIGHT, HEIGHT - FOOT, HEIGHT - 8, _sentence(known))


def _bar(place: int, step: int, month: date, disclosure: Disclosure) -> Bar:
    rate = disclosure.publication_rate
    height = round(FULL * rate) if rate is not None else 0
    return Bar(
        x=place * step + 8,
        y=HEIGHT - FOOT - height,
        width=step - 16,
        height=height,
        middle=place * step + step // 2,
        value_y=HEIGHT - FOOT - height - 6,
        label=_("%(month)d月") % {"month": month.month},
        value="" if rate is None else f"{rate * 100:.0f}%",
    )


def _sentence(known: list[tuple[date, float]]) -> str:
    if not known:
        return _("近12个月没有到期的公开任务。")
    (worst, low), (best, high) = min(known, key=lambda m: m[1]), max(known, key=lambda m: m[1])
    return _("近12个月公开率最高%(high).0f%%（%(best)d月），最低%(low).0f%%（%(worst)d月）。") % {
        "high": high * 100,
        "best": best.month,
        "low": low * 100,
        "worst": worst.month,
    }

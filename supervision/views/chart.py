"""One picture: twelve months as bars, drawn by the server, each labelled with its own number; as legible on a phone."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from publicity.figures import Disclosure
from sanshu.core.periods import Period
from supervision.views.words import said

WIDTH, LINE, BAR, LEFT, FULL = 380, 26, 16, 100, 220


@dataclass(frozen=True)
class Bar:
    """One month: where its bar stands, and what it says."""

    y: int
    width: int
    text_y: int
    value_x: int
    label: str
    value: str


@dataclass(frozen=True)
class Chart:
    """The whole picture, and the sentence that says the same."""

    bars: list[Bar]
    width: int
    height: int
    left: int
    bar: int
    sentence: str


def publication_chart(months: list[tuple[date, Disclosure]]) -> Chart:
    """Draw the publication rate by month of the due day, the latest on top; a month without anything due has no bar."""
    latest_first = list(reversed(months))
    bars = [_bar(place, month, disclosure) for place, (month, disclosure) in enumerate(latest_first)]
    known = [(month, d.publication_rate) for month, d in months if d.publication_rate is not None]
    return Chart(bars, WIDTH, LINE * len(bars), LEFT, BAR, _sentence(known))


def _bar(place: int, month: date, disclosure: Disclosure) -> Bar:
    rate = disclosure.publication_rate
    width = round(FULL * rate) if rate is not None else 0
    return Bar(
        y=place * LINE + (LINE - BAR) // 2,
        width=width,
        text_y=place * LINE + LINE // 2 + 5,
        value_x=LEFT + width + 6,
        label=_month(month),
        value=_("没有到期的") if rate is None else f"{rate * 100:.0f}%",
    )


def _month(day: date) -> str:
    return said(Period.containing("monthly", day))


def _sentence(known: list[tuple[date, float]]) -> str:
    if not known:
        return _("近12个月没有到期的公开任务。")
    (worst, low), (best, high) = min(known, key=lambda m: m[1]), max(known, key=lambda m: m[1])
    if high == low:
        return _("近12个月有到期任务的月份，公开率都是%(high).0f%%。") % {"high": high * 100}
    return _("近12个月公开率最高%(high).0f%%（%(best)s），最低%(low).0f%%（%(worst)s）。") % {
        "high": high * 100,
        "best": _month(best),
        "low": low * 100,
        "worst": _month(worst),
    }

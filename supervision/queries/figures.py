"""The figures of a region and of each region below it, as one caller may see them: what pages, CSV and API show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from publicity.figures import ALWAYS, Disclosure, Span, total
from publicity.queries.statistics import (
    Place,
    below,
    disclosure_area,
    disclosure_by_place_and_month,
    months_back,
)
from sanshu.core.models import Region
from sanshu.core.periods import Period
from supervision.figures import MessageTally, total_messages
from supervision.queries.messages import tallies_by_place
from supervision.queries.scope import Watch

TREND_MONTHS = 12

Months = Mapping[date, Disclosure]


@dataclass(frozen=True)
class Line:
    """One place: its figures of the span asked for, and its rates of one period against the one before."""

    place: Place
    now: Disclosure
    before: Disclosure
    messages: MessageTally | None

    @property
    def region(self) -> Region:
        """The region itself."""
        return self.place.region

    @property
    def disclosure(self) -> Disclosure:
        """All categories together."""
        return self.place.total

    @property
    def overdue_per_hundred(self) -> float | None:
        """Overdue items for every hundred units, so that large and small places compare."""
        return self.disclosure.overdue * 100 / self.place.units if self.place.units else None


@dataclass(frozen=True)
class Board:
    """Everything one supervision page shows of disclosure."""

    here: Line
    children: list[Line]
    trend: list[tuple[date, Disclosure]]
    compared: tuple[Period, Period]


def board_of(watch: Watch, region: Region, *, on: date, period: Period | None) -> Board:
    """Give a region's board as it stands on a day and as far as a person may see it; five queries.

    Without a period the figures are of all time, and last month is compared with the month before it.
    """
    span = Span(period.first_day, period.last_day) if period else ALWAYS
    area = disclosure_area(region, on=on, span=span)
    this_month = Period.containing("monthly", on)
    now = period or this_month.previous()
    months = list(months_back(on, TREND_MONTHS))
    shown = Span(min(months[0], now.previous().first_day), max(this_month.last_day, now.last_day))
    monthly = disclosure_by_place_and_month(region, on=on, span=shown)
    everywhere = _summed(monthly.values())

    known = watch.known_messages(region)
    tallies = tallies_by_place(region, below(region), known=known, span=span) if known else None

    def line(place: Place, figures: Months) -> Line:
        messages = _messages_in(place.region, tallies)
        return Line(place, _inside(now, figures), _inside(now.previous(), figures), messages)

    return Board(
        here=line(area.here, everywhere),
        children=[line(child, monthly.get(child.region.code, {})) for child in area.children],
        trend=[(month, everywhere.get(month, Disclosure())) for month in months],
        compared=(now, now.previous()),
    )


def _messages_in(region: Region, tallies: Mapping[int, MessageTally] | None) -> MessageTally | None:
    if tallies is None:
        return None
    return total_messages(tally for code, tally in tallies.items() if region.contains(code))


def _inside(period: Period, figures: Months) -> Disclosure:
    return total(disclosure for month, disclosure in figures.items() if month in period)


def _summed(places: Iterable[Months]) -> Months:
    found: dict[date, Disclosure] = {}
    for months in places:
        for month, disclosure in months.items():
            found[month] = found.get(month, Disclosure()) + disclosure
    return found

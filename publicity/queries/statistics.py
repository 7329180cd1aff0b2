"""Disclosure figures of any region: sums over a range of codes, one query whatever the number of villages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Count, ExpressionWrapper, F, Q, Sum
from django.db.models.functions import TruncMonth

from publicity.figures import ALWAYS, Disclosure, Span, Tally, total
from publicity.models import DisclosureCount
from publicity.models.count import DisclosureCountQuerySet
from sanshu.core.models import Region
from sanshu.core.roles import Level

#: How many codes one region of a level spans: dividing a village's code by it gives the region the village lies in.
CODES_IN: dict[Level, int] = {
    Level.PROVINCE: 10**10,
    Level.CITY: 10**8,
    Level.COUNTY: 10**6,
    Level.TOWNSHIP: 10**3,
    Level.VILLAGE: 1,
}
CATEGORIES = ("party", "affairs", "finance")
_SUMS = ("owed", "met_on_time", "met_late", "nil", "filed")

ByCategory = dict[str, Disclosure]


@dataclass(frozen=True)
class Place:
    """One region with its figures; `units` counts the villages and communities that must disclose today."""

    region: Region
    units: int
    by_category: Mapping[str, Disclosure]

    @property
    def total(self) -> Disclosure:
        """All three categories together."""
        return total(self.by_category.values())


@dataclass(frozen=True)
class Area:
    """A region and what lies directly below it (nothing below a village)."""

    here: Place
    children: list[Place]


def below(region: Region) -> Level:
    """Give the level just below a region; a village's own, for there is nothing below it."""
    return Level(min(region.level + 1, Level.VILLAGE))


def disclosure_here(region: Region, *, on: date, span: Span = ALWAYS) -> Place:
    """Sum a region by category as it stands on a day: two queries."""
    figures = _by_code(region, Level(region.level), on=on, span=span)
    units = Region.objects.within(region).units().live(on).count()
    return _place(region, units, figures.get(region.code, {}))


def disclosure_area(region: Region, *, on: date, span: Span = ALWAYS) -> Area:
    """Sum a region and each region directly below it, by category, as they stand on a day: three queries."""
    if region.level == Level.VILLAGE:
        return Area(here=disclosure_here(region, on=on, span=span), children=[])
    figures = _by_code(region, below(region), on=on, span=span)
    units = _units_by_code(region, below(region), on=on)
    children = [
        _place(child, units.get(child.code, 0), figures.get(child.code, {}))
        for child in Region.objects.filter(parent=region).order_by("code")
    ]
    here = {category: total(child.by_category[category] for child in children) for category in CATEGORIES}
    return Area(here=Place(region, sum(units.values()), here), children=children)


def _by_code(region: Region, level: Level, *, on: date, span: Span) -> dict[int, ByCategory]:
    rows = (
        _within(region, span)
        .annotate(place=_lies_in("village_id", level), fallen=_fallen(on))
        .values("place", "category", "fallen")
        .annotate(**_sums())
    )
    found: dict[int, ByCategory] = {}
    for row in rows:
        place = found.setdefault(row["place"] * CODES_IN[level], {})
        place[row["category"]] = place.get(row["category"], Disclosure()) + _disclosure(row)
    return found


def _units_by_code(region: Region, level: Level, *, on: date) -> dict[int, int]:
    rows = (
        Region.objects.within(region)
        .units()
        .live(on)
        .order_by()
        .annotate(place=_lies_in("code", level))
        .values("place")
        .annotate(units=Count("code"))
    )
    return {row["place"] * CODES_IN[level]: row["units"] for row in rows}


def _within(region: Region, span: Span) -> DisclosureCountQuerySet:
    rows = DisclosureCount.objects.within(region)
    if span.first is not None:
        rows = rows.filter(due_on__gte=span.first)
    return rows if span.last is None else rows.filter(due_on__lte=span.last)


def _lies_in(column: str, level: Level) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(F(column) / CODES_IN[level], output_field=BigIntegerField())


def _fallen(on: date) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(Q(due_on__lt=on), output_field=BooleanField())


def _sums() -> dict[str, Any]:
    return {f"sum_{name}": Sum(name) for name in _SUMS}


def _disclosure(row: Mapping[str, Any]) -> Disclosure:
    tally = Tally(**{name: row[f"sum_{name}"] for name in _SUMS})
    return Disclosure(everything=tally, fallen_due=tally if row["fallen"] else Tally())


def _place(region: Region, units: int, found: ByCategory) -> Place:
    return Place(region, units, {category: found.get(category, Disclosure()) for category in CATEGORIES})


def months_back(on: date, months: int) -> Iterator[date]:
    """Yield the first days of the last months, oldest first, the month of the day included."""
    last = on.year * 12 + on.month - 1
    for number in range(last - months + 1, last + 1):
        yield date(number // 12, number % 12 + 1, 1)


def disclosure_by_place_and_month(region: Region, *, on: date, span: Span) -> dict[int, dict[date, Disclosure]]:
    """Sum each region directly below (the region itself, for a village) by the month of the due day: one query."""
    level = below(region)
    rows = (
        _within(region, span)
        .annotate(place=_lies_in("village_id", level), month=TruncMonth("due_on"), fallen=_fallen(on))
        .values("place", "month", "fallen")
        .annotate(**_sums())
    )
    found: dict[int, dict[date, Disclosure]] = {}
    for row in rows:
        months = found.setdefault(row["place"] * CODES_IN[level], {})
        months[row["month"]] = months.get(row["month"], Disclosure()) + _disclosure(row)
    return found

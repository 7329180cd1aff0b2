"""Message figures of any region: in full for those who handle or supervise them, by release for everybody else.

Nobody's figures count a message that they may not know to exist: one kept from the township leaves no mark there, nor in
the public's sums, from which a township could subtract what it knows.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, QuerySet, Sum

from feedback.models import MessageCount
from feedback.routing import KNOWN_TO_ALL
from publicity.figures import Span
from publicity.queries.statistics import CODES_IN
from sanshu.core.models import Region
from sanshu.core.roles import Level, Role
from supervision.figures import MessageTally, ShownMessages, released, shown_in_full, shown_in_public, total_messages
from supervision.queries.scope import Watch

#: What a tally calls it, and the counter it is the sum of.
_COUNTERS = {
    "received": "received",
    "answered": "answered",
    "on_time": "answered_on_time",
    "reopened": "reopened",
    "rated": "rated",
    "satisfied": "satisfied",
}


def tallies_by_place(region: Region, level: Level, *, known: Collection[Role], span: Span) -> dict[int, MessageTally]:
    """Sum the messages of known first posts received in a span of months, by the region of a level they came from."""
    rows = MessageCount.objects.within(region).known(known)
    if span.first is not None:
        rows = rows.filter(month__gte=span.first.replace(day=1))
    if span.last is not None:
        rows = rows.filter(month__lte=span.last)
    return {row["place"] * CODES_IN[level]: _tally(row) for row in _summed(rows, level, "place")}


def message_figures(watch: Watch, region: Region, *, on: date, span: Span) -> ShownMessages | None:
    """Give a region's message figures as a person may see them; None where they may see none.

    The public and village roles get a county and what is above it, of finished months and of all time: any span they
    could choose themselves would let them subtract one sum from another.
    """
    known = watch.known_messages(region)
    if known:
        tallies = tallies_by_place(region, Level(region.level), known=known, span=span)
        return shown_in_full(total_messages(tallies.values()))
    if region.level > Level.COUNTY:
        return None
    return shown_in_public(_released(region, before=on.replace(day=1)))


def _released(region: Region, *, before: date) -> MessageTally:
    """Sum what the counties of a region may publish each on its own, so that sums give away no single county."""
    rows = MessageCount.objects.within(region).known(KNOWN_TO_ALL).filter(month__lt=before)
    counties: dict[int, list[tuple[date, MessageTally]]] = {}
    for row in _summed(rows, Level.COUNTY, "place", "month"):
        counties.setdefault(row["place"], []).append((row["month"], _tally(row)))
    return total_messages(released(_in_order(months)) for months in counties.values())


def _in_order(months: list[tuple[date, MessageTally]]) -> Iterable[MessageTally]:
    return (tally for _, tally in sorted(months, key=lambda pair: pair[0]))


def _summed(rows: QuerySet[MessageCount], level: Level, *by: str) -> Iterable[dict[str, Any]]:
    place = ExpressionWrapper(F("village_id") / CODES_IN[level], output_field=BigIntegerField())
    sums = {f"sum_{name}": Sum(column) for name, column in _COUNTERS.items()}
    summed: Iterable[dict[str, Any]] = rows.annotate(place=place).values(*by).annotate(**sums)
    return summed


def _tally(row: dict[str, Any]) -> MessageTally:
    return MessageTally(**{name: row[f"sum_{name}"] for name in _COUNTERS})

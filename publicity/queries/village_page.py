"""What the village page knows: a fixed number of queries, whatever the village has published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import F, Subquery, Sum

from publicity.models import DisclosureCount, Edition, Item, Record, VillageState
from publicity.states import ObligationState, state_of
from sanshu.core.models import Region
from sanshu.core.periods import Frequency, Period

#: Which item tells a unit's money, and how often.
LEDGERS = {
    Region.Kind.VILLAGE: ("F-03", Frequency.MONTHLY),
    Region.Kind.COMMUNITY: ("F-23", Frequency.QUARTERLY),
}
PERIODS_SHOWN = 6
NEWEST_SHOWN = 5
PEOPLE_ITEM = "V-01"


@dataclass(frozen=True)
class Face:
    """What a village's public face rests on: its version, the edition in force, what is owed and what is on file."""

    version: int
    edition_id: int
    owed: int
    filed: int


def face_of(village: int) -> Face | None:
    """Give what the village page's ETag rests on, in one query; None when no catalogue is loaded."""
    version = Subquery(VillageState.objects.filter(pk=village).values("version")[:1])
    counters = DisclosureCount.objects.filter(village_id=village).order_by().values("village_id")
    # Opening obligations and filing them moves the counters, not the version.
    owed = Subquery(counters.annotate(sum=Sum("owed")).values("sum"))
    filed = Subquery(counters.annotate(sum=Sum("filed")).values("sum"))
    found = Edition.objects.filter(is_current=True).values_list("pk", version, owed, filed).first()
    if found is None:
        return None
    return Face(edition_id=found[0], version=found[1] or 0, owed=found[2] or 0, filed=found[3] or 0)


@dataclass(frozen=True)
class Month:
    """What fell due this month and what became of it."""

    owed: int
    published: int
    nil: int
    filed: int


def this_month(village: int, on: date) -> Month:
    """Count what falls due in the calendar month of a day."""
    first = on.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    sums = DisclosureCount.objects.filter(village_id=village, due_on__range=(first, last)).aggregate(
        owed=Sum("owed", default=0),
        met=Sum(F("met_on_time") + F("met_late"), default=0),
        nil=Sum("nil", default=0),
        filed=Sum("filed", default=0),
    )
    return Month(owed=sums["owed"], published=sums["met"] - sums["nil"], nil=sums["nil"], filed=sums["filed"])


@dataclass(frozen=True)
class ItemState:
    """How one item stands: its newest period, or the oldest one that is overdue."""

    item_id: int
    period: str
    state: str
    days_overdue: int


#: What was met last for each item, then all that is unmet, the oldest last. One statement, since every visit asks it.
_STATES = """
(SELECT DISTINCT ON (item_id) item_id, period, due_on, met_on, met_how, filed_until
   FROM publicity_obligation WHERE region_id = %(village)s AND met_on IS NOT NULL
  ORDER BY item_id, period_end DESC, serial DESC)
UNION ALL
(SELECT item_id, period, due_on, met_on, met_how, filed_until
   FROM publicity_obligation WHERE region_id = %(village)s AND met_on IS NULL
  ORDER BY item_id, due_on DESC)
"""


def item_states(village: int, on: date) -> dict[int, ItemState]:
    """Say how each item of a village stands; what is overdue speaks before what is newer. One query."""
    found: dict[int, ItemState] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STATES, {"village": village})
        for item_id, period, due_on, met_on, met_how, filed_until in cursor.fetchall():
            state = state_of(due_on=due_on, met_on=met_on, filed_until=filed_until, on=on)
            # What is not due yet and unmet says nothing while an older period stands published.
            if met_on is not None:
                found[item_id] = ItemState(item_id, period, "nil" if met_how == "nil" else str(state), 0)
            elif state is ObligationState.OVERDUE:
                found[item_id] = ItemState(item_id, period, str(state), (on - due_on).days)
            elif item_id not in found:
                found[item_id] = ItemState(item_id, period, str(state), 0)
    return found


@dataclass(frozen=True)
class Ledger:
    """The totals of one period's ledger, in yuan; without a record nothing was published for the period."""

    period: Period
    record_id: int | None = None
    summary: str = ""
    summary_en: str = ""
    income: Decimal | None = None
    expense: Decimal | None = None
    closing: Decimal | None = None


def ledgers(unit: Region, on: date) -> list[Ledger]:
    """Give the last six finished periods since the unit went live, oldest first, with or without a ledger; one query."""
    code, frequency = LEDGERS[Region.Kind(unit.kind)]
    periods = [Period.containing(frequency, on).previous()]
    while len(periods) < PERIODS_SHOWN:
        periods.insert(0, periods[0].previous())
    rows = (
        Record.objects.public()
        .filter(village=unit, item__code=code, period__in=[str(period) for period in periods])
        .values("pk", "period", "is_nil", "summary", "summary_en", "revision__payload__content__fields")
    )
    found = {row["period"]: row for row in rows}
    since = unit.live_from or on
    return [
        _ledger(period, found.get(str(period)))
        for period in periods
        if period.last_day >= since or str(period) in found
    ]


def _ledger(period: Period, row: Mapping[str, Any] | None) -> Ledger:
    if row is None:
        return Ledger(period)
    fields = row["revision__payload__content__fields"] or {}
    nothing = Decimal(0) if row["is_nil"] else None

    def amount(key: str) -> Decimal | None:
        return Decimal(fields[key]) if fields.get(key) else nothing

    return Ledger(
        period=period,
        record_id=row["pk"],
        summary=row["summary"],
        summary_en=row["summary_en"],
        income=amount("income_total"),
        expense=amount("expense_total"),
        closing=amount("closing_balance"),
    )


def newest_records(village: int) -> list[Record]:
    """Give what was published last."""
    return list(
        Record.objects.public()
        .filter(village_id=village)
        .only("pk", "title", "summary", "summary_en", "published_at", "item_id", "period", "serial", "is_nil", "status")
        .order_by("-published_at")[:NEWEST_SHOWN]
    )


def people_record(village: int) -> Record | None:
    """Give the newest public record of who holds which office, with its payload."""
    return (
        Record.objects.public()
        .filter(village_id=village, item__code=PEOPLE_ITEM, is_nil=False)
        .select_related("revision__payload", "revision")
        .order_by("-period")
        .first()
    )


@lru_cache(maxsize=8)
def items_of(edition_id: int) -> dict[int, Item]:
    """Give the items of the catalogue in force, in its order; the caller names the edition it saw."""
    return {item.pk: item for item in Item.objects.filter(declarations__edition_id=edition_id).order_by("position")}

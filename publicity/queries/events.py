"""Which event items a unit has, and which of them had an event."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from publicity.models import Item, NoEventConfirmation, Obligation
from sanshu.core import timeline
from sanshu.core.models import Region, TimelineEntry, User
from sanshu.core.periods import Frequency, Period
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import in_ranges, ranges_for

#: How long an event is offered for taking back.
BACK = timedelta(days=62)
#: The step in an event's timeline with which it was taken back.
TAKEN_BACK = "event_taken_back"


def event_items(region: Region) -> QuerySet[Item]:
    """Give the items in force that the unit owes only when something happens."""
    return Item.objects.filter(frequency=Frequency.EVENT, retired_on__isnull=True, applies_to__in=["both", region.kind])


def items_with_events(region: Region, period: Period) -> set[str]:
    """Give the codes of the items for which an event in the period was recorded."""
    found = Obligation.objects.within(region).filter(
        item__frequency=Frequency.EVENT, period_end__range=(period.first_day, period.last_day)
    )
    return set(found.values_list("item__code", flat=True))


@dataclass(frozen=True)
class TakenBack:
    """An event that was recorded by mistake, with the step that says who took it back and why."""

    event: Obligation
    step: TimelineEntry


def recorded_events(user: User, *, on: date) -> QuerySet[Obligation]:
    """Give the events, later stages aside, that were recorded where a person records them; the latest first."""
    return _events_here(Obligation.objects.all(), user, on=on)


def _events_here(obligations: QuerySet[Obligation], user: User, *, on: date) -> QuerySet[Obligation]:
    here = in_ranges("region_id", ranges_for(user, Act.RECORD_EVENT, on=on))
    events = obligations.filter(here, item__frequency=Frequency.EVENT, stage_of__isnull=True)
    return events.select_related("item", "region").order_by("-period_end", "-pk")


def lately_recorded(user: User, *, on: date) -> QuerySet[Obligation]:
    """Give those of the last two months of which nothing is public yet."""
    return recorded_events(user, on=on).filter(met_on__isnull=True, period_end__gte=on - BACK)


def lately_taken_back(user: User, *, on: date, most: int) -> list[TakenBack]:
    """Give the events that were taken back within two months where a person records them, with who and why."""
    events = _events_here(Obligation.ever.filter(taken_back_on__gte=on - BACK), user, on=on)[:most]
    known = {str(event.pk): event for event in events}
    steps = TimelineEntry.objects.filter(
        subject_kind=timeline.kind_of(Obligation()), subject_id__in=known, action=TAKEN_BACK
    )
    return [TakenBack(known[step.subject_id], step) for step in steps.order_by("-at", "-pk")]


def unconfirmed_quarter(region: Region, today: date) -> Period | None:
    """Give the last quarter that is over when the unit owed disclosures in it and has not yet confirmed it."""
    period = Period.containing(Frequency.QUARTERLY, today).previous()
    if not region.is_live(period.last_day):
        return None
    confirmed = NoEventConfirmation.objects.filter(region=region, quarter=str(period)).exists()
    return None if confirmed else period

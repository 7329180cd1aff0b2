"""Which event items a unit has, and which of them had an event."""

from datetime import date

from django.db.models import QuerySet

from publicity.models import Item, NoEventConfirmation, Obligation
from sanshu.core.models import Region
from sanshu.core.periods import Frequency, Period


def event_items(region: Region) -> QuerySet[Item]:
    """Give the items in force that the unit owes only when something happens."""
    return Item.objects.filter(frequency=Frequency.EVENT, retired_on__isnull=True, applies_to__in=["both", region.kind])


def items_with_events(region: Region, period: Period) -> set[str]:
    """Give the codes of the items for which an event in the period was recorded."""
    found = Obligation.objects.within(region).filter(
        item__frequency=Frequency.EVENT, period_end__range=(period.first_day, period.last_day)
    )
    return set(found.values_list("item__code", flat=True))


def unconfirmed_quarter(region: Region, today: date) -> Period | None:
    """Give the last quarter that is over when the unit owed disclosures in it and has not yet confirmed it."""
    period = Period.containing(Frequency.QUARTERLY, today).previous()
    if not region.is_live(period.last_day):
        return None
    confirmed = NoEventConfirmation.objects.filter(region=region, quarter=str(period)).exists()
    return None if confirmed else period

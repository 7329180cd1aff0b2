"""The working-day calendar from the loaded holidays, and which years are still missing."""

from datetime import date, timedelta

from sanshu.core import clock
from sanshu.core.calendar import WorkingCalendar
from sanshu.core.models import Holiday, HolidayYear

#: How far ahead a due day may lie: the longest clock of a message, 90 working days, holidays included.
HORIZON = timedelta(days=150)


def working_calendar() -> WorkingCalendar:
    """Build the calendar from what has been loaded; two small queries."""
    first = clock.today().year - 1
    years = HolidayYear.objects.filter(year__gte=first).values_list("year", flat=True)
    days = Holiday.objects.filter(day__gte=date(first, 1, 1)).values_list("day", "is_working")
    return WorkingCalendar(days=dict(days), announced=frozenset(years))


def missing_years(on: date | None = None) -> list[int]:
    """List the years, within the reach of a due day, whose holidays have not been loaded: due days there are provisional."""
    today = on or clock.today()
    needed = {today.year, (today + HORIZON).year}
    return sorted(needed - set(HolidayYear.objects.filter(year__in=needed).values_list("year", flat=True)))

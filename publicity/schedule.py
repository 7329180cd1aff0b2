"""When a disclosure is due, from the catalogue's words alone. Pure."""

from datetime import date, timedelta

from sanshu.core.periods import Frequency, Period


def due_day(period: Period, *, deadline_days: int, from_start: bool = False) -> date:
    """Give the last day on which a period's disclosure is in time, in Asia/Shanghai, never moved for holidays.

    The last day of the period plus `deadline_days` calendar days; a plan counts from the day before its period begins;
    an event counts from its own day (which is both ends of its period).
    """
    counted_from = period.first_day - timedelta(days=1) if from_start else period.last_day
    return counted_from + timedelta(days=deadline_days)


def periods_between(frequency: str, first: date, last: date) -> list[Period]:
    """List every period of a frequency that contains a day from `first` to `last`, oldest first; none for events."""
    if Frequency(frequency) is Frequency.EVENT or first > last:
        return []
    period, found = Period.containing(frequency, first), []
    while period.first_day <= last:
        found.append(period)
        period = period.next()
    return found

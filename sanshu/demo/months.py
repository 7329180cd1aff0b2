"""Months as the generators walk them. Pure."""

from datetime import date

from sanshu.core.periods import Frequency, Period


def month_of(day: date) -> Period:
    """Give the month a day lies in."""
    return Period.containing(Frequency.MONTHLY, day)


def months_in(period: Period) -> list[Period]:
    """List the months of a quarter, half-year or year, oldest first."""
    month, found = month_of(period.first_day), []
    while month.first_day <= period.last_day:
        found.append(month)
        month = month.next()
    return found


def back(day: date, months: int) -> date:
    """Give the first day of the month so many months before a day's month."""
    month = month_of(day)
    for _ in range(months):
        month = month.previous()
    return month.first_day

"""Clocks count working days across holidays, make-up weekends and years that nobody has announced yet."""

from datetime import date

import pytest

from feedback.clocks import COMPLEX, Clock, Limits, days_left, start
from feedback.routing import Category
from sanshu.core.calendar import WorkingCalendar
from sanshu.core.holidays import holidays_of

CALENDAR = WorkingCalendar(
    days={fact.day: fact.working for year in (2025, 2026) for fact in holidays_of(year)},
    announced=frozenset({2025, 2026}),
)


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        # Tuesday to Wednesday.
        (date(2026, 11, 17), 1, date(2026, 11, 18)),
        # Friday to Monday.
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        # The eve of National Day 2026 (1 to 7 October off; Saturday 10 October is worked).
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        # Sent on a Sunday.
        (date(2026, 11, 22), 5, date(2026, 11, 27)),
    ],
)
def test_a_clock_runs_out_after_so_many_working_days(day: date, days: int, due: date) -> None:
    running = start(Clock.REPLY, day, days, CALENDAR)
    assert (running.due_on, running.provisional) == (due, False)
    assert (running.started_on, running.days) == (day, days)


def test_a_clock_that_reaches_an_unannounced_year_is_provisional() -> None:
    running = start(Clock.REPLY, date(2026, 12, 28), 5, CALENDAR)
    assert running.provisional
    assert running.due_on == date(2027, 1, 5)  # 1 January is a holiday in every year
    assert not start(Clock.REPLY, date(2026, 12, 28), 3, CALENDAR).provisional


def test_a_reply_takes_five_days_or_fifteen_and_ten_after_a_reopening() -> None:
    limits = Limits()
    for category in Category:
        assert limits.reply(category, reopened=False) == (15 if category in COMPLEX else 5)
        assert limits.reply(category, reopened=True) == 10
    assert {Category.MONEY, Category.LAND} <= COMPLEX
    assert Category.OTHER not in COMPLEX


def test_a_paused_clock_keeps_its_days_and_at_least_one() -> None:
    assert days_left(date(2026, 11, 24), date(2026, 11, 17), CALENDAR) == 5
    assert days_left(date(2026, 11, 10), date(2026, 11, 17), CALENDAR) == 1

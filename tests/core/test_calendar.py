from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanshu.core.calendar import DueDay, WorkingCalendar
from sanshu.core.holidays import holidays_of, known_years

CALENDAR = WorkingCalendar(
    days={fact.day: fact.working for fact in holidays_of(2026)},
    announced=frozenset({2026}),
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_the_spring_festival_of_2026_moves_a_due_day() -> None:
    # Off 15 to 23 February, worked on Saturdays 14 and 28 February (State Council, November 2025).
    assert CALENDAR.is_working(date(2026, 2, 14))
    assert not CALENDAR.is_working(date(2026, 2, 16))
    assert CALENDAR.add(date(2026, 2, 13), 2) == DueDay(date(2026, 2, 24), provisional=False)
    assert CALENDAR.add(date(2026, 2, 27), 1) == DueDay(date(2026, 2, 28), provisional=False)


def test_a_year_not_announced_is_counted_by_weekdays_and_fixed_holidays_and_marked() -> None:
    assert not CALENDAR.is_working(date(2027, 1, 1))
    assert not CALENDAR.is_working(date(2027, 5, 1))
    assert CALENDAR.is_working(date(2027, 2, 8))  # within the Spring Festival, not yet announced
    assert CALENDAR.add(date(2026, 12, 31), 1) == DueDay(date(2027, 1, 4), provisional=True)
    assert CALENDAR.add(date(2026, 12, 30), 1) == DueDay(date(2026, 12, 31), provisional=False)


@given(DAYS, st.integers(0, 90))
def test_adding_working_days_and_counting_them_agree(day: date, n: int) -> None:
    due = CALENDAR.add(day, n).day
    assert CALENDAR.between(day, due) == n
    assert CALENDAR.between(due, day) == -n


@given(DAYS, st.integers(1, 60))
def test_a_due_day_is_worked_and_later_clocks_run_out_later(day: date, n: int) -> None:
    due = CALENDAR.add(day, n).day
    assert CALENDAR.is_working(due)
    assert due > CALENDAR.add(day, n - 1).day
    assert due <= CALENDAR.add(day + timedelta(days=1), n).day


@given(DAYS, st.integers(1, 60))
def test_a_due_day_is_provisional_exactly_when_it_lies_beyond_the_announced_year(day: date, n: int) -> None:
    due = CALENDAR.add(day, n)
    assert due.provisional == (due.day.year > 2026)


def test_clocks_do_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add(date(2026, 1, 1), -1)


def test_the_announced_days_are_in_order_and_in_chinese() -> None:
    facts = holidays_of(2026)
    assert facts == sorted(facts, key=lambda fact: fact.day)
    assert {fact.name for fact in facts} == {"元旦", "春节", "清明节", "劳动节", "端午节", "国庆节", "中秋节"}
    assert all(fact.day.weekday() >= 5 for fact in facts if fact.working)


def test_a_year_without_announcement_is_refused_by_name() -> None:
    missing = max(known_years()) + 1
    with pytest.raises(ValueError, match=str(missing)):
        holidays_of(missing)

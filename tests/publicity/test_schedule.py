"""Due days: the rules of the design, by example and by property."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publicity.schedule import due_day, periods_between
from publicity.states import ObligationState, state_of
from sanshu.core.periods import Period


@pytest.mark.parametrize(
    ("period", "days", "from_start", "due"),
    [
        ("2026-10", 15, False, date(2026, 11, 15)),
        ("2026-Q3", 15, False, date(2026, 10, 15)),
        ("2026-H1", 20, False, date(2026, 7, 20)),
        ("2025", 45, False, date(2026, 2, 14)),
        ("2026", 45, True, date(2026, 2, 14)),
        ("2026-10-17", 3, False, date(2026, 10, 20)),
    ],
)
def test_the_due_day_follows_the_rule(period: str, days: int, from_start: bool, due: date) -> None:
    assert due_day(Period.parse(period), deadline_days=days, from_start=from_start) == due


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@given(
    frequency=st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly"]), first=days, length=st.integers(0, 900)
)
def test_every_day_lies_in_exactly_one_period(frequency: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    periods = periods_between(frequency, first, last)
    for offset in {0, length // 2, length}:
        day = first + timedelta(days=offset)
        assert sum(day in period for period in periods) == 1
    assert all(later.first_day == earlier.last_day + timedelta(days=1) for earlier, later in pairwise(periods))


def test_an_event_item_has_no_periods_of_its_own() -> None:
    assert periods_between("event", date(2026, 1, 1), date(2026, 12, 31)) == []


maybe = st.none() | days


@given(due_on=days, met_on=maybe, filed_until=maybe, on=days)
def test_the_state_is_what_the_dates_say(due_on: date, met_on: date | None, filed_until: date | None, on: date) -> None:
    state = state_of(due_on=due_on, met_on=met_on, filed_until=filed_until, on=on)
    assert (state in {ObligationState.MET, ObligationState.LATE}) == (met_on is not None)
    if state is ObligationState.OVERDUE:
        assert due_on < on
        assert filed_until is None or filed_until < on
    if state is ObligationState.MET:
        assert met_on is not None
        assert met_on <= due_on


def test_a_disclosure_is_still_in_time_on_its_last_day() -> None:
    last = date(2026, 11, 15)
    assert state_of(due_on=last, met_on=None, filed_until=None, on=last) is ObligationState.DUE
    assert state_of(due_on=last, met_on=last, filed_until=None, on=last) is ObligationState.MET
    assert state_of(due_on=last, met_on=None, filed_until=last, on=last) is ObligationState.FILED
    after = last + timedelta(days=1)
    assert state_of(due_on=last, met_on=None, filed_until=last, on=after) is ObligationState.OVERDUE

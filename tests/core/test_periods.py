from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanshu.core.periods import Frequency, Period

DAYS = st.dates(date(1950, 1, 1), date(2190, 12, 31))
PERIODS = st.builds(Period.containing, st.sampled_from(list(Frequency)), DAYS)


@given(PERIODS)
def test_a_period_is_read_back_from_how_it_is_written(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(st.sampled_from(list(Frequency)), DAYS)
def test_a_day_lies_in_exactly_one_period_of_a_frequency(frequency: Frequency, day: date) -> None:
    period = Period.containing(frequency, day)
    assert day in period
    assert day not in period.next()
    assert day not in period.previous()


@given(PERIODS)
def test_periods_follow_one_another_without_gap(period: Period) -> None:
    assert period.next().first_day - period.last_day == timedelta(days=1)
    assert period.next().previous() == period
    assert period < period.next()


@pytest.mark.parametrize(
    ("text", "last_day", "spoken", "spoken_en"),
    [
        ("2026", date(2026, 12, 31), "2026年", "2026"),
        ("2026-H1", date(2026, 6, 30), "2026年上半年", "first half of 2026"),
        ("2026-H2", date(2026, 12, 31), "2026年下半年", "second half of 2026"),
        ("2026-Q3", date(2026, 9, 30), "2026年第三季度", "third quarter of 2026"),
        ("2024-02", date(2024, 2, 29), "2024年2月", "February 2024"),
        ("2026-10", date(2026, 10, 31), "2026年10月", "October 2026"),
        ("2026-10-17", date(2026, 10, 17), "2026年10月17日", "17 October 2026"),
    ],
)
def test_a_period_is_said_in_both_languages(text: str, last_day: date, spoken: str, spoken_en: str) -> None:
    period = Period.parse(text)
    assert (period.last_day, period.spoken(), period.spoken_en()) == (last_day, spoken, spoken_en)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "2026-13",
        "2026-Q5",
        "2026-H3",
        "2026-Q0",
        "2026-02-30",
        "2026-1",
        "2026/10",
        "２０２６",
        "1900",
        "2500",
        "2026-10-17T00",
        " 2026",
    ],
)
def test_what_is_no_period_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(ValueError, match=r"期间|日期|年份"):
        Period.parse(text)


def test_a_shorter_period_stands_before_a_longer_one_of_the_same_start() -> None:
    assert min(map(Period.parse, ["2026", "2026-01", "2026-Q1", "2026-H1"])) == Period.parse("2026-01")

import contextvars
from datetime import UTC, date, datetime, timedelta

import pytest

from sanshu.core import clock


def test_the_clock_tells_shanghai_time_whatever_the_zone_given() -> None:
    with clock.at(datetime(2026, 11, 30, 16, 30, tzinfo=UTC)):
        assert clock.now().isoformat() == "2026-12-01T00:30:00+08:00"
        assert clock.today() == date(2026, 12, 1)


def test_an_inner_time_ends_with_its_block() -> None:
    outer = datetime(2026, 1, 1, tzinfo=clock.SHANGHAI)
    with clock.at(outer):
        with pytest.raises(ZeroDivisionError), clock.at(datetime(2030, 1, 1, tzinfo=UTC)):
            raise ZeroDivisionError
        assert clock.now() == outer


def test_untold_the_clock_runs_with_the_machine() -> None:
    # A fresh context has not been told the time at which all tests stand.
    told = contextvars.Context().run(clock.now)
    assert told.utcoffset() == timedelta(hours=8)
    assert abs((told - datetime.now(tz=UTC)).total_seconds()) < 5


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass

"""The one clock: what time it is in Shanghai, and how a test or a command says it is another time. Pure."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_told: ContextVar[datetime | None] = ContextVar("sanshu_told_time", default=None)


def now() -> datetime:
    """Give the present moment, aware, in Asia/Shanghai; inside `at(...)` the moment that was told."""
    return _told.get() or datetime.now(tz=SHANGHAI)


def today() -> date:
    """Give the present day in Asia/Shanghai, wherever the machine stands."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Stop the clock at an aware moment for the code inside; nested use restores the outer moment."""
    if moment.tzinfo is None:
        raise ValueError("clock.at needs a datetime with a time zone")
    local = moment.astimezone(SHANGHAI)
    token = _told.set(local)
    try:
        yield local
    finally:
        _told.reset(token)

"""Working days of the Chinese calendar: holidays, make-up weekends, and honest guesses for years not yet announced. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_SATURDAY = 5
#: The State Council announces a year's arrangement late in the year before. Until then only holidays with a fixed
#: date are known (全国年节及纪念日放假办法, as amended 2024): New Year, 1-2 May, 1-3 October.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True)
class DueDay:
    """A due day; provisional when it was counted through a year whose holidays are not announced."""

    day: date
    provisional: bool


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked. `days` holds the announced exceptions (True: a make-up weekend, False: a holiday)."""

    days: Mapping[date, bool] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Say whether offices work on the day."""
        if day.year not in self.announced:
            return day.weekday() < _SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS
        return self.days.get(day, day.weekday() < _SATURDAY)

    def add(self, day: date, n: int) -> DueDay:
        """Give the n-th working day after the day, which itself doesn't count; n = 0 is the day itself."""
        if n < 0:
            raise ValueError("working days are counted forward only")
        due, provisional = day, False
        while n:
            due += timedelta(days=1)
            provisional = provisional or due.year not in self.announced
            n -= self.is_working(due)
        return DueDay(due, provisional)

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative when `end` lies before."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

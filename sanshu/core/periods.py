"""Periods of disclosure: a year, half-year, quarter, month, or the day of an event; parsed, said, and walked. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering


class Frequency(StrEnum):
    """How often an item is owed, in the catalogue's words; an event's period is its day."""

    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    EVENT = "event"


MONTHS_IN = {Frequency.YEARLY: 12, Frequency.HALF_YEARLY: 6, Frequency.QUARTERLY: 3, Frequency.MONTHLY: 1}
_SHAPES = {
    re.compile(r"(\d{4})"): Frequency.YEARLY,
    re.compile(r"(\d{4})-H([12])"): Frequency.HALF_YEARLY,
    re.compile(r"(\d{4})-Q([1-4])"): Frequency.QUARTERLY,
    re.compile(r"(\d{4})-(0[1-9]|1[0-2])"): Frequency.MONTHLY,
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EARLIEST, _LATEST = 1949, 2199
_ORDINALS = ("first", "second", "third", "fourth")


@total_ordering
@dataclass(frozen=True)
class Period:
    """One period of one frequency, known by its first day."""

    frequency: Frequency
    first_day: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2026`, `2026-H1`, `2026-Q3`, `2026-10` or an event's day `2026-10-17`; ValueError in Chinese."""
        if text.isascii():
            for shape, frequency in _SHAPES.items():
                if match := shape.fullmatch(text):
                    place = int(match[2]) if match.lastindex == 2 else 1  # noqa: PLR2004  # the place within the year
                    return cls._numbered(frequency, int(match[1]), place)
            if _DAY.fullmatch(text):
                return cls._event(text)
        raise ValueError("期间应写成 2026、2026-H1、2026-Q3、2026-10 或 2026-10-17。")

    @classmethod
    def _numbered(cls, frequency: Frequency, year: int, place: int) -> "Period":
        _check_year(year)
        return cls(frequency, date(year, 1 + (place - 1) * MONTHS_IN[frequency], 1))

    @classmethod
    def _event(cls, text: str) -> "Period":
        try:
            day = date.fromisoformat(text)
        except ValueError as problem:
            raise ValueError("没有这一天，请核对日期。") from problem
        _check_year(day.year)
        return cls(Frequency.EVENT, day)

    @classmethod
    def containing(cls, frequency: str, day: date) -> "Period":
        """Give the period of a frequency that contains the day; for an event, the day itself."""
        kind = Frequency(frequency)
        if kind is Frequency.EVENT:
            return cls(kind, day)
        months = MONTHS_IN[kind]
        return cls(kind, date(day.year, (day.month - 1) // months * months + 1, 1))

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        return self.next().first_day - timedelta(days=1)

    def next(self) -> "Period":
        """Give the period that follows at once."""
        return self._moved(1)

    def previous(self) -> "Period":
        """Give the period just before."""
        return self._moved(-1)

    def _moved(self, steps: int) -> "Period":
        if self.frequency is Frequency.EVENT:
            return Period(self.frequency, self.first_day + timedelta(days=steps))
        months = self.first_day.year * 12 + self.first_day.month - 1 + steps * MONTHS_IN[self.frequency]
        return Period(self.frequency, date(months // 12, months % 12 + 1, 1))

    def __contains__(self, day: date) -> bool:
        """Say whether the day lies in the period."""
        return self.first_day <= day <= self.last_day

    def __lt__(self, other: "Period") -> bool:
        """Order by first day, then by length, the shorter first."""
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)

    @property
    def _place(self) -> int:
        """Which half, quarter or month of its year, from 1."""
        return (self.first_day.month - 1) // MONTHS_IN[self.frequency] + 1

    def __str__(self) -> str:
        """Write the period as the API, the URL and the file names do."""
        year = f"{self.first_day.year:04}"
        match self.frequency:
            case Frequency.YEARLY:
                return year
            case Frequency.HALF_YEARLY:
                return f"{year}-H{self._place}"
            case Frequency.QUARTERLY:
                return f"{year}-Q{self._place}"
            case Frequency.MONTHLY:
                return f"{year}-{self._place:02}"
            case Frequency.EVENT:
                return self.first_day.isoformat()

    def spoken(self) -> str:
        """Say the period in Chinese: `2026年10月`, `2026年第三季度`, `2026年上半年`."""
        year = f"{self.first_day.year}年"
        match self.frequency:
            case Frequency.YEARLY:
                return year
            case Frequency.HALF_YEARLY:
                return year + ("上半年", "下半年")[self._place - 1]
            case Frequency.QUARTERLY:
                return f"{year}第{'一二三四'[self._place - 1]}季度"
            case Frequency.MONTHLY:
                return f"{year}{self._place}月"
            case Frequency.EVENT:
                return f"{year}{self.first_day.month}月{self.first_day.day}日"

    def spoken_en(self) -> str:
        """Say the period in English: `October 2026`, `third quarter of 2026`, `first half of 2026`."""
        day = self.first_day
        match self.frequency:
            case Frequency.YEARLY:
                return str(day.year)
            case Frequency.HALF_YEARLY:
                return f"{_ORDINALS[self._place - 1]} half of {day.year}"
            case Frequency.QUARTERLY:
                return f"{_ORDINALS[self._place - 1]} quarter of {day.year}"
            case Frequency.MONTHLY:
                return f"{day:%B} {day.year}"
            case Frequency.EVENT:
                return f"{day.day} {day:%B} {day.year}"


def _check_year(year: int) -> None:
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(f"年份应在 {_EARLIEST} 至 {_LATEST} 之间。")

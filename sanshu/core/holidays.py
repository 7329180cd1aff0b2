"""The announced holidays and make-up weekends, from the `chinesecalendar` package, for the years it knows. Pure."""

from dataclasses import dataclass
from datetime import date

from chinese_calendar import constants

_SATURDAY = 5
#: The package's English names, in Chinese for readers.
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利七十周年纪念日",
}


@dataclass(frozen=True)
class HolidayFact:
    """One announced day: a holiday, or a weekend that is worked to make up for one."""

    day: date
    working: bool
    name: str


def known_years() -> frozenset[int]:
    """Give the years whose arrangement the package carries."""
    return frozenset(day.year for day in constants.holidays)


def holidays_of(year: int) -> list[HolidayFact]:
    """List the announced days of a year in order; ValueError in Chinese for a year that is not known.

    Rest days on ordinary weekends are left out unless they carry a holiday's name.
    """
    if year not in known_years():
        raise ValueError(f"{year} 年的放假安排尚未公布，或需要更新 chinesecalendar 软件包。")
    facts = [HolidayFact(day, working=False, name=_chinese(name)) for day, name in constants.holidays.items()]
    facts += [HolidayFact(day, working=True, name=_chinese(name)) for day, name in constants.workdays.items()]
    return sorted((fact for fact in facts if fact.day.year == year), key=lambda fact: fact.day)


def _chinese(name: str) -> str:
    return _NAMES.get(str(name), str(name))

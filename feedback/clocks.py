"""Which clock runs for a message, how many working days it gives, and when it runs out. Pure.

Defaults: a township accepts within 1 working day and replies within 5 (simple) or 15 (complex, once extended by 10), the
county calls back within 5; each county may set its own.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback.routing import Category
from sanshu.core.calendar import WorkingCalendar
from sanshu.core.marks import gettext_noop as _


class Clock(StrEnum):
    """What somebody owes until the clock runs out."""

    ACCEPT = "accept"
    REPLY = "reply"
    RESIDENT = "resident"
    CALL_BACK = "call_back"
    OBJECTION = "objection"
    CLOSE = "close"
    NONE = "none"


CLOCK_LABELS: dict[Clock, str] = {
    Clock.ACCEPT: _("受理"),
    Clock.REPLY: _("答复"),
    Clock.RESIDENT: _("来信人补充"),
    Clock.CALL_BACK: _("回访"),
    Clock.OBJECTION: _("来信人提出异议"),
    Clock.CLOSE: _("办结"),
    Clock.NONE: _("已结束"),
}

#: What takes looking into papers or going there; the rest is simple.
COMPLEX = frozenset({Category.MONEY, Category.BENEFITS, Category.LAND, Category.WORKS, Category.ACCUSATION})


@dataclass(frozen=True)
class Limits:
    """Working days for each step, of one county."""

    accept: int = 1
    reply_simple: int = 5
    reply_complex: int = 15
    reply_reopened: int = 10
    extension: int = 10
    resident: int = 10
    brief: int = 2
    call_back: int = 5
    objection: int = 10

    def reply(self, category: Category, *, reopened: bool) -> int:
        """Give the days for a reply."""
        if reopened:
            return self.reply_reopened
        return self.reply_complex if category in COMPLEX else self.reply_simple


@dataclass(frozen=True)
class Running:
    """A clock that was started: facts from which its due day can be counted again when a year is announced."""

    clock: Clock
    started_on: date
    days: int
    due_on: date
    provisional: bool


def start(clock: Clock, day: date, days: int, calendar: WorkingCalendar) -> Running:
    """Start a clock: it runs out at the end of the n-th working day after the day."""
    due = calendar.add(day, days)
    return Running(clock, day, days, due.day, due.provisional)


def days_left(due_on: date, day: date, calendar: WorkingCalendar) -> int:
    """Give the working days left, at least one: what a paused clock goes on with."""
    return max(1, calendar.between(day, due_on))

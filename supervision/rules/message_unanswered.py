"""Rule: an office let a message's clock run out: not accepted, not answered, not called back, not closed. Pure.

The warning names the office and the clock, never what the message says or about whom, and is hidden below the office's level.
"""

from dataclasses import dataclass
from datetime import date

from sanshu.core.roles import Level, Role
from supervision.lifecycle import Severity
from supervision.rules.finding import Finding, Outcome, RuleInfo, Source

RULE = RuleInfo("message_unanswered", 1, "来信超期没有办理", "Message not dealt with in time", Source.MESSAGE)

#: The clocks that an office answers for, and what it should have done; the others wait for the sender.
DUTIES: dict[str, tuple[str, str]] = {
    "accept": ("受理", "accepted"),
    "reply": ("答复", "answered"),
    "call_back": ("回访", "called back"),
    "close": ("办结", "closed"),
}


@dataclass(frozen=True)
class Limits:
    """From how many working days late the warning is raised and turns red; each county may set its own."""

    yellow_from: int = 1
    red_from: int = 6


@dataclass(frozen=True)
class Fact:
    """The clock of one open message and the office that owns it; nothing of its content."""

    message: str
    owner_region: int
    owner_name: str
    owner_level: Level
    owner_role: Role
    clock: str
    due_on: date
    working_days_late: int


def subject_of(message: str, clock: str, due_on: date) -> str:
    """Name the subject: one clock that ran out is one warning."""
    return f"message:{message}:{clock}:{due_on:%Y%m%d}"


def judge(fact: Fact, *, on: date, limits: Limits) -> tuple[Outcome, Finding | None]:
    """Say whether the office is late on a day; a clock that waits for the sender is not judged."""
    if fact.clock not in DUTIES:
        return Outcome.NOT_APPLICABLE, None
    if fact.due_on >= on or fact.working_days_late < limits.yellow_from:
        return Outcome.PASS, None
    return Outcome.FAIL, _finding(fact, limits)


def _finding(fact: Fact, limits: Limits) -> Finding:
    red = fact.working_days_late >= limits.red_from
    reached = limits.red_from if red else limits.yellow_from
    duty, duty_en = DUTIES[fact.clock]
    due = fact.due_on
    return Finding(
        region=fact.owner_region,
        subject=subject_of(fact.message, fact.clock, fact.due_on),
        severity=Severity.RED if red else Severity.YELLOW,
        level=fact.owner_level,
        owner_role=fact.owner_role,
        judged_by=Level(max(fact.owner_level - 1, Level.PROVINCE)),
        sentence=f"{fact.owner_name}有一条来信应在{due.year}年{due.month}月{due.day}日前{duty}，没有{duty}，已超过至少{reached}个工作日。",
        sentence_en=f"A message at {fact.owner_name} was to be {duty_en} by {due.isoformat()}; it was not, and is at least "
        f"{reached} working days late.",
        inputs={"clock": fact.clock, "due_on": fact.due_on.isoformat(), "working_days_late_at_least": reached},
    )

"""Rule: what a unit owes is past its day, not met and not on file. Yellow, red after a week, the county's after a month. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from publicity.states import ObligationState, state_of
from sanshu.core.roles import Level, Role
from supervision.lifecycle import Severity
from supervision.rules.finding import Finding, Outcome, RuleInfo, Source

RULE = RuleInfo("disclosure_overdue", 1, "到期没有公开", "Disclosure overdue", Source.DISCLOSURE)


@dataclass(frozen=True)
class Limits:
    """From how many days overdue the warning is raised, turns red, and becomes the county's; each county may set its own."""

    yellow_from: int = 1
    red_from: int = 8
    county_from: int = 31


@dataclass(frozen=True)
class Fact:
    """One obligation with the words a sentence needs."""

    obligation: int
    region: int
    region_name: str
    item: str
    item_name: str
    item_name_en: str
    period: str
    period_en: str
    due_on: date
    met_on: date | None = None
    filed_until: date | None = None


def subject_of(obligation: int) -> str:
    """Name the subject: one obligation, one warning."""
    return f"obligation:{obligation}"


def judge(fact: Fact, *, on: date, limits: Limits) -> tuple[Outcome, Finding | None]:
    """Say whether the obligation is overdue on a day, and how gravely; what is on file is not judged."""
    state = state_of(due_on=fact.due_on, met_on=fact.met_on, filed_until=fact.filed_until, on=on)
    if state is ObligationState.FILED:
        return Outcome.NOT_APPLICABLE, None
    days = (on - fact.due_on).days
    if state is not ObligationState.OVERDUE or days < limits.yellow_from:
        return Outcome.PASS, None
    return Outcome.FAIL, _finding(fact, days, limits)


def _finding(fact: Fact, days: int, limits: Limits) -> Finding:
    red = days >= limits.red_from
    county = days >= limits.county_from
    reached = limits.county_from if county else limits.red_from if red else limits.yellow_from
    due = fact.due_on
    return Finding(
        region=fact.region,
        subject=subject_of(fact.obligation),
        severity=Severity.RED if red else Severity.YELLOW,
        level=Level.VILLAGE,
        owner_role=Role.SECRETARY,
        judged_by=Level.COUNTY if county else Level.TOWNSHIP,
        sentence=f"{fact.region_name}的“{fact.item_name}”（{fact.period}）应在{due.year}年{due.month}月{due.day}日前公开，"
        f"没有公开，也没有备案，已逾期至少{reached}天。",
        sentence_en=f"{fact.item_name_en} ({fact.period_en}) of {fact.region_name} was due on {due.isoformat()}; it is "
        f"neither published nor on file, at least {reached} days late.",
        inputs=_inputs(fact, reached),
    )


def _inputs(fact: Fact, reached: int) -> Mapping[str, str | int]:
    return {"item": fact.item, "period": fact.period, "due_on": fact.due_on.isoformat(), "overdue_at_least": reached}

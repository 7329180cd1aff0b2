"""The two rules as pure functions: severity by days, who judges, what is not judged, what a sentence gives away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanshu.core.roles import Level, Role
from supervision.lifecycle import GRAVITY, WARNING, Severity, WarningStatus
from supervision.rules import disclosure_overdue, message_unanswered
from supervision.rules.finding import Outcome
from tests.cast import ERNIUSUOKOU, LIUJIAWOBU, TODAY

OWED = disclosure_overdue.Fact(
    obligation=7,
    region=LIUJIAWOBU,
    region_name="刘家窝堡村",
    item="F-03",
    item_name="收支明细",
    item_name_en="Income and spending",
    period="2026年10月",
    period_en="October 2026",
    due_on=TODAY,
)
CLOCK = message_unanswered.Fact(
    message="0b5e",
    owner_region=ERNIUSUOKOU,
    owner_name="二牛所口镇",
    owner_level=Level.TOWNSHIP,
    owner_role=Role.HANDLER,
    clock="reply",
    due_on=TODAY,
    working_days_late=1,
)


@pytest.mark.parametrize(
    ("days", "severity", "judged_by"),
    [
        (0, None, None),
        (1, Severity.YELLOW, Level.TOWNSHIP),
        (7, Severity.YELLOW, Level.TOWNSHIP),
        (8, Severity.RED, Level.TOWNSHIP),
        (30, Severity.RED, Level.TOWNSHIP),
        (31, Severity.RED, Level.COUNTY),
    ],
)
def test_an_overdue_disclosure_is_yellow_for_a_week_then_red_then_the_countys(
    days: int, severity: Severity | None, judged_by: Level | None
) -> None:
    outcome, finding = disclosure_overdue.judge(
        OWED, on=TODAY + timedelta(days=days), limits=disclosure_overdue.Limits()
    )
    assert (outcome is Outcome.FAIL) == (severity is not None)
    assert (finding and finding.severity) == severity
    assert (finding and finding.judged_by) == judged_by


@pytest.mark.parametrize(
    ("fact", "outcome"),
    [
        (replace(OWED, met_on=TODAY), Outcome.PASS),
        (replace(OWED, filed_until=TODAY + timedelta(days=10)), Outcome.NOT_APPLICABLE),
        (replace(OWED, filed_until=TODAY + timedelta(days=8)), Outcome.FAIL),
    ],
)
def test_what_is_met_passes_and_what_is_on_file_is_not_judged(fact: disclosure_overdue.Fact, outcome: Outcome) -> None:
    on = TODAY + timedelta(days=9)
    assert disclosure_overdue.judge(fact, on=on, limits=disclosure_overdue.Limits())[0] is outcome


def test_a_county_may_be_stricter() -> None:
    strict = disclosure_overdue.Limits(red_from=2)
    _, finding = disclosure_overdue.judge(OWED, on=TODAY + timedelta(days=2), limits=strict)
    assert finding is not None
    assert finding.severity is Severity.RED


def test_the_sentence_says_what_where_and_since_when_in_both_languages() -> None:
    _, finding = disclosure_overdue.judge(OWED, on=TODAY + timedelta(days=9), limits=disclosure_overdue.Limits())
    assert finding is not None
    assert (
        finding.sentence
        == "刘家窝堡村的“收支明细”（2026年10月）应在2026年11月17日前公开，没有公开，也没有备案，已逾期至少8天。"
    )
    assert "October 2026" in finding.sentence_en
    assert "2026-11-17" in finding.sentence_en


@pytest.mark.parametrize("days", range(60))
def test_the_same_sentence_stands_until_the_next_limit(days: int) -> None:
    limits = disclosure_overdue.Limits()
    found = [disclosure_overdue.judge(OWED, on=TODAY + timedelta(days=n), limits=limits)[1] for n in (days, days + 1)]
    crossed = days + 1 in {limits.yellow_from, limits.red_from, limits.county_from}
    assert (found[0] != found[1]) == crossed


@pytest.mark.parametrize(
    ("late", "severity"), [(0, None), (1, Severity.YELLOW), (5, Severity.YELLOW), (6, Severity.RED)]
)
def test_a_late_answer_is_yellow_then_red(late: int, severity: Severity | None) -> None:
    fact = replace(CLOCK, working_days_late=late)
    _, finding = message_unanswered.judge(fact, on=TODAY + timedelta(days=9), limits=message_unanswered.Limits())
    assert (finding and finding.severity) == severity


@pytest.mark.parametrize("clock", ["resident", "objection", "none"])
def test_a_clock_that_waits_for_the_sender_is_nobodys_delay(clock: str) -> None:
    fact = replace(CLOCK, clock=clock, working_days_late=20)
    judged = message_unanswered.judge(fact, on=TODAY + timedelta(days=30), limits=message_unanswered.Limits())
    assert judged == (Outcome.NOT_APPLICABLE, None)


@pytest.mark.parametrize("level", [Level.TOWNSHIP, Level.COUNTY, Level.CITY, Level.PROVINCE])
def test_a_late_answer_is_known_from_the_owners_level_up_and_judged_above_it(level: Level) -> None:
    fact = replace(CLOCK, owner_level=level, working_days_late=3)
    _, finding = message_unanswered.judge(fact, on=date(2026, 12, 1), limits=message_unanswered.Limits())
    assert finding is not None
    assert finding.level == level
    assert finding.judged_by == max(level - 1, Level.PROVINCE)


@pytest.mark.parametrize(("old", "new", "allowed"), list(WARNING.pairs()))
def test_every_pair_of_the_lifecycle(old: WarningStatus, new: WarningStatus, allowed: bool) -> None:
    drawn = {
        ("raised", "assigned"),
        ("raised", "false_positive"),
        ("assigned", "explained"),
        ("assigned", "rectifying"),
        ("assigned", "false_positive"),
        ("explained", "verified"),
        ("rectifying", "verified"),
        ("verified", "closed"),
    }
    assert allowed == ((old.value, new.value) in drawn)


def test_colours_are_ordered() -> None:
    assert GRAVITY[Severity.BLUE] < GRAVITY[Severity.YELLOW] < GRAVITY[Severity.RED]

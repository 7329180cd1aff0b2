"""Rules end to end: raised once, graver with time, gone but kept, answered below and judged above."""

import random
from datetime import date, timedelta

import pytest

from publicity.actions import counters
from publicity.actions import obligations as owing
from publicity.models import Item, Obligation
from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, DomainError, Invalid, NotAllowed, WrongState
from sanshu.core.models import Posting, Region, User
from sanshu.core.roles import Role
from supervision.actions.evaluate import settle_warnings
from supervision.actions.warnings import (
    assign_warning,
    close_warning,
    dismiss_warning,
    explain_warning,
    rectify_warning,
    verify_warning,
)
from supervision.lifecycle import Severity, Verdict, WarningStatus
from supervision.models import CountyLimits, EarlyWarning
from supervision.queries.scope import watch_of
from supervision.queries.warnings import visible_warnings
from tests.cast import AOHANTUN, DONGTA, ERNIUSUOKOU, KANGPING, LIUJIAWOBU, NOW, PROVINCE, TODAY, Cast
from tests.supervision.worlds import evaluate, scatter_obligations

pytestmark = pytest.mark.django_db


def owe(village: int = LIUJIAWOBU, *, days_late: int = 3, item: str = "F-03") -> Obligation:
    due = TODAY - timedelta(days=days_late)
    made = Obligation.objects.create(
        region_id=village, item=Item.objects.get(code=item), period="2026-10", period_end=date(2026, 10, 31), due_on=due
    )
    counters.opened(made)
    return made


def warning_of(obligation: Obligation) -> EarlyWarning:
    return EarlyWarning.objects.get(obligation=obligation)


def test_a_run_raises_one_warning_for_each_overdue_item_and_says_its_coverage() -> None:
    scatter_obligations(random.Random(5), 300)
    overdue = Obligation.objects.overdue(TODAY)
    run = evaluate()["disclosure_overdue"]
    assert run.raised == run.failed == overdue.count() > 0
    assert set(EarlyWarning.objects.values_list("obligation_id", flat=True)) == set(
        overdue.values_list("pk", flat=True)
    )
    fallen = Obligation.objects.filter(due_on__lt=TODAY)
    assert run.passed == fallen.filter(met_on__isnull=False).count()
    assert run.not_applicable == fallen.filter(met_on__isnull=True, filed_until__gte=TODAY).count()


def test_running_twice_changes_nothing() -> None:
    scatter_obligations(random.Random(6), 200)
    evaluate()
    before = list(EarlyWarning.objects.order_by("pk").values())
    again = evaluate()["disclosure_overdue"]
    assert (again.raised, again.graver, again.ceased) == (0, 0, 0)
    assert list(EarlyWarning.objects.order_by("pk").values()) == before


def test_a_run_over_one_village_leaves_the_others_alone() -> None:
    here, elsewhere = owe(), owe(AOHANTUN)
    assert evaluate(region=LIUJIAWOBU)["disclosure_overdue"].raised == 1
    assert EarlyWarning.objects.filter(obligation=here).exists()
    assert not EarlyWarning.objects.filter(obligation=elsewhere).exists()


def test_a_warning_grows_graver_with_time_and_keeps_its_history() -> None:
    obligation = owe(days_late=1)
    evaluate()
    assert warning_of(obligation).severity == Severity.YELLOW
    run = evaluate(TODAY + timedelta(days=7))["disclosure_overdue"]
    grown = warning_of(obligation)
    assert (run.raised, run.graver, grown.severity) == (0, 1, Severity.RED)
    assert "至少8天" in grown.sentence
    assert [entry.action for entry in timeline.of(grown)] == ["graver"]


def test_a_counties_own_limits_are_data() -> None:
    CountyLimits.objects.create(rule="disclosure_overdue", county_id=KANGPING, values={"red_from": 2, "unknown": 1})
    strict, default = owe(days_late=3), owe(DONGTA, days_late=3)
    evaluate()
    assert warning_of(strict).severity == Severity.RED
    assert warning_of(default).severity == Severity.YELLOW


def test_a_warning_whose_cause_is_gone_says_so_and_keeps_its_colour() -> None:
    obligation = owe(days_late=9)
    evaluate()
    owing.mark_met(obligation, on=TODAY, nil=False)
    assert settle_warnings(region=Region.objects.get(pk=PROVINCE), on=TODAY, at=NOW) == 1
    gone = warning_of(obligation)
    assert (gone.ceased_on, gone.severity, gone.status) == (TODAY, Severity.RED, WarningStatus.RAISED)
    assert EarlyWarning.objects.open().filter(pk=gone.pk).exists()


def test_a_cause_that_returns_after_closure_is_a_new_episode(cast: Cast) -> None:
    obligation = owe()
    evaluate()
    first = warning_of(obligation)
    dismiss_warning(first.pk, by=cast.discipline, text="当天已在公开栏张贴")
    evaluate()
    assert EarlyWarning.objects.filter(obligation=obligation).count() == 1
    owing.mark_met(obligation, on=TODAY, nil=False)
    evaluate()
    owing.mark_unmet(obligation)
    evaluate()
    assert list(EarlyWarning.objects.order_by("episode").values_list("episode", "status")) == [
        (1, "false_positive"),
        (2, "raised"),
    ]


def test_a_cause_that_returns_before_closure_is_the_same_warning() -> None:
    obligation = owe()
    evaluate()
    owing.mark_met(obligation, on=TODAY, nil=False)
    evaluate()
    owing.mark_unmet(obligation)
    evaluate()
    assert warning_of(obligation).ceased_on is None


def test_from_assigned_to_closed(cast: Cast) -> None:
    obligation = owe()
    evaluate()
    warning = warning_of(obligation)
    assign_warning(warning.pk, by=cast.discipline, text="请三天内公开")
    rectify_warning(warning.pk, by=cast.secretary, text="明天公开")
    with pytest.raises(WrongState, match="原因还没有消除"):
        verify_warning(warning.pk, by=cast.discipline)
    owing.mark_met(obligation, on=TODAY, nil=False)
    evaluate()
    verify_warning(warning.pk, by=cast.discipline)
    closed = close_warning(warning.pk, by=cast.inspector)
    assert (closed.status, closed.verdict) == (WarningStatus.CLOSED, Verdict.CONFIRMED)
    steps = [(entry.action, entry.office) for entry in timeline.of(closed) if entry.new != entry.old]
    assert steps == [
        ("assigned", "二牛所口镇 纪检岗"),
        ("rectifying", "刘家窝堡村 党组织书记"),
        ("verified", "二牛所口镇 纪检岗"),
        ("closed", "康平县 监督检查岗"),
    ]


def test_an_explanation_is_verified_even_while_the_cause_stands(cast: Cast) -> None:
    warning = _assigned(owe(), cast)
    explain_warning(warning.pk, by=cast.clerk, text="账本在镇里审计")
    verified = verify_warning(warning.pk, by=cast.discipline, text="属实")
    assert verified.verdict == Verdict.EXPLAINED


def test_nobody_judges_what_they_answered(cast: Cast) -> None:
    both = cast.secretary
    Posting.objects.create(user=both, role=Role.DISCIPLINE, region_id=ERNIUSUOKOU, from_day=date(2026, 1, 1))
    warning = _assigned(owe(), cast)
    explain_warning(warning.pk, by=both, text="账本在镇里审计")
    with pytest.raises(NotAllowed, match="不能自己核实"):
        verify_warning(warning.pk, by=both)
    verify_warning(warning.pk, by=cast.inspector)
    with pytest.raises(NotAllowed, match="不能自己办结"):
        close_warning(warning.pk, by=both)


def test_what_is_the_countys_the_township_does_not_judge(cast: Cast) -> None:
    obligation = owe(days_late=40)
    evaluate()
    with pytest.raises(NotAllowed, match="县"):
        assign_warning(warning_of(obligation).pk, by=cast.discipline)
    assign_warning(warning_of(obligation).pk, by=cast.inspector)


@pytest.mark.parametrize("role", ["secretary", "clerk", "oversight", "reviewer"])
def test_who_answers_does_not_judge(cast: Cast, role: str) -> None:
    obligation = owe()
    evaluate()
    user: User = getattr(cast, role)
    for judge in (assign_warning, verify_warning, close_warning):
        with pytest.raises(NotAllowed):
            judge(warning_of(obligation).pk, by=user)


@pytest.mark.parametrize("role", ["oversight", "reviewer", "discipline", "inspector"])
def test_only_the_village_answers_for_its_disclosure(cast: Cast, role: str) -> None:
    warning = _assigned(owe(), cast)
    with pytest.raises(NotAllowed):
        explain_warning(warning.pk, by=getattr(cast, role), text="说明")


@pytest.mark.parametrize("role", ["handler", "follow_up", "department", "system_admin", "auditor"])
def test_who_has_no_part_in_disclosure_sees_no_such_warning(cast: Cast, role: str) -> None:
    obligation = owe()
    evaluate()
    user: User = getattr(cast, role)
    assert not visible_warnings(watch_of(user)).exists()
    with pytest.raises(Absent):
        assign_warning(warning_of(obligation).pk, by=user)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2001, "请找11010519491231002X核对", "a\x00b"])
def test_a_clumsy_answer_is_refused_and_nothing_is_saved(cast: Cast, text: str) -> None:
    warning = _assigned(owe(), cast)
    with pytest.raises(Invalid) as refusal:
        explain_warning(warning.pk, by=cast.secretary, text=text)
    assert refusal.value.errors["text"]
    warning.refresh_from_db()
    assert warning.status == WarningStatus.ASSIGNED


def test_a_step_out_of_turn_is_refused(cast: Cast) -> None:
    obligation = owe()
    evaluate()
    warning = warning_of(obligation)
    for act, user in ((close_warning, cast.inspector), (verify_warning, cast.discipline)):
        with pytest.raises(DomainError):
            act(warning.pk, by=user)
    with pytest.raises(WrongState):
        explain_warning(warning.pk, by=cast.secretary, text="说明")


def test_an_expired_posting_no_longer_acts(cast: Cast) -> None:
    obligation = owe()
    evaluate()
    inspector = cast.inspector
    inspector.postings.update(until_day=TODAY - timedelta(days=1))
    with pytest.raises(Absent):
        assign_warning(warning_of(obligation).pk, by=inspector, at=clock.now())


def _assigned(obligation: Obligation, cast: Cast) -> EarlyWarning:
    evaluate()
    return assign_warning(warning_of(obligation).pk, by=cast.discipline)

"""What is owed: opened set-wise, counted as it is opened, and partitioned into five states."""

from datetime import date, timedelta

import pytest
from django.db.models import Sum
from pytest_django.fixtures import DjangoAssertNumQueries

from publicity.actions import obligations as actions
from publicity.models import DisclosureCount, Item, Obligation
from publicity.states import ObligationState
from sanshu.core.errors import Absent, Invalid, NotAllowed
from sanshu.core.models import Region
from tests.cast import DONGTA, LIUJIAWOBU, TODAY, village

pytestmark = pytest.mark.django_db


def owed_by_counters() -> int:
    return DisclosureCount.objects.aggregate(total=Sum("owed"))["total"] or 0


def test_every_live_unit_owes_each_periodic_item_that_applies_to_it() -> None:
    opened = actions.open_obligations(on=TODAY)
    for unit in Region.objects.units():
        expected = set(
            Item.objects.exclude(frequency="event")
            .exclude(code="F-01")  # due on 14 February, counted below
            .filter(applies_to__in=["both", unit.kind])
            .values_list("code", flat=True)
        )
        owed = set(Obligation.objects.filter(region=unit).values_list("item__code", flat=True))
        assert owed - {"F-01"} == expected
    assert sum(opened.values()) == Obligation.objects.count() == owed_by_counters()


def test_opening_twice_opens_nothing_more() -> None:
    actions.open_obligations(on=TODAY)
    before = Obligation.objects.count()
    assert sum(actions.open_obligations(on=TODAY).values()) == 0
    assert Obligation.objects.count() == before == owed_by_counters()


def test_opening_takes_one_statement_per_cadence(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    # Four statements, each in its own transaction: a savepoint and its release around each inside the test's own.
    with django_assert_num_queries(4 * 3):
        actions.open_obligations(on=TODAY, from_day=date(2026, 1, 1))


def test_back_filling_opens_every_period_since_a_day() -> None:
    actions.open_obligations(on=TODAY, from_day=date(2026, 8, 20))
    months = Obligation.objects.filter(region_id=LIUJIAWOBU, item__code="F-03").values_list("period", flat=True)
    assert set(months) == {"2026-08", "2026-09", "2026-10", "2026-11"}


def test_a_unit_that_is_not_enrolled_or_closed_owes_nothing() -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=None)
    Region.objects.filter(pk=DONGTA).update(closed_on=TODAY - timedelta(days=1))
    actions.open_obligations(on=TODAY)
    assert not Obligation.objects.filter(region_id__in=[LIUJIAWOBU, DONGTA]).exists()


def test_a_unit_owes_nothing_that_was_due_before_it_went_live() -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=date(2026, 6, 1))
    actions.open_obligations(on=TODAY, from_day=date(2026, 1, 1))
    mine = Obligation.objects.filter(region_id=LIUJIAWOBU)
    assert not mine.filter(due_on__lt=date(2026, 6, 1)).exists()
    assert not mine.filter(item__code="F-01", period="2026").exists()


def test_the_annual_plan_is_due_in_mid_february_of_its_own_year() -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=date(2025, 1, 1))
    actions.open_obligations(on=TODAY)
    plan = Obligation.objects.get(region_id=LIUJIAWOBU, item__code="F-01", period="2026")
    assert plan.due_on == date(2026, 2, 14)


def test_the_five_states_partition_all_rows() -> None:
    actions.open_obligations(on=TODAY, from_day=date(2026, 1, 1))
    rows = list(Obligation.objects.filter(region_id=LIUJIAWOBU).order_by("pk"))
    for place, row in enumerate(rows):
        match place % 5:
            case 0:
                actions.mark_met(row, on=row.due_on, nil=False)
            case 1:
                actions.mark_met(row, on=row.due_on + timedelta(days=1), nil=True)
            case 2:
                actions.mark_filed(row, until=TODAY)
            case 3:
                actions.mark_filed(row, until=TODAY - timedelta(days=1))
    mine = Obligation.objects.filter(region_id=LIUJIAWOBU)
    by_state = {state: set(mine.in_state(state, TODAY).values_list("pk", flat=True)) for state in ObligationState}
    assert sum(len(found) for found in by_state.values()) == mine.count()
    for row in mine:
        assert row.pk in by_state[row.state(TODAY)]


def test_counters_follow_met_unmet_and_filed() -> None:
    actions.open_obligations(on=TODAY)
    row = Obligation.objects.filter(region_id=LIUJIAWOBU, item__code="F-03").get()
    counter = DisclosureCount.objects.filter(village_id=LIUJIAWOBU, category="finance", due_on=row.due_on)

    def figures() -> tuple[int, ...]:
        return counter.values_list("met_on_time", "met_late", "nil", "filed").get()

    actions.mark_filed(row, until=TODAY + timedelta(days=9))
    assert figures() == (0, 0, 0, 1)
    actions.mark_met(row, on=row.due_on, nil=True)
    assert figures() == (1, 0, 1, 0)
    actions.mark_unmet(row)
    assert figures() == (0, 0, 0, 0)
    actions.mark_met(row, on=row.due_on + timedelta(days=1), nil=False)
    assert figures() == (0, 1, 0, 0)


def test_two_events_of_one_day_get_two_serials_and_are_counted() -> None:
    item = Item.objects.get(code="V-04")
    first = actions.open_event(village(), item, on=TODAY, today=TODAY)
    second = actions.open_event(village(), item, on=TODAY, today=TODAY)
    assert (first.serial, second.serial) == (1, 2)
    assert first.period == TODAY.isoformat()
    assert first.due_on == TODAY + timedelta(days=3)
    assert owed_by_counters() == 2


def test_an_event_is_refused_in_the_future_before_enrolment_or_for_a_periodic_item() -> None:
    event, monthly = Item.objects.get(code="V-04"), Item.objects.get(code="F-03")
    with pytest.raises(Invalid, match="今天"):
        actions.open_event(village(), event, on=TODAY + timedelta(days=1), today=TODAY)
    with pytest.raises(NotAllowed, match="没有开通"):
        actions.open_event(village(), event, on=date(2025, 12, 31), today=TODAY)
    with pytest.raises(Invalid, match="不是按事件公开"):
        actions.open_event(village(), monthly, on=TODAY, today=TODAY)
    assert not Obligation.objects.exists()


@pytest.mark.parametrize("period", ["2026", "2026-Q3", "2026-13", "昨天"])
def test_a_period_that_is_not_the_items_is_named(period: str) -> None:
    actions.open_obligations(on=TODAY)
    with pytest.raises(Invalid):
        actions.find_obligation(village(), Item.objects.get(code="F-03"), period)


def test_a_period_that_was_never_opened_is_absent() -> None:
    with pytest.raises(Absent, match="2026年10月"):
        actions.find_obligation(village(), Item.objects.get(code="F-03"), "2026-10")

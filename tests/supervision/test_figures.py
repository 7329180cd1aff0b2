"""The formulas, and sums over a range of codes against a naive recount of the obligations themselves."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from publicity.figures import Disclosure, Span, Tally, total
from publicity.models import Obligation
from publicity.queries.statistics import disclosure_area, disclosure_by_place_and_month, disclosure_here
from publicity.states import ObligationState
from sanshu.core.models import Region
from tests.cast import ANSHAN, ERNIUSUOKOU, KANGPING, LIUJIAWOBU, PROVINCE, SHENYANG, TODAY
from tests.supervision.worlds import recount, scatter_obligations

counts = st.integers(0, 10**6)


@given(on_time=counts, late=counts, filed=counts, unmet=counts)
def test_the_rates_are_shares_of_what_had_to_be_met(on_time: int, late: int, filed: int, unmet: int) -> None:
    tally = Tally(owed=on_time + late + filed + unmet, met_on_time=on_time, met_late=late, filed=filed)
    figures = Disclosure(everything=tally, fallen_due=tally)
    assert figures.overdue == unmet
    if on_time + late + unmet == 0:
        assert figures.publication_rate is None
        assert figures.timeliness is None
    else:
        assert figures.publication_rate == (on_time + late) / (on_time + late + unmet)
        assert figures.timeliness == on_time / (on_time + late + unmet)


def test_what_is_not_yet_due_is_counted_but_not_judged() -> None:
    figures = Disclosure(everything=Tally(owed=5, met_on_time=1), fallen_due=Tally())
    assert figures.everything.published == 1
    assert (figures.overdue, figures.publication_rate, figures.timeliness) == (0, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("code", [PROVINCE, SHENYANG, KANGPING, ERNIUSUOKOU, LIUJIAWOBU])
def test_any_level_equals_a_naive_recount(seed: int, code: int) -> None:
    scatter_obligations(random.Random(seed), 300)
    region = Region.objects.get(pk=code)
    span = Span(TODAY - timedelta(days=90), TODAY + timedelta(days=20))
    area = disclosure_area(region, on=TODAY, span=span)
    assert area.here.total == recount(Obligation.objects.within(region), span=span)
    for child in area.children:
        assert child.total == recount(Obligation.objects.within(child.region), span=span)
        assert child.by_category == disclosure_here(child.region, on=TODAY, span=span).by_category


@pytest.mark.django_db
def test_overdue_is_what_the_obligations_say_is_overdue() -> None:
    scatter_obligations(random.Random(7), 400)
    province = Region.objects.get(pk=PROVINCE)
    figures = disclosure_here(province, on=TODAY).total
    assert figures.overdue == Obligation.objects.overdue(TODAY).count() > 0
    tomorrow = disclosure_here(province, on=TODAY + timedelta(days=1)).total
    newly = Obligation.objects.in_state(ObligationState.DUE, TODAY).filter(due_on=TODAY).count()
    assert tomorrow.overdue == figures.overdue + newly


@pytest.mark.django_db
def test_the_months_of_all_places_add_up_to_the_whole() -> None:
    scatter_obligations(random.Random(3), 300)
    province = Region.objects.get(pk=PROVINCE)
    span = Span(date(2026, 1, 1), date(2026, 12, 31))
    places = disclosure_by_place_and_month(province, on=TODAY, span=span)
    assert set(places) <= {SHENYANG, ANSHAN}
    whole = total(figures for months in places.values() for figures in months.values())
    assert whole == disclosure_here(province, on=TODAY, span=span).total


@pytest.mark.django_db
def test_an_area_takes_three_queries_however_much_there_is() -> None:
    county = Region.objects.get(pk=KANGPING)
    asked = []
    for number in (10, 400):
        scatter_obligations(random.Random(1), number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            disclosure_area(county, on=TODAY)
        asked.append(len(queries))
    assert asked == [3, 3]

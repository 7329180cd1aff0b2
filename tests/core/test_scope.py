"""What a person may do where: postings of today, as ranges of codes."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from sanshu.core import clock
from sanshu.core.errors import NotAllowed
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import MAY, Act, acts_of, may_hold_together
from sanshu.core.queries.scope import (
    active_postings,
    in_ranges,
    may,
    posting_for,
    ranges_for,
    ranges_of,
    require,
    roles_of,
)
from sanshu.core.roles import ADMINISTRATORS, STAFF_ROLES, VILLAGE_ROLES, Role
from tests.cast import (
    AOHANTUN,
    DONGTA,
    ERNIUSUOKOU,
    KANGPING,
    LIUJIAWOBU,
    NOW,
    PROVINCE,
    SHENYANG,
    TODAY,
    Cast,
)


def test_every_act_has_a_row_and_every_role_an_act() -> None:
    assert set(MAY) == set(Act)
    assert all(MAY.values())
    assert all(acts_of(role) for role in Role)


def test_administrators_touch_no_content_and_village_roles_no_message() -> None:
    administration = {
        Act.ENROL_STAFF, Act.GRANT_POSTING, Act.CONFIRM_STAFF_CHANGE, Act.SEE_STAFF, Act.ADMINISTER_ROUTES,
        Act.ENROL_REGIONS, Act.READ_AUDIT,
    }  # fmt: skip
    for role in ADMINISTRATORS:
        assert acts_of(role) <= administration
    messages = {act for act in Act if "message" in act or act in {Act.READ_ACCUSATION, Act.REVEAL_IDENTITY}}
    for role in VILLAGE_ROLES | {Role.RESIDENT}:
        assert not acts_of(role) & messages


def test_who_writes_never_signs_or_publishes_by_the_same_role() -> None:
    signing = {Act.ENDORSE_SECRETARY, Act.ENDORSE_OVERSIGHT, Act.PUBLISH, Act.WITHDRAW, Act.APPROVE_FILING}
    for role in Role:
        assert not (Act.DRAFT in acts_of(role) and signing & acts_of(role))


def test_an_administrator_holds_that_one_role_only() -> None:
    for administrator in ADMINISTRATORS:
        assert may_hold_together(frozenset(), administrator)
        assert may_hold_together(frozenset({administrator}), administrator)
        for other in STAFF_ROLES - {administrator}:
            assert not may_hold_together(frozenset({administrator}), other)
            assert not may_hold_together(frozenset({other}), administrator)
    assert may_hold_together(frozenset({Role.CLERK}), Role.SECRETARY)


@pytest.mark.django_db
def test_a_role_reaches_its_region_and_what_lies_below_and_nothing_else(cast: Cast) -> None:
    assert may(cast.reviewer, Act.PUBLISH, LIUJIAWOBU)
    assert may(cast.reviewer, Act.PUBLISH, ERNIUSUOKOU)
    for elsewhere in (AOHANTUN, DONGTA, KANGPING, SHENYANG, PROVINCE):
        assert not may(cast.reviewer, Act.PUBLISH, elsewhere)
    assert not may(cast.reviewer, Act.DRAFT, LIUJIAWOBU)


@pytest.mark.django_db
def test_without_a_posting_a_person_may_nothing_and_sees_nothing(cast: Cast) -> None:
    nobody = User.objects.create(login="nobody", kind=User.Kind.STAFF)
    for viewer in (nobody, AnonymousUser()):
        assert not any(may(viewer, act, LIUJIAWOBU) for act in Act)
        assert ranges_of(viewer, Role) == []
        assert not Region.objects.filter(in_ranges("code", ranges_of(viewer, Role))).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("from_day", "until_day", "works"), [
    (TODAY, TODAY, True),
    (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
    (TODAY + timedelta(days=1), None, False),
    (TODAY - timedelta(days=9), None, True),
])  # fmt: skip
def test_a_posting_works_from_its_first_to_its_last_day(from_day: date, until_day: date | None, works: bool) -> None:
    user = User.objects.create(login="x", kind=User.Kind.STAFF)
    Posting.objects.create(user=user, role=Role.CLERK, region_id=LIUJIAWOBU, from_day=from_day, until_day=until_day)
    assert may(user, Act.DRAFT, LIUJIAWOBU) is works


@pytest.mark.django_db
def test_who_is_switched_off_may_nothing_at_the_next_question(cast: Cast) -> None:
    assert may(cast.clerk, Act.DRAFT, LIUJIAWOBU)
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert not may(cast.clerk, Act.DRAFT, LIUJIAWOBU)


@pytest.mark.django_db
def test_a_posting_that_ends_at_midnight_is_gone_after_it(cast: Cast) -> None:
    Posting.objects.filter(user=cast.clerk).update(until_day=TODAY)
    with clock.at(NOW.replace(hour=23, minute=59)):
        assert may(cast.clerk, Act.DRAFT, LIUJIAWOBU)
    with clock.at(NOW.replace(hour=0, minute=0) + timedelta(days=1)):
        assert not may(cast.clerk, Act.DRAFT, LIUJIAWOBU)


@pytest.mark.django_db
def test_the_nearest_office_answers_for_an_act(cast: Cast) -> None:
    inspector = cast.city_inspector
    Posting.objects.create(user=inspector, role=Role.INSPECTOR, region_id=KANGPING, from_day=TODAY)
    posting = posting_for(inspector, Act.VERIFY_WARNING, LIUJIAWOBU)
    assert posting is not None
    assert str(posting) == "康平县 监督检查岗"
    assert len(ranges_of(inspector, [Role.INSPECTOR])) == 1  # the city's range holds the county's


@pytest.mark.django_db
def test_a_refusal_names_the_remedy_and_not_the_place(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="岗位") as refused:
        require(cast.clerk, Act.DRAFT, AOHANTUN)
    assert "敖罕屯" not in refused.value.detail
    assert require(cast.clerk, Act.DRAFT, LIUJIAWOBU).role == Role.CLERK


@pytest.mark.django_db
def test_roles_are_those_of_today(cast: Cast) -> None:
    assert roles_of(cast.clerk) == {Role.CLERK}
    assert roles_of(AnonymousUser()) == frozenset()


CODES = st.sampled_from([PROVINCE, SHENYANG, KANGPING, ERNIUSUOKOU, LIUJIAWOBU, AOHANTUN, DONGTA])


@pytest.mark.django_db
def test_what_is_asked_by_hand_is_what_the_models_say(cast: Cast) -> None:
    user = cast.resident()
    days = [(-9, -1), (-9, 0), (0, 0), (-1, None), (1, None), (1, 9)]
    for (begins, ends), region in zip(days, (PROVINCE, SHENYANG, KANGPING, ERNIUSUOKOU, AOHANTUN, DONGTA), strict=True):
        until = None if ends is None else TODAY + timedelta(days=ends)
        Posting.objects.create(
            user=user, role=Role.RESIDENT, region_id=region, from_day=TODAY + timedelta(days=begins), until_day=until
        )
    for day, number in ((TODAY, 4), (TODAY + timedelta(days=1), 4), (TODAY - timedelta(days=5), 3)):
        told = Posting.objects.active(day).filter(user=user).select_related("region").order_by("region_id", "role")
        asked = active_postings(user, on=day)
        assert [vars(one) | {"_state": None} for one in asked] == [vars(one) | {"_state": None} for one in told]
        assert [one.region.full_name for one in asked] == [one.region.full_name for one in told]
        assert len(asked) == number
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert active_postings(user) == []


class ScopeAgainstOracle(HypothesisTestCase):
    """An oracle that knows nothing of ranges: it walks from a village up through its parents."""

    @given(st.lists(st.tuples(st.sampled_from(list(Role)), CODES), max_size=4), st.sampled_from(list(Act)), CODES)
    def test_scope_agrees_with_walking_up_the_tree(self, held: list[tuple[Role, int]], act: Act, code: int) -> None:
        user, _ = User.objects.get_or_create(login="oracle", kind=User.Kind.STAFF)
        Posting.objects.filter(user=user).delete()
        for role, region in set(held):
            Posting.objects.create(user=user, role=role, region_id=region, from_day=TODAY)
        above, region_here = set(), Region.objects.get(pk=code)
        while True:
            above.add(region_here.code)
            if region_here.parent is None:
                break
            region_here = region_here.parent
        expected = any(role in MAY[act] and region in above for role, region in held)
        assert may(user, act, code) is expected
        seen = Region.objects.filter(in_ranges("code", ranges_for(user, act)))
        assert seen.filter(pk=code).exists() is expected

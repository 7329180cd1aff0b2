"""Who works here is changed by two: one administrator asks, a second one confirms, and everything is on record."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, IntegrityError, transaction

from sanshu.accounts.actions.ask_change import Newcomer, Office, ask_enrolment, ask_posting, ask_reset
from sanshu.accounts.actions.decide_change import confirm_change, refuse_change, withdraw_change
from sanshu.accounts.actions.staff import enrol_staff
from sanshu.accounts.actions.tokens import holder_of, issue_token
from sanshu.accounts.lifecycle import CHANGE, ChangeStatus
from sanshu.accounts.models import StaffChange
from sanshu.accounts.queries.audit import history_of
from sanshu.core import clock, timeline
from sanshu.core.actions.postings import revoke_posting
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed, WrongState
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may
from sanshu.core.roles import Role
from tests.cast import ERNIUSUOKOU, LIUJIAWOBU, NOW, PROVINCE, TODAY, Cast

pytestmark = pytest.mark.django_db
NEWCOMER = Newcomer("LN21012399", "甲新人", "024-87312345")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WHY = "镇党委〔2026〕3号"


def office(role: Role = Role.HANDLER, region: int = ERNIUSUOKOU, **days: Any) -> Office:
    return Office(role, region, **{"from_day": TODAY, **days})


def enrolment(cast: Cast, newcomer: Newcomer = NEWCOMER, **posting: Any) -> StaffChange:
    return ask_enrolment(newcomer, office(**posting), by=cast.security_admin, reason=WHY)


def second_security_admin() -> User:
    user = User.objects.create(login="second", kind=User.Kind.STAFF, name="乙安全")
    Posting.objects.create(user=user, role=Role.SECURITY_ADMIN, region_id=PROVINCE, from_day=TODAY)
    return user


def test_an_enrolment_takes_effect_when_a_second_person_confirms_and_not_before(cast: Cast) -> None:
    change = enrolment(cast)
    assert not User.objects.filter(login=NEWCOMER.login).exists()
    confirmed = confirm_change(change.pk, by=cast.system_admin)
    user = User.objects.get(login=NEWCOMER.login)
    assert (user.name, user.office_phone, user.kind) == ("甲新人", "024-87312345", "staff")
    assert user.check_password(confirmed.password)
    assert user.password_until == NOW + timedelta(days=7)
    assert may(user, Act.HANDLE_MESSAGE, LIUJIAWOBU)
    assert Posting.objects.get(user=user).confirmed_by == cast.system_admin


def test_a_further_posting_begins_on_the_day_asked_for_or_on_the_day_of_the_confirmation(cast: Cast) -> None:
    later = TODAY + timedelta(days=10)
    change = ask_posting(cast.handler.pk, office(Role.REVIEWER, until_day=later), by=cast.security_admin, reason=WHY)
    with clock.at(NOW + timedelta(days=3)):
        assert confirm_change(change.pk, by=second_security_admin()).password == ""
    posting = Posting.objects.get(user=cast.handler, role=Role.REVIEWER)
    assert (posting.from_day, posting.until_day) == (TODAY + timedelta(days=3), later)


@pytest.mark.parametrize("name", ["security_admin", "auditor", "clerk", "province_inspector"])
def test_nobody_confirms_what_they_asked_and_only_a_second_administrator_confirms(cast: Cast, name: str) -> None:
    change = enrolment(cast)
    with pytest.raises(NotAllowed):
        confirm_change(change.pk, by=getattr(cast, name))
    assert not User.objects.filter(login=NEWCOMER.login).exists()
    change.refresh_from_db()
    assert change.status == ChangeStatus.WAITING


@pytest.mark.parametrize("name", ["system_admin", "auditor", "reviewer", "province_inspector"])
def test_only_the_security_administrator_asks(cast: Cast, name: str) -> None:
    by, clerk = getattr(cast, name), cast.clerk
    with pytest.raises(NotAllowed):
        ask_enrolment(NEWCOMER, office(), by=by, reason=WHY)
    with pytest.raises(NotAllowed):
        ask_posting(clerk.pk, office(Role.SECRETARY, LIUJIAWOBU), by=by, reason=WHY)
    with pytest.raises(NotAllowed):
        ask_reset(clerk.pk, StaffChange.Kind.RESET_FACTOR, by=by, reason=WHY)


def test_nobody_asks_confirms_or_refuses_for_themselves(cast: Cast) -> None:
    second = second_security_admin()
    with pytest.raises(NotAllowed, match="自己"):
        ask_posting(cast.security_admin.pk, office(Role.AUDITOR, PROVINCE), by=cast.security_admin, reason=WHY)
    with pytest.raises(NotAllowed, match="自己"):
        ask_reset(second.pk, StaffChange.Kind.RESET_FACTOR, by=second, reason=WHY)
    change = ask_reset(second.pk, StaffChange.Kind.RESET_FACTOR, by=cast.security_admin, reason=WHY)
    for decide in (
        lambda: confirm_change(change.pk, by=second),
        lambda: refuse_change(change.pk, by=second, reason=WHY),
    ):
        with pytest.raises(NotAllowed, match="自己"):
            decide()


def test_a_request_dies_with_the_office_of_who_asked(cast: Cast) -> None:
    second = second_security_admin()
    change = ask_enrolment(NEWCOMER, office(), by=second, reason=WHY)
    revoke_posting(Posting.objects.get(user=second).pk, by=None, reason="调离")
    with pytest.raises(NotAllowed):
        confirm_change(change.pk, by=cast.system_admin)


@pytest.mark.parametrize(
    ("newcomer", "posting", "field"),
    [
        (Newcomer("A", "甲"), {}, "login"),
        (Newcomer("有汉字", "甲"), {}, "login"),
        (Newcomer("LN1234", " \u200b"), {}, "name"),
        (Newcomer("LN1234", "甲", "13800138000"), {}, "office_phone"),
        (Newcomer("LN1234", "甲", "87312345"), {}, "office_phone"),
        (NEWCOMER, {"region": LIUJIAWOBU}, "region"),
        (NEWCOMER, {"role": Role.RESIDENT, "region": LIUJIAWOBU}, "role"),
        (NEWCOMER, {"from_day": TODAY - timedelta(days=1)}, "from_day"),
        (NEWCOMER, {"until_day": TODAY - timedelta(days=1)}, "until_day"),
    ],
)
def test_what_can_not_be_granted_can_not_be_asked_for(
    cast: Cast, newcomer: Newcomer, posting: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        enrolment(cast, newcomer, **posting)
    assert set(refused.value.errors) == {field}


def test_a_request_needs_a_reason_a_person_and_a_place_that_is_there(cast: Cast) -> None:
    with pytest.raises(Invalid, match="理由"):
        ask_enrolment(NEWCOMER, office(), by=cast.security_admin, reason=" ")
    with pytest.raises(Conflict, match="已经有账号"):
        enrolment(cast, Newcomer(cast.clerk.login, "甲"))
    with pytest.raises(Invalid, match="三员"):
        ask_posting(cast.clerk.pk, office(Role.AUDITOR, PROVINCE), by=cast.security_admin, reason=WHY)
    with pytest.raises(Invalid):
        ask_reset(cast.clerk.pk, "grant", by=cast.security_admin, reason=WHY)
    for user_id in (0, cast.resident().pk):
        with pytest.raises(Absent):
            ask_reset(user_id, StaffChange.Kind.RESET_FACTOR, by=cast.security_admin, reason=WHY)
    Region.objects.filter(pk=ERNIUSUOKOU).update(closed_on=TODAY)
    with pytest.raises(Absent):
        enrolment(cast)
    with pytest.raises(Absent):
        confirm_change(0, by=cast.system_admin)


def test_the_same_request_waits_once_and_may_be_made_again_when_it_was_decided(cast: Cast) -> None:
    change = enrolment(cast)
    with pytest.raises(Conflict, match="等确认"):
        enrolment(cast)
    with pytest.raises(NotAllowed):
        withdraw_change(change.pk, by=cast.system_admin)
    withdraw_change(change.pk, by=cast.security_admin)
    again = enrolment(cast)
    with pytest.raises(NotAllowed, match="撤回"):
        refuse_change(again.pk, by=cast.security_admin, reason=WHY)
    with pytest.raises(Invalid, match="理由"):
        refuse_change(again.pk, by=cast.system_admin, reason=" ")
    refuse_change(again.pk, by=cast.system_admin, reason="没有这个人")
    for decide in (confirm_change, withdraw_change):
        with pytest.raises((WrongState, NotAllowed)):
            decide(again.pk, by=cast.system_admin)
    assert not User.objects.filter(login=NEWCOMER.login).exists()


def test_a_number_taken_meanwhile_is_not_given_twice(cast: Cast) -> None:
    change = enrolment(cast)
    enrol_staff(NEWCOMER.login, "别人", "a password for this")
    with pytest.raises(Conflict):
        confirm_change(change.pk, by=cast.system_admin)
    assert User.objects.get(login=NEWCOMER.login).name == "别人"


@pytest.mark.parametrize("kind", [StaffChange.Kind.RESET_PASSWORD, StaffChange.Kind.RESET_FACTOR])
def test_a_reset_gives_a_one_time_password_and_takes_the_factor_only_when_that_was_lost(cast: Cast, kind: str) -> None:
    user = enrol_staff("LN1", "甲", "a password for this", SECRET)
    token = issue_token("LN1")
    change = ask_reset(user.pk, kind, by=cast.security_admin, reason="手机丢了")
    assert holder_of(token) == user
    password = confirm_change(change.pk, by=cast.system_admin).password
    user.refresh_from_db()
    assert user.check_password(password)
    assert not user.check_password("a password for this")
    assert Authenticator.objects.filter(user=user).exists() is (kind == StaffChange.Kind.RESET_PASSWORD)
    assert holder_of(token) is None


def test_every_step_is_in_the_record_with_who_and_why(cast: Cast) -> None:
    change = enrolment(cast)
    confirmed = confirm_change(change.pk, by=cast.system_admin)
    steps = [(line.entry.action, line.entry.by, line.reason) for line in history_of(confirmed.user)]
    assert steps == [
        ("ask_enrol", cast.security_admin, WHY),
        ("enrol", cast.system_admin, ""),
        ("grant", cast.system_admin, ""),
        ("confirmed", cast.system_admin, ""),
    ]
    assert all(confirmed.password not in str(vars(entry)) for entry in timeline.of(change))
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        timeline.of(change).update(reason="")


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "confirmed", "decided_by": "security_admin"},
        {"status": "confirmed"},
        {"status": "withdrawn", "decided_by": "system_admin"},
        {"decided_by": "system_admin"},
    ],
)
def test_the_database_itself_wants_two_persons(cast: Cast, broken: dict[str, Any]) -> None:
    change = enrolment(cast)
    if "decided_by" in broken:
        broken = broken | {"decided_by": getattr(cast, broken["decided_by"]), "decided_at": NOW}
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        StaffChange.objects.filter(pk=change.pk).update(**broken)


def test_every_step_of_a_request_is_in_its_table() -> None:
    allowed = {(old, new) for old, new, may_follow in CHANGE.pairs() if may_follow}
    assert allowed == {(ChangeStatus.WAITING, new) for new in set(ChangeStatus) - {ChangeStatus.WAITING}}

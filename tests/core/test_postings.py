"""Postings are granted by two administrators, never to oneself, and end at once by one of them."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from sanshu.core import timeline
from sanshu.core.actions.postings import grant_posting, revoke_posting
from sanshu.core.errors import Absent, Conflict, DomainError, Invalid, NotAllowed
from sanshu.core.models import Posting, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may, roles_of
from sanshu.core.queries.two_persons import TwoPersons
from sanshu.core.roles import LEVELS_OF, Level, Role
from tests.cast import DONGTA, ERNIUSUOKOU, KANGPING, LIUJIAWOBU, PROVINCE, SHENYANG, TODAY, Cast

pytestmark = pytest.mark.django_db
PLACES = {
    Level.PROVINCE: PROVINCE, Level.CITY: SHENYANG, Level.COUNTY: KANGPING, Level.TOWNSHIP: ERNIUSUOKOU,
    Level.VILLAGE: LIUJIAWOBU,
}  # fmt: skip


def newcomer(kind: str = User.Kind.STAFF) -> User:
    return User.objects.create(login=f"new-{User.objects.count()}", kind=kind)


def test_a_granted_posting_works_at_once_and_is_in_the_timeline(cast: Cast) -> None:
    person = newcomer()
    posting = grant_posting(person.pk, Role.CLERK, LIUJIAWOBU, by=cast.two, from_day=TODAY)
    assert may(person, Act.DRAFT, LIUJIAWOBU)
    (entry,) = timeline.of(posting)
    assert (entry.action, entry.new, entry.by, entry.region_id) == ("grant", "clerk", cast.system_admin, LIUJIAWOBU)
    assert entry.data == {"user": person.pk, "asked_by": cast.security_admin.pk}
    assert "系统管理员" in entry.office


def test_nobody_asks_or_confirms_for_themselves(cast: Cast) -> None:
    for person in (cast.security_admin, cast.system_admin):
        with pytest.raises(NotAllowed, match="自己"):
            grant_posting(person.pk, Role.AUDITOR, PROVINCE, by=cast.two, from_day=TODAY)


def test_one_person_alone_grants_nothing(cast: Cast) -> None:
    alone = TwoPersons(asked=cast.security_admin, confirmed=cast.security_admin)
    with pytest.raises(NotAllowed, match="两个人"):
        grant_posting(newcomer().pk, Role.CLERK, LIUJIAWOBU, by=alone, from_day=TODAY)


def test_two_security_administrators_grant_too(cast: Cast) -> None:
    other = newcomer()
    grant_posting(other.pk, Role.SECURITY_ADMIN, PROVINCE, by=cast.two, from_day=TODAY)
    two = TwoPersons(asked=cast.security_admin, confirmed=other)
    assert grant_posting(newcomer().pk, Role.CLERK, LIUJIAWOBU, by=two, from_day=TODAY).confirmed_by == other


@pytest.mark.parametrize("name", ["system_admin", "auditor", "clerk", "reviewer", "province_inspector"])
def test_only_the_security_administrator_asks(cast: Cast, name: str) -> None:
    two = TwoPersons(asked=getattr(cast, name), confirmed=cast.security_admin)
    with pytest.raises(NotAllowed):
        grant_posting(newcomer().pk, Role.CLERK, LIUJIAWOBU, by=two, from_day=TODAY)


@pytest.mark.parametrize("name", ["auditor", "clerk", "reviewer", "province_inspector"])
def test_only_an_administrator_who_is_no_auditor_confirms(cast: Cast, name: str) -> None:
    two = TwoPersons(asked=cast.security_admin, confirmed=getattr(cast, name))
    with pytest.raises(NotAllowed):
        grant_posting(newcomer().pk, Role.CLERK, LIUJIAWOBU, by=two, from_day=TODAY)


@pytest.mark.parametrize(
    "by",
    [{"granted_by": "security_admin"}, {"granted_by": "clerk", "confirmed_by": "system_admin"},
     {"granted_by": "security_admin", "confirmed_by": "security_admin"}],
)  # fmt: skip
def test_the_database_takes_no_staff_posting_of_one_person_or_of_oneself(cast: Cast, by: dict[str, str]) -> None:
    people = {column: getattr(cast, name) for column, name in by.items()}
    with pytest.raises(IntegrityError, match="granted_by_two_others"), transaction.atomic():
        Posting.objects.create(user=cast.clerk, role=Role.SECRETARY, region_id=LIUJIAWOBU, from_day=TODAY, **people)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("level", list(Level))
def test_a_role_is_granted_only_where_it_exists(cast: Cast, role: Role, level: Level) -> None:
    person = newcomer(User.Kind.RESIDENT if role is Role.RESIDENT else User.Kind.STAFF)
    try:
        grant_posting(person.pk, role, PLACES[level], by=cast.two, from_day=TODAY)
    except DomainError:
        granted = False
    else:
        granted = True
    assert granted is (level in LEVELS_OF[role])


def test_accounts_of_residents_and_staff_are_never_mixed(cast: Cast) -> None:
    for person, role in ((cast.resident(), Role.CLERK), (newcomer(), Role.RESIDENT)):
        with pytest.raises(Invalid, match="不能混用"):
            grant_posting(person.pk, role, DONGTA, by=cast.two, from_day=TODAY)


def test_the_three_administrators_are_three_people_without_other_office(cast: Cast) -> None:
    for person, role, place in (
        (cast.system_admin, Role.AUDITOR, PROVINCE),
        (cast.auditor, Role.CLERK, LIUJIAWOBU),
        (cast.clerk, Role.SYSTEM_ADMIN, PROVINCE),
    ):
        with pytest.raises(Invalid, match="三员"):
            grant_posting(person.pk, role, place, by=None, from_day=TODAY)


def test_a_posting_is_not_granted_twice_or_backwards_or_to_nobody(cast: Cast) -> None:
    by = cast.two
    with pytest.raises(Conflict):
        grant_posting(cast.clerk.pk, Role.CLERK, LIUJIAWOBU, by=by, from_day=TODAY)
    with pytest.raises(Invalid, match="截止"):
        grant_posting(newcomer().pk, Role.CLERK, LIUJIAWOBU, by=by, from_day=TODAY, until_day=TODAY - timedelta(days=1))
    for user, place in ((0, LIUJIAWOBU), (newcomer().pk, 1)):
        with pytest.raises(Absent):
            grant_posting(user, Role.CLERK, place, by=by, from_day=TODAY)


def test_a_posting_may_follow_one_that_has_ended(cast: Cast) -> None:
    person = newcomer()
    grant_posting(person.pk, Role.CLERK, LIUJIAWOBU, by=None, from_day=TODAY - timedelta(days=9), until_day=TODAY)
    with pytest.raises(Conflict):
        grant_posting(person.pk, Role.CLERK, LIUJIAWOBU, by=None, from_day=TODAY)
    grant_posting(person.pk, Role.CLERK, LIUJIAWOBU, by=None, from_day=TODAY + timedelta(days=1))


def test_a_revoked_posting_is_gone_at_the_next_question_and_the_reason_stays(cast: Cast) -> None:
    for from_day in (TODAY - timedelta(days=30), TODAY):
        person = newcomer()
        posting = grant_posting(person.pk, Role.CLERK, LIUJIAWOBU, by=cast.two, from_day=from_day)
        kept = Posting(pk=posting.pk)
        revoke_posting(posting.pk, by=cast.security_admin, reason="调离")
        assert not may(person, Act.DRAFT, LIUJIAWOBU)
        assert [entry.reason for entry in timeline.of(kept)] == ["", "调离"]


def test_revoking_needs_right_and_reason_and_happens_once(cast: Cast) -> None:
    posting = Posting.objects.get(user=cast.clerk)
    with pytest.raises(NotAllowed):
        revoke_posting(posting.pk, by=cast.reviewer, reason="x")
    with pytest.raises(NotAllowed):
        revoke_posting(posting.pk, by=cast.system_admin, reason="x")
    with pytest.raises(NotAllowed, match="自己"):
        revoke_posting(Posting.objects.get(user=cast.security_admin).pk, by=cast.security_admin, reason="x")
    with pytest.raises(Invalid, match="理由"):
        revoke_posting(posting.pk, by=cast.security_admin, reason="  ")
    with pytest.raises(Absent):
        revoke_posting(0, by=cast.security_admin, reason="x")
    revoke_posting(posting.pk, by=cast.security_admin, reason="调离")
    with pytest.raises(Conflict):
        revoke_posting(posting.pk, by=cast.security_admin, reason="再来")


@pytest.mark.parametrize("name", ["auditor", "system_admin"])
def test_no_administrator_ends_alone_the_office_of_another_but_the_command_line_does(cast: Cast, name: str) -> None:
    watcher = getattr(cast, name)
    posting = Posting.objects.get(user=watcher)
    with pytest.raises(NotAllowed, match="三员"):
        revoke_posting(posting.pk, by=cast.security_admin, reason="不想被看")
    assert roles_of(watcher) == {posting.role}
    kept = Posting(pk=posting.pk)
    call_command("end_posting", watcher.login, posting.role, f"{PROVINCE}", reason="任期届满")
    assert roles_of(watcher) == set()
    assert [entry.reason for entry in timeline.of(kept)][-1] == "任期届满"
    with pytest.raises(CommandError, match="没有这个岗位"):
        call_command("end_posting", watcher.login, posting.role, f"{PROVINCE}", reason="再来")

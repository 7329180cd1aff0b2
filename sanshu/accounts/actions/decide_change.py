"""Confirm, refuse or take back a request: only a confirmation changes anything, and only a second person confirms."""

from dataclasses import dataclass

from django.db import transaction

from sanshu.accounts.actions.ask_change import place_of
from sanshu.accounts.actions.staff import forget_second_factor, give_one_time_password
from sanshu.accounts.lifecycle import CHANGE, ChangeStatus
from sanshu.accounts.models import StaffChange
from sanshu.core import clock, timeline
from sanshu.core.actions.postings import grant_posting
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import require
from sanshu.core.queries.two_persons import TwoPersons, forbid_own, require_two
from sanshu.core.roles import Role


@dataclass(frozen=True)
class Confirmed:
    """What a confirmation did: for whom, and the one-time password that can be read this once; empty for a posting."""

    user: User
    password: str


@transaction.atomic
def confirm_change(change_id: int, *, by: User) -> Confirmed:
    """Let a request take effect as the second person; everything it rests on is checked again.

    NotAllowed for who asked and for whom it is about, for who is neither security nor system administrator, and when
    the one who asked no longer holds their office. The one-time password is kept nowhere in the clear.
    """
    change = _lock(change_id)
    CHANGE.check(ChangeStatus(change.status), ChangeStatus.CONFIRMED)
    two = TwoPersons(asked=change.asked_by, confirmed=by)
    if change.kind == StaffChange.Kind.GRANT:
        _grant(_person(change), change, two)
        confirmed = Confirmed(_person(change), "")
    elif change.kind == StaffChange.Kind.ENROL:
        confirmed = _enrol(change, two)
    else:
        confirmed = _reset(change, two)
    _decide(change, ChangeStatus.CONFIRMED, by)
    return confirmed


@transaction.atomic
def refuse_change(change_id: int, *, by: User, reason: str) -> None:
    """Turn a request down as the second person, with a reason that the first one reads."""
    change = _lock(change_id)
    require(by, Act.CONFIRM_STAFF_CHANGE, _place(change))
    if by.pk == change.asked_by_id:
        raise NotAllowed("这是您自己的申请，不想办了请撤回。")
    forbid_own(change.user_id, by)
    if not reason.strip():
        raise Invalid("请写明不同意的理由。", errors={"reason": ["请写明理由。"]})
    _decide(change, ChangeStatus.REFUSED, by, reason=reason.strip())


@transaction.atomic
def withdraw_change(change_id: int, *, by: User) -> None:
    """Take one's own request back before anybody has decided it."""
    change = _lock(change_id)
    if by.pk != change.asked_by_id:
        raise NotAllowed("只有申请人可以撤回。")
    _decide(change, ChangeStatus.WITHDRAWN, by)


def _lock(change_id: int) -> StaffChange:
    change = (
        StaffChange.objects.select_for_update(of=("self",))
        .select_related("asked_by", "user", "region")
        .filter(pk=change_id)
        .first()
    )
    if change is None:
        raise Absent("没有这份申请。")
    return change


def _decide(change: StaffChange, status: ChangeStatus, by: User, *, reason: str = "") -> None:
    old = ChangeStatus(change.status)
    CHANGE.check(old, status)
    change.status, change.decided_by, change.decided_at = status, by, clock.now()
    change.save()
    timeline.write(change, action=status.value, by=by, old=old, new=status, reason=reason)


def _person(change: StaffChange) -> User:
    if change.user is None:
        raise Absent("申请里没有写明是谁。")
    return change.user


def _place(change: StaffChange) -> int:
    return change.region_id or place_of(_person(change), change.asked_by)


def _grant(user: User, change: StaffChange, two: TwoPersons) -> None:
    """Grant what was asked for; from today when the day that was asked for is over."""
    today = clock.today()
    from_day = max(change.from_day or today, today)
    grant_posting(user.pk, Role(change.role), _place(change), by=two, from_day=from_day, until_day=change.until_day)


def _enrol(change: StaffChange, two: TwoPersons) -> Confirmed:
    require_two(two, Act.ENROL_STAFF, about=None, code=_place(change))
    if User.objects.filter(login=change.login).exists():
        raise Conflict(f"工号 {change.login} 已经有账号，这份申请办不了，请不同意或撤回。")
    user = User(login=change.login, kind=User.Kind.STAFF, name=change.name, office_phone=change.office_phone)
    password = give_one_time_password(user)
    timeline.write(user, action="enrol", by=two.confirmed, data={"asked_by": two.asked.pk})
    change.user = user
    _grant(user, change, two)
    return Confirmed(user, password)


def _reset(change: StaffChange, two: TwoPersons) -> Confirmed:
    user = User.objects.select_for_update().get(pk=_person(change).pk)
    office = require_two(two, Act.ENROL_STAFF, about=user.pk, code=_place(change))
    if change.kind == StaffChange.Kind.RESET_FACTOR:
        forget_second_factor(user)
    timeline.write(
        user,
        action=change.kind,
        by=two.confirmed,
        reason=change.reason,
        office=str(office),
        data={"asked_by": two.asked.pk},
    )
    return Confirmed(user, give_one_time_password(user))

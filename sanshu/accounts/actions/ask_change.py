"""Ask for a change of who works here: it takes effect when a second administrator confirms it, not before."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from sanshu.accounts.models import StaffChange
from sanshu.core import clock, timeline
from sanshu.core.actions.postings import check_fit, check_office
from sanshu.core.errors import Absent, Conflict, Invalid
from sanshu.core.identity import normalise_mobile, normalise_phone
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import active_postings, require
from sanshu.core.queries.two_persons import forbid_own
from sanshu.core.roles import Role
from sanshu.core.text import clean

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,31}")
_LONGEST_NAME, _LONGEST_REASON = 60, 300
RESETS = frozenset({StaffChange.Kind.RESET_PASSWORD, StaffChange.Kind.RESET_FACTOR})


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is to work here: staff number, name, the telephone of the office."""

    login: str
    name: str
    office_phone: str = ""


@dataclass(frozen=True)
class Office:
    """A role at a region from a day, until a day if it is for a time."""

    role: Role
    region: int
    from_day: date
    until_day: date | None = None


def ask_enrolment(newcomer: Newcomer, office: Office, *, by: User, reason: str) -> StaffChange:
    """Ask for an account with a first posting; by the security administrator of the region.

    Invalid names the field; Conflict for a staff number that is taken or asked for already.
    """
    region = _region(office)
    posting = require(by, Act.ENROL_STAFF, region.code)
    _check(office, region)
    if not _LOGIN.fullmatch(newcomer.login):
        raise _wrong("login", "工号用 3 至 32 个字母、数字，中间可以有点、横线。")
    if User.objects.filter(login=newcomer.login).exists():
        raise Conflict(f"工号 {newcomer.login} 已经有账号。要给他岗位，请在他的页面上申请。")
    asked = StaffChange(
        kind=StaffChange.Kind.ENROL,
        login=newcomer.login,
        name=_tidy("name", newcomer.name, _LONGEST_NAME, "请填写姓名。"),
        office_phone=_office_phone(newcomer.office_phone),
    )
    return _ask(_with_office(asked, office), by, posting, reason)


def ask_posting(user_id: int, office: Office, *, by: User, reason: str) -> StaffChange:
    """Ask for a further posting of somebody else; all that granting will refuse is refused now."""
    region = _region(office)
    posting = require(by, Act.GRANT_POSTING, region.code)
    user = _staff(user_id)
    forbid_own(user.pk, by)
    _check(office, region)
    check_fit(user, office.role)
    return _ask(_with_office(StaffChange(kind=StaffChange.Kind.GRANT, user=user), office), by, posting, reason)


def ask_reset(user_id: int, kind: str, *, by: User, reason: str) -> StaffChange:
    """Ask that somebody else gets a one-time password, and with RESET_FACTOR sets up a new second factor."""
    user = _staff(user_id)
    posting = require(by, Act.ENROL_STAFF, place_of(user, by))
    forbid_own(user.pk, by)
    if kind not in RESETS:
        raise _wrong("kind", "请选择要重置什么。")
    return _ask(StaffChange(kind=kind, user=user), by, posting, reason)


def place_of(user: User, by: User) -> int:
    """Give the region for which an administrator answers for somebody: where they work, else the administrator's own."""
    held = active_postings(user) or active_postings(by)
    return min((posting.region for posting in held), key=lambda region: region.level).code if held else 0


def _ask(change: StaffChange, by: User, posting: Posting, reason: str) -> StaffChange:
    change.asked_by, change.asked_at = by, clock.now()
    change.reason = _tidy("reason", reason, _LONGEST_REASON, "请写明理由，如任免文件的文号。")
    try:
        with transaction.atomic():
            change.save()
            timeline.write(
                change, action=f"ask_{change.kind}", by=by, new=change.status, reason=change.reason, office=str(posting)
            )
    except IntegrityError as problem:
        raise Conflict("同样的申请已经在等确认，请先撤回那一份，或等它办完。") from problem
    return change


def _region(office: Office) -> Region:
    region = Region.objects.filter(pk=office.region, closed_on__isnull=True).first()
    if region is None:
        raise Absent("没有这个区划，或者它已经撤并。")
    return region


def _staff(user_id: int) -> User:
    user = User.objects.filter(pk=user_id, kind=User.Kind.STAFF, is_active=True).first()
    if user is None:
        raise Absent("没有这个工作账号。")
    return user


def _check(office: Office, region: Region) -> None:
    check_office(office.role, region, office.from_day, office.until_day)
    if office.role is Role.RESIDENT:
        raise _wrong("role", "居民由户码或乡镇登记，不在这里办。")
    if office.from_day < clock.today():
        raise _wrong("from_day", "开始日期不能早于今天。")


def _with_office(change: StaffChange, office: Office) -> StaffChange:
    change.role, change.region_id = office.role, office.region
    change.from_day, change.until_day = office.from_day, office.until_day
    return change


def _office_phone(typed: str) -> str:
    text = _tidy("office_phone", typed, 30)
    if not text:
        return ""
    try:
        number = normalise_phone(text)
    except ValueError as problem:
        raise _wrong("office_phone", str(problem)) from problem
    try:
        normalise_mobile(number)
    except ValueError:
        return text
    raise _wrong("office_phone", "请填办公室的固定电话，不填个人手机号。")


def _tidy(field: str, text: str, longest: int, missing: str = "") -> str:
    try:
        tidy = clean(text, longest=longest, lines=False)
    except ValueError as problem:
        raise _wrong(field, str(problem)) from problem
    if missing and not tidy:
        raise _wrong(field, missing)
    return tidy


def _wrong(field: str, text: str) -> Invalid:
    return Invalid(text, errors={field: [text]})

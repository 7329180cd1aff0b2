"""Grant and end postings: granted by two administrators, ended by one; never one's own, only where the role has a place."""

from datetime import date, datetime, timedelta

from django.db import transaction

from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import Act, may_hold_together
from sanshu.core.queries.scope import require, roles_of
from sanshu.core.queries.two_persons import TwoPersons, forbid_own, require_two
from sanshu.core.roles import ADMINISTRATORS, LEVELS_OF, Level, Role

_LEVEL_NAMES = {
    Level.PROVINCE: "省",
    Level.CITY: "市",
    Level.COUNTY: "县",
    Level.TOWNSHIP: "乡镇",
    Level.VILLAGE: "村（社区）",
}


@transaction.atomic
def grant_posting(
    user_id: int, role: Role, code: int, *, by: TwoPersons | None, from_day: date, until_day: date | None = None
) -> Posting:
    """Give a person a role at a region from a day; `by` None is the command line of whoever runs the machine.

    Refused: by one person alone, to oneself, asked by anyone but the security administrator above the region, a role at
    a level it doesn't exist at, a staff role for a resident's account or the reverse, and an administrator's role
    beside any other.
    """
    user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    region = Region.objects.filter(pk=code).first()
    if user is None or region is None:
        raise Absent("没有这个账号或区划，请核对。")
    office = str(require_two(by, Act.GRANT_POSTING, about=user.pk, code=region.code)) if by else ""
    check_office(role, region, from_day, until_day)
    check_fit(user, role)
    if _overlapping(user, role, region, from_day, until_day):
        raise Conflict(f"{user} 在{region.name}已有这个岗位，请先结束原岗位。")
    posting = Posting.objects.create(
        user=user,
        role=role,
        region=region,
        from_day=from_day,
        until_day=until_day,
        granted_by=by.asked if by else None,
        confirmed_by=by.confirmed if by else None,
    )
    timeline.write(
        posting,
        action="grant",
        by=by.confirmed if by else None,
        new=role,
        office=office,
        data={"user": user.pk, "asked_by": by.asked.pk if by else None},
    )
    return posting


@transaction.atomic
def revoke_posting(posting_id: int, *, by: User | None, reason: str, at: datetime | None = None) -> None:
    """End a posting at once: from the next request on it gives nothing. One person is enough, as it only takes away.

    NotAllowed for an administrator's posting: nobody ends alone the office that watches them; the command line does.
    A posting that began today can't be ended yesterday, so its row goes; what happened stays in the timeline.
    """
    posting = Posting.objects.select_for_update().select_related("region", "user").filter(pk=posting_id).first()
    if posting is None:
        raise Absent("没有这个岗位。")
    office = _check_ender(by, posting)
    if not reason.strip():
        raise Invalid("请写明结束岗位的理由。", errors={"reason": ["请写明理由。"]})
    moment = at or clock.now()
    last_day = moment.date() - timedelta(days=1)
    if posting.until_day is not None and posting.until_day <= last_day:
        raise Conflict("这个岗位已经结束。")
    timeline.write(
        posting, action="revoke", by=by, at=moment, old=posting.role, reason=reason, office=office,
        data={"user": posting.user_id},
    )  # fmt: skip
    if last_day < posting.from_day:
        posting.delete()
    else:
        posting.until_day = last_day
        posting.save(update_fields=["until_day"])


def _check_ender(by: User | None, posting: Posting) -> str:
    if by is None:
        return ""
    office = str(require(by, Act.GRANT_POSTING, posting.region_id))
    forbid_own(posting.user_id, by)
    if posting.role in ADMINISTRATORS:
        raise NotAllowed("三员的岗位不能由一位管理员结束，请由管理机器的人用 end_posting 命令办理，并留下理由。")
    return office


def check_office(role: Role, region: Region, from_day: date, until_day: date | None) -> None:
    """Pass silently when a role exists at the region's level and its days are in order; Invalid names the field."""
    if Level(region.level) not in LEVELS_OF[role]:
        places = "、".join(_LEVEL_NAMES[level] for level in sorted(LEVELS_OF[role]))
        raise Invalid(f"这个岗位只设在{places}一级，{region.name}不是。", errors={"region": [f"请选择{places}。"]})
    if until_day is not None and until_day < from_day:
        raise Invalid("截止日期早于开始日期。", errors={"until_day": ["截止日期不能早于开始日期。"]})


def check_fit(user: User, role: Role) -> None:
    """Pass silently when a person may hold a role beside what they hold; Invalid says why not."""
    if (role is Role.RESIDENT) != (user.kind == User.Kind.RESIDENT):
        raise Invalid("居民岗位只给居民账号，工作岗位只给工作人员账号；两种账号不能混用。")
    if not may_hold_together(roles_of(user), role):
        raise Invalid("系统、安全、审计三员必须由不同的人担任，且不能兼任业务岗位。")


def _overlapping(user: User, role: Role, region: Region, from_day: date, until_day: date | None) -> bool:
    same = Posting.objects.filter(user=user, role=role, region=region)
    if until_day is not None:
        same = same.filter(from_day__lte=until_day)
    return same.exclude(until_day__lt=from_day).exists()

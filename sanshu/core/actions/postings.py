"""Grant and end postings: by the security administrator, never to oneself, only where the role has a place."""

from datetime import date, datetime, timedelta

from django.db import transaction

from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import Act, may_hold_together
from sanshu.core.queries.scope import require, roles_of
from sanshu.core.roles import LEVELS_OF, Level, Role

_LEVEL_NAMES = {
    Level.PROVINCE: "省",
    Level.CITY: "市",
    Level.COUNTY: "县",
    Level.TOWNSHIP: "乡镇",
    Level.VILLAGE: "村（社区）",
}


@transaction.atomic
def grant_posting(
    user_id: int, role: Role, code: int, *, by: User | None, from_day: date, until_day: date | None = None
) -> Posting:
    """Give a person a role at a region from a day; `by` None is the command line of whoever runs the machine.

    Refused: to oneself, by anyone but the security administrator above the region, a role at a level it doesn't
    exist at, a staff role for a resident's account or the reverse, and an administrator's role beside any other.
    """
    user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    region = Region.objects.filter(pk=code).first()
    if user is None or region is None:
        raise Absent("没有这个账号或区划，请核对。")
    office = _check_granter(by, user, region)
    _check_fit(user, role, region)
    if until_day is not None and until_day < from_day:
        raise Invalid("截止日期早于开始日期。", errors={"until_day": ["截止日期不能早于开始日期。"]})
    if _overlapping(user, role, region, from_day, until_day):
        raise Conflict(f"{user} 在{region.name}已有这个岗位，请先结束原岗位。")
    posting = Posting.objects.create(
        user=user, role=role, region=region, from_day=from_day, until_day=until_day, granted_by=by
    )
    timeline.write(posting, action="grant", by=by, new=role, office=office, data={"user": user.pk})
    return posting


@transaction.atomic
def revoke_posting(posting_id: int, *, by: User | None, reason: str, at: datetime | None = None) -> None:
    """End a posting at once: from the next request on it gives nothing. The reason is kept.

    A posting that began today can't be ended yesterday, so its row goes; what happened stays in the timeline.
    """
    posting = Posting.objects.select_for_update().select_related("region", "user").filter(pk=posting_id).first()
    if posting is None:
        raise Absent("没有这个岗位。")
    office = _check_granter(by, posting.user, posting.region)
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


def _check_granter(by: User | None, user: User, region: Region) -> str:
    if by is None:
        return ""
    if by.pk == user.pk:
        raise NotAllowed("不能给自己授予或撤销岗位，请由另一位安全管理员办理。")
    return str(require(by, Act.GRANT_POSTING, region.code))


def _check_fit(user: User, role: Role, region: Region) -> None:
    if Level(region.level) not in LEVELS_OF[role]:
        places = "、".join(_LEVEL_NAMES[level] for level in sorted(LEVELS_OF[role]))
        raise Invalid(f"这个岗位只设在{places}一级，{region.name}不是。", errors={"region": [f"请选择{places}。"]})
    if (role is Role.RESIDENT) != (user.kind == User.Kind.RESIDENT):
        raise Invalid("居民岗位只给居民账号，工作岗位只给工作人员账号；两种账号不能混用。")
    if not may_hold_together(roles_of(user), role):
        raise Invalid("系统、安全、审计三员必须由不同的人担任，且不能兼任业务岗位。")


def _overlapping(user: User, role: Role, region: Region, from_day: date, until_day: date | None) -> bool:
    same = Posting.objects.filter(user=user, role=role, region=region)
    if until_day is not None:
        same = same.filter(from_day__lte=until_day)
    return same.exclude(until_day__lt=from_day).exists()

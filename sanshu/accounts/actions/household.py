"""Household codes: printed once, used once, and a signed-in person is a resident of one village."""

import secrets
from datetime import date, timedelta

from django.db import transaction

from sanshu.core import clock, timeline
from sanshu.core.digests import RECEIPT_DIGITS, seal
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed, WrongState
from sanshu.core.models import HouseholdCode, Posting, Region, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import active_postings, require
from sanshu.core.roles import Role

LIFETIME = timedelta(days=180)
MOST_AT_ONCE = 2_000


@transaction.atomic
def make_household_codes(code: int, *, count: int, by: User | None, expires_on: date | None = None) -> list[str]:
    """Make one-time codes for a village and give them, for printing: afterwards nobody can read them again.

    `by` is the township's reviewer, or None for the command line. Each is 16 digits in groups of four.
    """
    village = Region.objects.filter(pk=code).first()
    if village is None or not village.is_unit:
        raise Absent("没有这个村或社区，请核对代码。")
    if by is not None:
        require(by, Act.MAKE_HOUSEHOLD_CODES, village.code)
    today = clock.today()
    if not village.is_live(today):
        raise WrongState(f"{village.name}尚未开通，开通后再制作户码。")
    if not 1 <= count <= MOST_AT_ONCE:
        raise Invalid(f"一次可做 1 至 {MOST_AT_ONCE} 个户码。", errors={"count": [f"请填 1 至 {MOST_AT_ONCE}。"]})
    last_day = expires_on or today + LIFETIME
    if last_day < today:
        raise Invalid("有效期不能早于今天。", errors={"expires_on": ["请填今天或以后的日期。"]})
    numbers = [f"{secrets.randbelow(10**RECEIPT_DIGITS):0{RECEIPT_DIGITS}}" for _ in range(count)]
    HouseholdCode.objects.bulk_create(
        [
            HouseholdCode(digest=seal("household", number), village=village, made_by=by, expires_on=last_day)
            for number in numbers
        ]
    )
    timeline.write(village, action="make_household_codes", by=by, data={"count": count, "until": last_day.isoformat()})
    return [" ".join(number[n : n + 4] for n in range(0, RECEIPT_DIGITS, 4)) for number in numbers]


@transaction.atomic
def use_household_code(typed: str, *, by: User) -> Posting:
    """Make a signed-in resident's account a resident of the code's village; the code is spent.

    Refused with the reason, and the code kept, when it is unknown, used, expired, when the village is closed, for a
    staff account, and for who is a resident already.
    """
    if by.kind != User.Kind.RESIDENT:
        raise NotAllowed("工作账号不能登记为居民。请退出后用自己的手机号登录，再填户码。")
    code = _find(typed)
    today = clock.today()
    if code.used_at is not None:
        raise _wrong("这个户码已经用过了。每个码只能用一次，请向乡镇再要一个。")
    if code.expires_on < today:
        raise _wrong("这个户码已过期，请向乡镇换一个新的。")
    if not code.village.is_live(today):
        raise _wrong(f"{code.village.name}已撤并或尚未开通，请向乡镇换一个新的户码。")
    # The account is locked so that two codes sent at once can't make one person a resident of two villages.
    User.objects.select_for_update().get(pk=by.pk)
    held = [posting for posting in active_postings(by) if posting.role == Role.RESIDENT]
    if held:
        raise Conflict(f"您已经是{held[0].region.name}的居民。如已搬家，请联系乡镇办理。")
    code.used_by, code.used_at = by, clock.now()
    code.save(update_fields=["used_by", "used_at"])
    posting, _ = Posting.objects.update_or_create(
        user=by, role=Role.RESIDENT, region=code.village, from_day=today, defaults={"until_day": None}
    )
    timeline.write(posting, action="household_code", by=by, new=Role.RESIDENT)
    return posting


def _find(typed: str) -> HouseholdCode:
    try:
        digest = seal("household", typed)
    except ValueError as problem:
        raise _wrong(f"户码{problem}") from problem
    code = HouseholdCode.objects.select_for_update(of=("self",)).select_related("village").filter(digest=digest).first()
    if code is None:
        raise _wrong("没有这个户码，请对照纸条逐位核对 16 位数字。")
    return code


def _wrong(message: str) -> Invalid:
    return Invalid(message, errors={"code": [message]})

"""Household codes: printed once, used once, and a signed-in person is a resident of that village."""

import secrets
from datetime import date, timedelta

from django.db import transaction

from sanshu.accounts.actions.residency import join_village, lock_resident
from sanshu.accounts.models import Residency
from sanshu.accounts.queries.residencies import residency_at
from sanshu.core import clock, timeline
from sanshu.core.digests import RECEIPT_DIGITS, seal
from sanshu.core.errors import Absent, Invalid, WrongState
from sanshu.core.marks import gettext_noop
from sanshu.core.models import HouseholdCode, Posting, Region, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import require

LIFETIME = timedelta(days=180)
MOST_AT_ONCE = 2_000
#: The one answer to every code that opens nothing: it tells a guesser nothing, and a villager what to do.
USELESS = gettext_noop(
    "这个户码用不了：可能抄错了一位，也可能用过了、过期了。请对照纸条逐位核对；还不行，请到乡镇换一个。"
)


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
def use_household_code(typed: str, *, by: User, kind: str = Residency.Kind.HOME) -> Posting:
    """Make a signed-in resident's account a resident of the code's village, too; the code is spent.

    One sentence answers a code that is unknown, used, expired or of a closed village, so that trying numbers tells
    nothing. Sent twice by the same person, it gives the same residency twice.
    """
    user = lock_resident(by)
    code = _find(typed)
    if code.used_by_id == user.pk and (held := residency_at(user, code.village_id)):
        return held
    today = clock.today()
    if code.used_at is not None or code.expires_on < today or not code.village.is_live(today):
        raise _wrong(USELESS)
    posting = join_village(user, code.village, proof=Residency.Proof.CODE, kind=kind, by=user)
    code.used_by, code.used_at = user, clock.now()
    code.save(update_fields=["used_by", "used_at"])
    return posting


def _find(typed: str) -> HouseholdCode:
    try:
        digest = seal("household", typed)
    except ValueError as problem:
        raise _wrong(f"户码{problem}") from problem
    code = HouseholdCode.objects.select_for_update(of=("self",)).select_related("village").filter(digest=digest).first()
    if code is None:
        raise _wrong(USELESS)
    return code


def _wrong(message: str) -> Invalid:
    return Invalid(message, errors={"code": [message]})

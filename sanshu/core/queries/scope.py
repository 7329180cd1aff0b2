"""What a person may do and see where: postings of today, turned into ranges of region codes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from sanshu.core import clock
from sanshu.core.errors import NotAllowed
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import Act, roles_for
from sanshu.core.queries.by_hand import columns, made_of, select_planned
from sanshu.core.roles import Role

Viewer = User | AnonymousUser
Ranges = list[tuple[int, int]]

#: The same as `Posting.objects.active(on)` with its region, which every page of a signed-in person asks several times.
_ACTIVE = f"""
SELECT {columns(Posting, "p")}, {columns(Region, "r")}
  FROM core_posting p JOIN core_region r ON r.code = p.region_id JOIN core_user u ON u.id = p.user_id
 WHERE p.user_id = %(user)s AND u.is_active AND p.from_day <= %(on)s AND (p.until_day IS NULL OR p.until_day >= %(on)s)
 ORDER BY p.region_id, p.role
"""  # noqa: S608 - names of columns
_WIDTH = len(Posting._meta.concrete_fields)


def active_postings(user: Viewer, *, on: date | None = None) -> list[Posting]:
    """List the postings of a person in force on the day (today by default), with their regions; one query.

    Read afresh each time: a posting that was ended is gone at the next request.
    """
    if not isinstance(user, User):
        return []
    return [_posting(row) for row in select_planned(_ACTIVE, {"user": user.pk, "on": on or clock.today()})]


def _posting(row: Sequence[Any]) -> Posting:
    posting = made_of(Posting, row[:_WIDTH])
    posting.region = made_of(Region, row[_WIDTH:])
    return posting


def roles_of(user: Viewer, *, on: date | None = None) -> frozenset[Role]:
    """Give the roles a person holds anywhere."""
    return frozenset(Role(posting.role) for posting in active_postings(user, on=on))


def ranges_of(user: Viewer, roles: Iterable[Role], *, on: date | None = None) -> Ranges:
    """List the ranges `(low, high)` of region codes in which a person holds one of the roles; empty for none."""
    wanted = frozenset(roles)
    found = sorted(
        {(p.region.code, p.region.last_code) for p in active_postings(user, on=on) if Role(p.role) in wanted}
    )
    # A range inside one already listed adds nothing.
    kept: Ranges = []
    for low, high in found:
        if not kept or high > kept[-1][1]:
            kept.append((low, high))
    return kept


def ranges_for(user: Viewer, act: Act, *, on: date | None = None) -> Ranges:
    """List the ranges of region codes in which a person may do an act."""
    return ranges_of(user, roles_for(act), on=on)


def in_ranges(field: str, ranges: Ranges) -> Q:
    """Give the condition that a column of region codes lies in one of the ranges; nothing matches no range."""
    condition = Q(pk__in=[])
    for low, high in ranges:
        # Two bounds, since a foreign key column knows no BETWEEN.
        condition |= Q(**{f"{field}__gte": low, f"{field}__lte": high})
    return condition


def posting_for(user: Viewer, act: Act, code: int, *, on: date | None = None) -> Posting | None:
    """Give the posting by which a person may do an act at a region, the nearest one first; None when there is none."""
    allowed = [
        posting
        for posting in active_postings(user, on=on)
        if Role(posting.role) in roles_for(act) and posting.region.contains(code)
    ]
    return max(allowed, key=lambda posting: posting.region.level, default=None)


def may(user: Viewer, act: Act, code: int, *, on: date | None = None) -> bool:
    """Say whether a person may do an act at a region on the day."""
    return posting_for(user, act, code, on=on) is not None


def require(user: Viewer, act: Act, code: int, *, on: date | None = None) -> Posting:
    """Give the posting by which a person may do an act at a region; NotAllowed, in Chinese, when there is none.

    `str(posting)` is the office that a timeline entry names.
    """
    posting = posting_for(user, act, code, on=on)
    if posting is None:
        raise NotAllowed("您在这里没有办理此事的岗位，或岗位已到期。如有疑问请联系安全管理员。")
    return posting

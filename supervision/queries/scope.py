"""Which part of the province a person watches: their postings of today, read once per request."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from feedback.routing import known_to
from sanshu.core.errors import Absent, NotAllowed
from sanshu.core.models import Posting, Region
from sanshu.core.permissions import Act, roles_for
from sanshu.core.queries.scope import Ranges, Viewer, active_postings, in_ranges
from sanshu.core.roles import VILLAGE_ROLES, Role


@dataclass(frozen=True)
class Watch:
    """One person and the postings in force today."""

    user: Viewer
    postings: tuple[Posting, ...]

    def ranges(self, roles: Collection[Role]) -> Ranges:
        """List the ranges of codes in which the person holds one of the roles."""
        return [(p.region.code, p.region.last_code) for p in self.postings if Role(p.role) in roles]

    def covers(self, region: Region, roles: Collection[Role]) -> bool:
        """Say whether the person holds one of the roles at the region or above it."""
        return any(low <= region.code <= region.last_code <= high for low, high in self.ranges(roles))

    def known_messages(self, region: Region) -> frozenset[Role]:
        """Give the first posts whose messages in a region the person sees counted one by one.

        Nothing for strangers, and nothing for who also holds an office in a village.
        """
        if self.ranges(VILLAGE_ROLES):
            return frozenset()
        here = (Role(posting.role) for posting in self.postings if posting.region.contains(region.code))
        return frozenset(first for role in here for first in known_to(role))

    def supervised(self) -> QuerySet[Region]:
        """Give every region the person supervises, the highest first."""
        ranges = self.ranges(roles_for(Act.SEE_SUPERVISION))
        return Region.objects.filter(in_ranges("code", ranges)).order_by("level", "code")

    def region(self, code: int) -> Region:
        """Give one supervised region with those above it; a foreign one is as absent as one that doesn't exist."""
        region = self.supervised().select_related("parent__parent__parent__parent").filter(pk=code).first()
        if region is None:
            raise Absent("没有找到这个区划，或者它不在您的监督范围内。")
        return region

    def starts(self) -> list[Region]:
        """Give the regions of the person's own postings, the highest first: where supervision begins for them."""
        roles = roles_for(Act.SEE_SUPERVISION)
        found = {p.region_id: p.region for p in self.postings if Role(p.role) in roles}
        return sorted(found.values(), key=lambda region: (region.level, region.code))


def watch_of(user: Viewer) -> Watch:
    """Read a person's postings; one query, none for strangers."""
    return Watch(user, tuple(active_postings(user)))


def require_watch(user: Viewer, act: Act) -> Watch:
    """Give a person's watch; NotAllowed when no posting allows the act anywhere."""
    watch = watch_of(user)
    if not watch.ranges(roles_for(act)):
        raise NotAllowed("监督页面只对监管岗位和村（社区）工作人员开放。请用有相应岗位的账号登录。")
    return watch

"""Requests that wait for a visit to the township: the resident's own, and those an officer may settle."""

from django.db.models import QuerySet

from sanshu.accounts.models import InPersonRequest
from sanshu.core import clock
from sanshu.core.errors import Absent
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import Viewer, in_ranges, ranges_for

SHOWN = 100


def asked_by(user: User) -> list[InPersonRequest]:
    """List what a resident asked for and still waits for, and what was settled last for each village; newest first."""
    mine = InPersonRequest.objects.filter(user=user).select_related("village__parent").order_by("-made_at", "-pk")
    return list(mine[:SHOWN])


def waiting_of(user: User, village: int, about: InPersonRequest.About) -> InPersonRequest | None:
    """Give the request of a resident that waits in a village for one thing; None when there is none."""
    mine = InPersonRequest.objects.pending(clock.today()).filter(user=user, village=village, about=about)
    return mine.select_related("village__parent").first()


def to_settle(officer: Viewer) -> QuerySet[InPersonRequest]:
    """Give what an officer of the township may settle today, oldest first; none for anybody else."""
    places = in_ranges("village_id", ranges_for(officer, Act.GRANT_RESIDENCY))
    waiting = InPersonRequest.objects.pending(clock.today()).filter(places)
    return waiting.select_related("village").order_by("made_at", "pk")


def request_for(officer: Viewer, request_id: int) -> InPersonRequest:
    """Give one request to an officer who may settle it; Absent alike for none, another township's, and a settled one."""
    found = to_settle(officer).filter(pk=request_id).first()
    if found is None:
        raise Absent("没有这个申请，或者已经办完、过期了。")
    return found

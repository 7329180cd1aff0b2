"""Requests to erase a payload: the one that waits for a revision, and those that wait for a person."""

from datetime import date

from publicity.models import Revision
from sanshu.core import timeline
from sanshu.core.models import TimelineEntry, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import in_ranges, ranges_for

ASKED = "ask_erasure"


def request_of(revision: Revision) -> TimelineEntry | None:
    """Give the request that waits to be decided; None when nobody asked, or it was refused or done."""
    last = timeline.of(revision).last()
    return last if last is not None and last.action == ASKED else None


def erasures_waiting(user: User, *, on: date) -> list[Revision]:
    """List the revisions whose erasure a person may decide, the longest waiting first; at most two queries and the postings'."""
    ranges = ranges_for(user, Act.ERASE_PAYLOAD, on=on)
    if not ranges:
        return []
    steps = TimelineEntry.objects.filter(in_ranges("region_id", ranges), subject_kind=timeline.kind_of(Revision()))
    last = steps.order_by("subject_id", "-at", "-pk").distinct("subject_id")
    asked = sorted((one.at, int(one.subject_id)) for one in last if one.action == ASKED)
    found = Revision.objects.select_related("record__item", "record__village").in_bulk([pk for _, pk in asked])
    return [found[pk] for _, pk in asked]

"""Find public records by a word of their title or summary, newest first, within a region."""

from dataclasses import dataclass

from django.db.models import Q

from publicity.models import Record
from sanshu.core.models import Region

#: No exact counts: beyond this many the page says "more than".
MOST_COUNTED = 1001
SHOWN = 30


@dataclass(frozen=True)
class Found:
    """The newest hits and how many there are, up to MOST_COUNTED."""

    records: list[Record]
    count: int

    @property
    def more_than_counted(self) -> bool:
        """Whether there are more hits than were counted."""
        return self.count >= MOST_COUNTED


def find_records(text: str, *, within: Region | None) -> Found:
    """Find records whose title or summary holds every word; rows and persons are never searched."""
    condition = Q()
    for word in text.split():
        condition &= Q(title__contains=word) | Q(summary__contains=word)
    hits = Record.objects.public().filter(condition)
    if within is not None:
        hits = hits.within(within)
    newest = hits.select_related("village").order_by("-published_at")
    count = hits.order_by()[:MOST_COUNTED].count()
    return Found(records=list(newest[:SHOWN]), count=count)

"""What a village told last: anything at all, what it paid to whom, and what it decided."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from publicity.queries.records import PUBLIC
from sanshu.core.queries.by_hand import select_planned

NEWEST_SHOWN = 5


@dataclass(frozen=True)
class News:
    """One record that was published lately."""

    record_id: int
    title: str
    published_at: datetime


_NEWEST = """
SELECT id, title, published_at FROM publicity_record
 WHERE village_id = %(village)s AND status = ANY(%(public)s)
 ORDER BY published_at DESC LIMIT %(most)s
"""


def newest_records(village: int) -> list[News]:
    """Give what was published last."""
    return [News(*row) for row in select_planned(_NEWEST, {"village": village, "public": PUBLIC, "most": NEWEST_SHOWN})]


@dataclass(frozen=True)
class Told:
    """One record in its own sentence."""

    record_id: int
    item_id: int
    period: str
    summary: str
    summary_en: str
    published_at: datetime


_LAST_OF_EACH = """
SELECT DISTINCT ON (item_id) id, item_id, period, summary, summary_en, published_at
  FROM publicity_record
 WHERE village_id = %(village)s AND item_id = ANY(%(items)s) AND status = ANY(%(public)s)
   AND NOT is_nil AND published_at >= %(since)s
 ORDER BY item_id, published_at DESC
"""


def last_of_each(village: int, items: Collection[int], since: date) -> list[Told]:
    """Give the newest public record of each of some items, published since a day, the newest first; one query."""
    values = {"village": village, "items": sorted(items), "public": PUBLIC, "since": since}
    return sorted(
        (Told(*row) for row in select_planned(_LAST_OF_EACH, values)), key=lambda told: told.published_at, reverse=True
    )

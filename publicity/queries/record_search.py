"""Find public records by words of their title or sentence: pieces of two characters in an index, never rows or persons."""

import re
from dataclasses import dataclass

from django.db import connection

from publicity.models import Record
from publicity.queries.places import ALL_CODES
from publicity.queries.predecessors import predecessors_of
from sanshu.core.models import Region

#: No exact counts: beyond this many the page says "more than".
MOST_COUNTED = 1001
SHOWN = 30
#: Letters and digits, or other letters (Chinese characters); signs between them only part words.
_RUNS = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")

# The candidates are fetched before they are sorted: sorted first, a rare word would walk the whole key.
_FIND = """
WITH candidates AS MATERIALIZED (
    SELECT id, published_at FROM publicity_record
    WHERE sanshu_pieces(title || ' ' || summary) @@ %(query)s::tsquery
      AND status IN ('published', 'corrected') AND (village_id BETWEEN %(low)s AND %(high)s OR village_id = ANY(%(also)s))
    LIMIT %(most)s
)
SELECT id, count(*) OVER () FROM candidates ORDER BY published_at DESC, id DESC LIMIT %(shown)s
"""


@dataclass(frozen=True)
class Found:
    """The newest of at most MOST_COUNTED hits, and how many there were."""

    records: list[Record]
    count: int

    @property
    def more_than_counted(self) -> bool:
        """Whether there are more hits than were counted; the newest are then the newest of those looked at."""
        return self.count >= MOST_COUNTED


def pieces(text: str) -> list[str]:
    """Cut words into what the index is asked for: letters and digits whole, other signs in overlapping pairs.

    A sign that stands alone asks for every pair that begins with it (`低:*`).
    """
    found: list[str] = []
    for run in _RUNS.findall(text.lower()):
        if run.isascii():
            found.append(f"'{run}'")
        elif len(run) == 1:
            found.append(f"'{run}':*")
        else:
            found += [f"'{run[place : place + 2]}'" for place in range(len(run) - 1)]
    return list(dict.fromkeys(found))


def find_records(text: str, *, within: Region | None) -> Found:
    """Find records whose title or sentence holds every piece of the words; two queries, three within one unit.

    Within a unit, what the units published that became part of it is found too.
    """
    wanted = pieces(text)
    if not wanted:
        return Found([], 0)
    low, high = (within.code, within.last_code) if within else (0, ALL_CODES)
    also = [one.code for one in predecessors_of(within.code)] if within and within.is_unit else []
    values: dict[str, str | int | list[int]] = {
        "query": " & ".join(wanted),
        "low": low,
        "high": high,
        "also": also,
        "most": MOST_COUNTED,
        "shown": SHOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        rows = cursor.fetchall()
    records = Record.objects.public().select_related("village").in_bulk([pk for pk, _count in rows])
    return Found([records[pk] for pk, _count in rows if pk in records], rows[0][1] if rows else 0)

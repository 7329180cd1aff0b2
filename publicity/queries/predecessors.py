"""Units that were closed in favour of another: their history is read on the successor's pages, under their own name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from publicity.queries.records import PUBLIC
from publicity.queries.village_news import NEWEST_SHOWN, News
from sanshu.core.queries.by_hand import select


@dataclass(frozen=True)
class Predecessor:
    """One closed unit whose history went on in another."""

    code: int
    name: str
    closed_on: date
    newest: tuple[News, ...] = ()


#: UNION, not UNION ALL: a circle in the register ends.
_PREDECESSORS = """
WITH RECURSIVE gone AS (
    SELECT code, name, closed_on FROM core_region WHERE successor_id = %(unit)s
     UNION
    SELECT r.code, r.name, r.closed_on FROM core_region r JOIN gone ON r.successor_id = gone.code
)
SELECT code, name, closed_on FROM gone WHERE code <> %(unit)s ORDER BY closed_on DESC, code
"""


def predecessors_of(unit: int) -> list[Predecessor]:
    """List the units that became part of a unit, and those that became part of them, the last closed first; one query."""
    return [Predecessor(*row) for row in select(_PREDECESSORS, {"unit": unit})]


_NEWEST = """
SELECT gone.code, r.id, r.title, r.published_at
  FROM unnest(%(units)s::bigint[]) AS gone(code)
 CROSS JOIN LATERAL (
       SELECT id, title, published_at FROM publicity_record
        WHERE village_id = gone.code AND status = ANY(%(public)s)
        ORDER BY published_at DESC LIMIT %(most)s) r
 ORDER BY r.published_at DESC
"""


def with_newest(predecessors: Iterable[Predecessor]) -> list[Predecessor]:
    """Give each of some closed units what it published last; one query however many."""
    known = list(predecessors)
    asked = {"units": [one.code for one in known], "public": PUBLIC, "most": NEWEST_SHOWN}
    news: dict[int, list[News]] = {}
    for code, *row in select(_NEWEST, asked):
        news.setdefault(code, []).append(News(*row))
    return [Predecessor(one.code, one.name, one.closed_on, tuple(news.get(one.code, ()))) for one in known]

"""Does every message from every live village reach somebody? Counted in SQL from postings and the tree of regions alone.

It shares no code with routing: what design says of where a message goes stands here a second time, in other words.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

#: For each village the post that must be held, at which step up the tree, and which messages need it.
_SQL = """
WITH held AS (
    SELECT p.region_id AS code, p.role
      FROM core_posting p JOIN core_user u ON u.id = p.user_id
     WHERE u.is_active AND p.from_day <= %(on)s AND (p.until_day IS NULL OR p.until_day >= %(on)s)
)
SELECT v.code, v.full_name, place.name, needed.role, needed.messages
  FROM core_region v
  JOIN core_region township ON township.code = v.parent_id
  JOIN core_region county ON county.code = township.parent_id
 CROSS JOIN (VALUES
         ('township', 'handler', '没有针对人或针对村里的留言（检举控告除外）'),
         ('county', 'follow_up', '针对乡镇的留言（检举控告除外）'),
         ('county', 'inspector', '检举控告')
       ) AS needed(step, role, messages)
  JOIN core_region place ON place.code = CASE needed.step WHEN 'township' THEN township.code ELSE county.code END
 WHERE v.kind <> '' AND v.live_from <= %(on)s AND (v.closed_on IS NULL OR v.closed_on > %(on)s)
   AND NOT EXISTS (SELECT 1 FROM held WHERE held.code = place.code AND held.role = needed.role)
 ORDER BY v.code, needed.role
"""
_LIVE = """
SELECT count(*) FROM core_region v
 WHERE v.kind <> '' AND v.live_from <= %(on)s AND (v.closed_on IS NULL OR v.closed_on > %(on)s)
"""


@dataclass(frozen=True)
class Gap:
    """A village some of whose messages reach nobody of their own post."""

    code: int
    village: str
    place: str
    role: str
    messages: str


def gaps(on: date) -> tuple[int, list[Gap]]:
    """Give how many villages are live on a day, and every gap."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVE, {"on": on})
        live = int(cursor.fetchone()[0])
        cursor.execute(_SQL, {"on": on})
        return live, [Gap(*row) for row in cursor.fetchall()]

"""What the village page knows: a fixed number of queries, whatever the village has published."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from publicity.content import Content
from publicity.models import Item
from publicity.queries.places import CHAIN_COLUMNS, Chain, codes_above, read_chain
from publicity.queries.records import PUBLIC
from publicity.states import ObligationState, state_of
from sanshu.core.queries.by_hand import select, select_planned

PEOPLE_ITEM = "V-01"


@dataclass(frozen=True)
class Face:
    """What a village's public face rests on (ADR 17): its own version, the edition in force, what moved for many at once.

    `inherited` is 0 for a unit that no other was closed in favour of; else it moves with what those publish and change.
    """

    version: int
    edition_id: int
    counted_at_once: int
    inherited: int


_FACE = """
SELECT (SELECT id FROM publicity_edition WHERE is_current),
       coalesce((SELECT version FROM publicity_villagestate WHERE village_id = %(village)s), 0),
       coalesce((SELECT times FROM publicity_countedatonce), 0),
       EXISTS (SELECT FROM core_region WHERE successor_id = %(village)s)
"""


def face_of(village: int) -> Face | None:
    """Give what the village page's ETag rests on; None when no catalogue is loaded. One query, two for an heir."""
    return _face(village, select(_FACE, {"village": village})[0])


#: Planned only for a unit that took the place of others: it would double what the question above costs.
_INHERITED = """
WITH RECURSIVE gone AS (
    SELECT code FROM core_region WHERE successor_id = %(village)s
     UNION
    SELECT r.code FROM core_region r JOIN gone ON r.successor_id = gone.code
)
SELECT sum(1 + coalesce(s.version, 0)) FROM gone LEFT JOIN publicity_villagestate s ON s.village_id = gone.code
"""


def _face(village: int, row: Sequence[Any]) -> Face | None:
    edition_id, version, counted_at_once, is_heir = row
    if edition_id is None:
        return None
    inherited = int(select(_INHERITED, {"village": village})[0][0]) if is_heir else 0
    return Face(edition_id=edition_id, version=version, counted_at_once=counted_at_once, inherited=inherited)


_ARRIVAL = f"""
SELECT {CHAIN_COLUMNS}, face.* FROM core_region r LEFT JOIN LATERAL ({_FACE}) face ON r.code = %(village)s
 WHERE r.code = ANY(%(codes)s) ORDER BY r.level
"""  # noqa: S608 - our own names


def arrive(village: int) -> tuple[Chain, Face | None] | None:
    """Give a unit with all above it and its face, all that an unchanged page needs, in one query; None for no unit.

    A unit that took the place of others asks one more.
    """
    rows = select_planned(_ARRIVAL, {"village": village, "codes": codes_above(village)})
    chain = read_chain(village, rows)
    return (chain, _face(village, rows[-1][-4:])) if chain and chain.leads_to_unit else None


@dataclass(frozen=True)
class Month:
    """What fell due this month and what became of it."""

    owed: int
    published: int
    nil: int
    filed: int


_MONTH = """
SELECT coalesce(sum(owed), 0), coalesce(sum(met_on_time + met_late - nil), 0),
       coalesce(sum(nil), 0), coalesce(sum(filed), 0)
  FROM publicity_disclosurecount
 WHERE village_id = %(village)s AND due_on BETWEEN %(first)s AND %(last)s
"""


def this_month(village: int, on: date) -> Month:
    """Count what falls due in the calendar month of a day."""
    first = on.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    [(owed, published, nil, filed)] = select_planned(_MONTH, {"village": village, "first": first, "last": last})
    return Month(owed=owed, published=published, nil=nil, filed=filed)


@dataclass(frozen=True)
class ItemState:
    """How one item stands: its newest period, or the oldest one that is overdue."""

    item_id: int
    period: str
    state: str
    days_overdue: int


#: What was met last for each item, then all that is unmet, the oldest last. One statement, since every visit asks it.
_STATES = """
(SELECT DISTINCT ON (item_id) item_id, period, due_on, met_on, met_how, filed_until
   FROM publicity_obligation WHERE region_id = %(village)s AND met_on IS NOT NULL
  ORDER BY item_id, period_end DESC, serial DESC)
UNION ALL
(SELECT item_id, period, due_on, met_on, met_how, filed_until
   FROM publicity_obligation WHERE region_id = %(village)s AND met_on IS NULL AND taken_back_on IS NULL
  ORDER BY item_id, due_on DESC)
"""


def item_states(village: int, on: date) -> dict[int, ItemState]:
    """Say how each item of a village stands; what is overdue speaks before what is newer. One query."""
    found: dict[int, ItemState] = {}
    for item_id, period, due_on, met_on, met_how, filed_until in select_planned(_STATES, {"village": village}):
        state = state_of(due_on=due_on, met_on=met_on, filed_until=filed_until, on=on)
        # What is not due yet and unmet says nothing while an older period stands published.
        if met_on is not None:
            found[item_id] = ItemState(item_id, period, "nil" if met_how == "nil" else str(state), 0)
        elif state is ObligationState.OVERDUE:
            found[item_id] = ItemState(item_id, period, str(state), (on - due_on).days)
        elif item_id not in found:
            found[item_id] = ItemState(item_id, period, str(state), 0)
    return found


_PEOPLE = """
SELECT p.content
  FROM publicity_record r
  LEFT JOIN publicity_revisionpayload p ON p.revision_id = r.revision_id
 WHERE r.village_id = %(village)s AND r.status = ANY(%(public)s) AND NOT r.is_nil
   AND r.item_id = (SELECT id FROM publicity_item WHERE code = %(item)s)
 ORDER BY r.period DESC LIMIT 1
"""


def people_content(village: int) -> Content | None:
    """Give the newest public content that says who holds which office; None when there is none or it was erased."""
    found = select_planned(_PEOPLE, {"village": village, "public": PUBLIC, "item": PEOPLE_ITEM})
    return json.loads(found[0][0]) if found and found[0][0] else None


@lru_cache(maxsize=8)
def items_of(edition_id: int) -> dict[int, Item]:
    """Give the items of the catalogue in force, in its order; the caller names the edition it saw."""
    return {item.pk: item for item in Item.objects.filter(declarations__edition_id=edition_id).order_by("position")}

"""What an area's page rests on, without its sums: an unchanged page costs one query."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from publicity.queries.places import CHAIN_COLUMNS, Chain, codes_above, read_chain
from sanshu.core.queries.by_hand import select


@dataclass(frozen=True)
class AreaVersion:
    """What moves when anything changes that an area's figures or its list of places show, besides the day.

    `versions` adds up the units' own versions, which only grow; `at_once` counts openings for many units; `live` is how
    many units must disclose, and `live_codes` which; `places` is over the names of the places directly below.
    """

    versions: int
    at_once: int
    live: int
    live_codes: Decimal | int
    places: Decimal | int


_VERSION = """
SELECT (SELECT coalesce(sum(version), 0) FROM publicity_villagestate
         WHERE village_id BETWEEN %(code)s AND (SELECT last_code FROM core_region WHERE code = %(code)s)),
       coalesce((SELECT times FROM publicity_countedatonce), 0), live.*,
       (SELECT coalesce(sum(hashtextextended(name, code)), 0) FROM core_region WHERE parent_id = %(code)s)
  FROM (SELECT count(*), coalesce(sum(code), 0) FROM core_region
         WHERE level = 5 AND code BETWEEN %(code)s AND (SELECT last_code FROM core_region WHERE code = %(code)s)
           AND live_from <= %(on)s AND (closed_on IS NULL OR closed_on > %(on)s)) live
"""
_ARRIVAL = f"""
SELECT {CHAIN_COLUMNS}, version.* FROM core_region r LEFT JOIN LATERAL ({_VERSION}) version ON r.code = %(code)s
 WHERE r.code = ANY(%(codes)s) ORDER BY r.level
"""  # noqa: S608 - our own names


def arrive(code: int, on: date) -> tuple[Chain, AreaVersion] | None:
    """Give a region with all above it and what its page's version rests on, in one query; None for an unknown code."""
    rows = select(_ARRIVAL, {"code": code, "codes": codes_above(code), "on": on})
    chain = read_chain(code, rows)
    return (chain, AreaVersion(*rows[-1][-5:])) if chain else None


def version_of(code: int, on: date) -> AreaVersion:
    """Give what an area's figures rest on, in one query."""
    return AreaVersion(*select(_VERSION, {"code": code, "on": on})[0])

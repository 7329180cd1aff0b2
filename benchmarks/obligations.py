"""Opening one month and one quarter for the whole province, against the bare idempotent INSERT … SELECT of the same rows."""

from collections.abc import Callable
from datetime import date

from django.db import connection

from benchmarks.harness import Result, alternate
from benchmarks.province import enrol_everybody
from benchmarks.undone import undone
from publicity.actions.obligations import CADENCES, open_obligations

GOAL = 1.5
DAY = date(2026, 10, 17)

BARE = """
INSERT INTO publicity_obligation (region_id, item_id, period, serial, period_end, due_on, met_how)
SELECT r.code, i.id, p.name, 1, p.last_day, p.last_day + i.deadline_days, ''
  FROM publicity_item i
  JOIN (VALUES ('monthly', '2026-10', date '2026-10-31'), ('quarterly', '2026-Q4', date '2026-12-31'),
               ('half_yearly', '2026-H2', date '2026-12-31'), ('yearly', '2026', date '2026-12-31'))
       AS p(frequency, name, last_day) ON p.frequency = i.frequency
  JOIN core_region r ON r.level = 5 AND r.live_from <= '2026-10-17' AND i.applies_to IN ('both', r.kind)
ON CONFLICT (region_id, item_id, period, serial) DO NOTHING
"""


def _rolled_back(work: Callable[[], object]) -> float:
    taken = undone(work)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM publicity_obligation")
        cursor.execute("VACUUM publicity_disclosurecount")
    return taken


def _ours() -> float:
    return _rolled_back(lambda: open_obligations(on=DAY))


def _bare() -> float:
    def insert() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE)

    return _rolled_back(insert)


def measure(_seed: int) -> list[Result]:
    """Return one result: seconds for every cadence of one day, all 16,611 units."""
    enrol_everybody()
    ours, bare = alternate(_ours, _bare)
    ratio = sorted(mine / its for mine, its in zip(ours, bare, strict=True))[len(ours) // 2]
    return [
        Result(
            "open_obligations, whole province",
            ratio,
            GOAL,
            "lower",
            "s",
            ours,
            bare,
            f"{len(CADENCES)} statements, counters included",
        )
    ]

"""Move a unit's counters in the same transaction as the fact they count. Callers hold the obligation's row lock."""

from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.db.models import F

from publicity.models import DisclosureCount, Item, Obligation

_OPENED = """
INSERT INTO publicity_disclosurecount AS c (village_id, category, due_on, owed, met_on_time, met_late, nil, filed)
SELECT %(village)s, i.category, %(due_on)s, 1, 0, 0, 0, 0 FROM publicity_item i WHERE i.id = %(item)s
ON CONFLICT (village_id, category, due_on) DO UPDATE SET owed = c.owed + 1
"""

_COLUMNS = ("owed", "met_on_time", "met_late", "nil", "filed")
_ADD = """
INSERT INTO publicity_disclosurecount AS c (village_id, category, due_on, owed, met_on_time, met_late, nil, filed)
SELECT %(village)s, s.* FROM unnest(
    %(categories)s::text[], %(days)s::date[], %(owed)s::int[], %(met_on_time)s::int[], %(met_late)s::int[],
    %(nil)s::int[], %(filed)s::int[]) AS s(category, due_on, owed, met_on_time, met_late, nil, filed)
ON CONFLICT (village_id, category, due_on) DO UPDATE SET
    owed = c.owed + excluded.owed, met_on_time = c.met_on_time + excluded.met_on_time,
    met_late = c.met_late + excluded.met_late, nil = c.nil + excluded.nil, filed = c.filed + excluded.filed
"""


def opened(obligation: Obligation) -> None:
    """Count a newly opened obligation as owed."""
    with connection.cursor() as cursor:
        cursor.execute(
            _OPENED, {"village": obligation.region_id, "item": obligation.item_id, "due_on": obligation.due_on}
        )


_AT_ONCE = """
INSERT INTO publicity_countedatonce AS c (id, times) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET times = c.times + 1
"""


def moved_at_once() -> None:
    """Note that counters of many units moved in one statement: what areas show may have changed."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_ONCE)


def add(village_code: int, moved: Mapping[tuple[str, date], Mapping[str, int]]) -> None:
    """Move many counters of one unit at once: `{(category, due_on): {column: step}}`, in one statement."""
    keys = list(moved)
    steps = {column: [moved[key].get(column, 0) for key in keys] for column in _COLUMNS}
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            {
                "village": village_code,
                "categories": [category for category, _ in keys],
                "days": [due_on for _, due_on in keys],
                **steps,
            },
        )


def taken_back(obligation: Obligation) -> None:
    """Count an obligation as owed no more: its event was recorded by mistake."""
    _move(obligation, owed=-1)


def met(obligation: Obligation) -> None:
    """Count an obligation as met; `met_on` and `met_how` are already set on it."""
    _move(obligation, **_share(obligation, sign=1))


def unmet(obligation: Obligation) -> None:
    """Take back that an obligation was met; call while `met_on` and `met_how` still stand on it."""
    _move(obligation, **_share(obligation, sign=-1))


def filed(obligation: Obligation) -> None:
    """Count an unmet obligation as on file."""
    _move(obligation, filed=1)


def unfiled(obligation: Obligation) -> None:
    """Take back that an obligation is on file: the filing ended, or a disclosure took its place."""
    _move(obligation, filed=-1)


def _share(obligation: Obligation, *, sign: int) -> dict[str, int]:
    if obligation.met_on is None:
        raise ValueError(f"obligation {obligation.pk} is not met")
    column = "met_on_time" if obligation.met_on <= obligation.due_on else "met_late"
    return {column: sign, "nil": sign if obligation.met_how == "nil" else 0}


def _move(obligation: Obligation, **steps: int) -> None:
    counters = DisclosureCount.objects.filter(
        village_id=obligation.region_id,
        category__in=Item.objects.filter(pk=obligation.item_id).values("category"),
        due_on=obligation.due_on,
    )
    if counters.update(**{column: F(column) + step for column, step in steps.items() if step}) != 1:
        raise LookupError(f"obligation {obligation.pk} was never counted as owed")

"""Move a unit's counters in the same transaction as the fact they count. Callers hold the obligation's row lock."""

from django.db import connection
from django.db.models import F

from publicity.models import DisclosureCount, Item, Obligation

_OPENED = """
INSERT INTO publicity_disclosurecount AS c (village_id, category, due_on, owed, met_on_time, met_late, nil, filed)
SELECT %(village)s, i.category, %(due_on)s, 1, 0, 0, 0, 0 FROM publicity_item i WHERE i.id = %(item)s
ON CONFLICT (village_id, category, due_on) DO UPDATE SET owed = c.owed + 1
"""


def opened(obligation: Obligation) -> None:
    """Count a newly opened obligation as owed."""
    with connection.cursor() as cursor:
        cursor.execute(
            _OPENED, {"village": obligation.region_id, "item": obligation.item_id, "due_on": obligation.due_on}
        )


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

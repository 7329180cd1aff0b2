"""A village's money, as its ledgers tell it: six periods, and what the newest one was spent on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from publicity.queries.records import PUBLIC
from sanshu.core.models import Region
from sanshu.core.periods import Frequency, Period
from sanshu.core.queries.by_hand import select, select_planned

#: Which item tells a unit's money, and how often.
LEDGERS = {
    Region.Kind.VILLAGE: ("F-03", Frequency.MONTHLY),
    Region.Kind.COMMUNITY: ("F-23", Frequency.QUARTERLY),
}
PERIODS_SHOWN = 6
#: The field of a ledger's rows that says what the money was for, and the word for money that went out.
PURPOSE_FIELDS = {"F-03": "subject", "F-23": "category"}
EXPENSE = "支出"


@dataclass(frozen=True)
class Ledger:
    """The totals of one period's ledger, in yuan; without a record nothing was published for the period."""

    period: Period
    record_id: int | None = None
    summary: str = ""
    summary_en: str = ""
    income: Decimal | None = None
    expense: Decimal | None = None
    closing: Decimal | None = None


_LEDGERS = """
SELECT r.period, r.id, r.is_nil, r.summary, r.summary_en, p.content -> 'fields'
  FROM publicity_record r
  LEFT JOIN publicity_revisionpayload p ON p.revision_id = r.revision_id
 WHERE r.village_id = %(village)s AND r.status = ANY(%(public)s) AND r.period = ANY(%(periods)s)
   AND r.item_id = (SELECT id FROM publicity_item WHERE code = %(item)s)
"""


def ledgers(unit: Region, on: date) -> list[Ledger]:
    """Give the last six finished periods since the unit went live, oldest first, with or without a ledger; one query."""
    code, frequency = LEDGERS[Region.Kind(unit.kind)]
    periods = [Period.containing(frequency, on).previous()]
    while len(periods) < PERIODS_SHOWN:
        periods.insert(0, periods[0].previous())
    names = [str(period) for period in periods]
    rows = select_planned(_LEDGERS, {"village": unit.code, "public": PUBLIC, "periods": names, "item": code})
    found = {row[0]: _ledger(row) for row in rows}
    since = unit.live_from or on
    return [
        found.get(name) or Ledger(period)
        for name, period in zip(names, periods, strict=True)
        if period.last_day >= since or name in found
    ]


def _ledger(row: Sequence[Any]) -> Ledger:
    period, record_id, is_nil, summary, summary_en, fields = row
    known = json.loads(fields) if fields else {}
    nothing = Decimal(0) if is_nil else None

    def amount(key: str) -> Decimal | None:
        return Decimal(known[key]) if known.get(key) else nothing

    return Ledger(
        period=Period.parse(period),
        record_id=record_id,
        summary=summary,
        summary_en=summary_en,
        income=amount("income_total"),
        expense=amount("expense_total"),
        closing=amount("closing_balance"),
    )


_PURPOSES = """
SELECT line ->> %(field)s, sum((line ->> 'amount')::numeric)
  FROM publicity_record r
  JOIN publicity_revisionpayload p ON p.revision_id = r.revision_id
 CROSS JOIN LATERAL jsonb_array_elements(p.content -> 'rows') AS line
 WHERE r.id = %(record)s AND r.status = ANY(%(public)s) AND line ->> 'direction' = %(expense)s
 GROUP BY 1 ORDER BY 2 DESC, 1
"""


def purposes(record_id: int, item: str) -> list[tuple[str, Decimal]]:
    """Sum what one public ledger spent by purpose (the choice as stored, yuan), the largest first; one query."""
    values = {"record": record_id, "field": PURPOSE_FIELDS[item], "public": PUBLIC, "expense": EXPENSE}
    return [(purpose, amount) for purpose, amount in select(_PURPOSES, values) if purpose]

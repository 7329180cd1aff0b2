"""Sums that a reader can check by eye: what is added, what is taken away, what must come out. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from publicity.catalogue import Field
from publicity.reading.values import Value, Values, money_in

#: What adds up to what, by the sign before each field: the accounting rules for rural collectives (财会〔2023〕14号) for the
#: two statements, the plain rule of every purse for the others.
SUMS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("", "opening_balance"), ("+", "income_total"), ("−", "expense_total"), ("=", "closing_balance")),
    (("", "total_liabilities"), ("+", "total_equity"), ("=", "total_assets")),
    (("", "net_profit"), ("+", "opening_undistributed"), ("+", "other_transfer_in"), ("=", "distributable")),
    (
        ("", "distributable"),
        ("−", "reserve"),
        ("−", "to_members"),
        ("−", "other_distribution"),
        ("=", "closing_undistributed"),
    ),
    (("", "collective_share"), ("+", "household_share"), ("=", "total_amount")),
    (("", "household_share"), ("−", "paid_total"), ("=", "unpaid_total")),
    (("", "received_cash"), ("−", "distributed_cash"), ("=", "balance")),
    (("", "fiscal_total"), ("+", "collective_total"), ("=", "total_amount")),
)


@dataclass(frozen=True)
class Sum:
    """Terms with their signs, the last one after the sign of equality; `off` is by how much yuan it does not come out."""

    terms: tuple[tuple[str, Value], ...]
    off: Decimal

    @property
    def adds_up(self) -> bool:
        """Whether the terms make what stands at the end."""
        return self.off == 0


def sums_of(fields: Values, stored: Mapping[str, Any], declared: Iterable[Field]) -> tuple[Sum, ...]:
    """Take every sum whose terms are all there; a term of two sums stands in both."""
    specs = {one.key: one for one in declared}
    found = []
    for pattern in SUMS:
        keys = [key for _sign, key in pattern]
        if all(key in specs and specs[key].type == "money" and money_in(stored, key) is not None for key in keys):
            values = Values([specs[key] for key in keys], stored, fields.language)
            terms = tuple((sign, value) for sign, key in pattern if (value := values.take(key)))
            found.append(Sum(terms, _off(terms)))
            fields.take_all(*keys)
    return tuple(found)


def _off(terms: tuple[tuple[str, Value], ...]) -> Decimal:
    signs = {"": 1, "+": 1, "−": -1, "=": -1}
    return sum((signs[sign] * (value.amount or Decimal(0)) for sign, value in terms), Decimal(0))

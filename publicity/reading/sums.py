"""Sums that a reader can check by eye: what is added, what is taken away, what must come out. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from publicity.balances import SUMS
from publicity.catalogue import Field
from publicity.reading.values import Value, Values, money_in


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

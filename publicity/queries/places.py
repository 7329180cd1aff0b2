"""Find places by what people type, and say where a place lies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from sanshu.core.models import Region
from sanshu.core.queries.by_hand import select
from sanshu.core.text import clean

MOST_FOUND = 30
LONGEST_QUERY = 60
_PINYIN = re.compile(r"[a-z' ]+")


@dataclass(frozen=True)
class Chain:
    """A region and all above it, the province first."""

    regions: tuple[Region, ...]

    @property
    def here(self) -> Region:
        """The region itself."""
        return self.regions[-1]

    @property
    def above(self) -> tuple[Region, ...]:
        """What lies above it, the province first."""
        return self.regions[:-1]


_COLUMNS = [field.attname for field in Region._meta.concrete_fields]
#: For statements that join something to a place and all above it.
CHAIN_COLUMNS = ", ".join(f"r.{name}" for name in _COLUMNS)
_CHAIN = f"SELECT {CHAIN_COLUMNS} FROM core_region r WHERE r.code = ANY(%(codes)s) ORDER BY r.level"  # noqa: S608


def codes_above(code: int) -> list[int]:
    """Give a code and the codes of all that lies above it."""
    return sorted({code - code % step for step in (10**10, 10**8, 10**6, 10**3)} | {code})


def read_chain(code: int, rows: Sequence[Sequence[Any]]) -> Chain | None:
    """Make a chain of rows that begin with CHAIN_COLUMNS, the province first; None when the place itself is not there."""
    regions = tuple(Region.from_db(None, _COLUMNS, row[: len(_COLUMNS)]) for row in rows)
    return Chain(regions) if regions and regions[-1].code == code else None


def chain_of(code: int) -> Chain | None:
    """Give a region with all above it in one query; None for an unknown code."""
    return read_chain(code, select(_CHAIN, {"codes": codes_above(code)}))


def find_places(text: str, *, within: Region | None = None) -> list[Region]:
    """Find places by name, part of it, pinyin or initials; whole names and units first, at most MOST_FOUND.

    A name may be said with the place above it, as in `康平 刘家窝堡`: every word must be part of the full name.
    """
    try:
        words = clean(text[:LONGEST_QUERY], lines=False).lower().split()
    except ValueError:
        return []
    if not words:
        return []
    condition, whole = Q(), Q(name__in=[words[-1], f"{words[-1]}村", f"{words[-1]}社区"])
    if _PINYIN.fullmatch("".join(words)):
        letters = "".join(words).replace("'", "")
        condition, whole = Q(search_keys__contains=f" {letters}"), Q(pinyin=letters) | Q(initials=letters)
    else:
        for word in words:
            condition &= Q(full_name__contains=word)
    found = Region.objects.filter(condition)
    if within is not None:
        found = found.filter(code__gte=within.code, code__lte=within.last_code)
    nearness = Case(When(whole, then=Value(0)), default=Value(1), output_field=IntegerField())
    named = Case(
        When(name__contains=words[-1], then=Value(0)), default=Value(1), output_field=IntegerField()
    )  # "康平" itself before every village of 康平
    return list(
        found.alias(nearness=nearness, named=named).order_by("nearness", "named", "-level", "code")[:MOST_FOUND]
    )

"""Find places by what people type, and say where a place lies."""

import re
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from sanshu.core.models import Region
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


def chain_of(code: int) -> Chain | None:
    """Give a region with all above it in one query; None for an unknown code."""
    codes = {code - code % step for step in (10**10, 10**8, 10**6, 10**3)} | {code}
    regions = tuple(Region.objects.filter(pk__in=codes).order_by("level"))
    return Chain(regions) if regions and regions[-1].code == code else None


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

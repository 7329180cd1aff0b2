"""Find places by what people type, and say where a place lies."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from sanshu.core.models import Region
from sanshu.core.pinyin import initials, pinyin
from sanshu.core.queries.by_hand import columns, made_of, select_planned
from sanshu.core.roles import Level
from sanshu.core.text import clean

MOST_FOUND = 30
LONGEST_QUERY = 60
#: A place in pinyin and how many above it may be said before it.
MOST_WORDS = 3
_ABOVE = ("parent", "parent__parent", "parent__parent__parent")
#: County, township and village in full, written without a blank, are shorter; longer words are not cut in two.
LONGEST_RUN = 16
#: Above every code: the end of the range that is no range.
ALL_CODES = 10**12
_PINYIN = re.compile(r"[a-z]+")
_LETTERS = re.compile(r"[a-z0-9]+")
_MIXED = re.compile(r"[a-z]")
_CODE = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")


_COLUMNS = [field.attname for field in Region._meta.concrete_fields]
_NAME, _CODE_COLUMN, _LEVEL = _COLUMNS.index("name"), _COLUMNS.index("code"), _COLUMNS.index("level")
#: For statements that join something to a place and all above it.
CHAIN_COLUMNS = columns(Region, "r")
_CHAIN = f"SELECT {CHAIN_COLUMNS} FROM core_region r WHERE r.code = ANY(%(codes)s) ORDER BY r.level"  # noqa: S608


class Chain:
    """A region and all above it, the province first, made of rows that begin with CHAIN_COLUMNS when it is asked for.

    An unchanged page asks for the region itself and for names alone.
    """

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = rows

    @cached_property
    def here(self) -> Region:
        """The region itself."""
        return read_places(self._rows[-1:])[0]

    @cached_property
    def above(self) -> tuple[Region, ...]:
        """What lies above it, the province first."""
        return tuple(read_places(self._rows[:-1]))

    @property
    def regions(self) -> tuple[Region, ...]:
        """All of them, the province first."""
        return (*self.above, self.here)

    @property
    def leads_to_unit(self) -> bool:
        """Whether the region itself is a village or community."""
        return bool(self._rows[-1][_LEVEL] == Level.VILLAGE)

    @property
    def known_here(self) -> Sequence[Any]:
        """All that the register says of the region itself, as values."""
        return self._rows[-1][: len(_COLUMNS)]

    @property
    def names_above(self) -> list[str]:
        """The names of what lies above it, the province first."""
        return [row[_NAME] for row in self._rows[:-1]]


def codes_above(code: int) -> list[int]:
    """Give a code and the codes of all that lies above it."""
    return sorted({code - code % step for step in (10**10, 10**8, 10**6, 10**3)} | {code})


def read_places(rows: Sequence[Sequence[Any]]) -> list[Region]:
    """Make places of rows that begin with CHAIN_COLUMNS."""
    return [made_of(Region, row[: len(_COLUMNS)]) for row in rows]


def read_chain(code: int, rows: Sequence[Sequence[Any]]) -> Chain | None:
    """Make a chain of rows that begin with CHAIN_COLUMNS, the province first; None when the place itself is not there."""
    return Chain(rows) if rows and rows[-1][_CODE_COLUMN] == code else None


def chain_of(code: int) -> Chain | None:
    """Give a region with all above it in one query; None for an unknown code."""
    return read_chain(code, select_planned(_CHAIN, {"codes": codes_above(code)}))


def words_of(text: str) -> list[str]:
    """Cut what people typed into words, in lower case; nothing for what cannot be read."""
    try:
        return clean(text[:LONGEST_QUERY], lines=False).lower().split()
    except ValueError:
        return []


def find_places(text: str, *, within: Region | None = None) -> list[Region]:
    """Find places by name, part of it, pinyin or initials, or both mixed; whole names and units first, at most MOST_FOUND.

    A name may be said with the place above it, as in `康平 刘家窝堡` or `康平刘家窝堡`. The national code finds its place,
    also inside the address that a notice board's QR code opens.
    """
    words = words_of(text)
    if not words:
        return []
    found = Region.objects.filter(_condition(words))
    if within is not None:
        found = found.filter(code__gte=within.code, code__lte=within.last_code)
    last = words[-1]
    whole = Q(name__in=[last, f"{last}村", f"{last}社区"]) | Q(pinyin=last) | Q(initials=last)
    nearness = Case(When(whole, then=Value(0)), default=Value(1), output_field=IntegerField())
    named = Case(
        When(name__contains=last, then=Value(0)), default=Value(1), output_field=IntegerField()
    )  # "康平" itself before every village of 康平
    return list(
        found.alias(nearness=nearness, named=named).order_by("nearness", "named", "-level", "code")[:MOST_FOUND]
    )


def _condition(words: list[str]) -> Q:
    if code := _CODE.search(words[-1]):
        return Q(code=int(code[0]))
    letters = "".join(words).replace("'", "")
    if not letters:
        return Q(pk__in=[])
    if _PINYIN.fullmatch(letters):
        return Q(search_keys__contains=f" {letters}") | _said_after_areas(words)
    if len(words) == 1 and _MIXED.search(letters):
        return Q(full_name__contains=letters) | _mixed(letters)
    condition = Q()
    for word in words:
        condition &= Q(full_name__contains=word) | _run_together(word)
    return condition


def _said_after_areas(words: list[str]) -> Q:
    """`kangping liujiawopu`: the place by the last word, what lies above it by the others."""
    if not 1 < len(words) <= MOST_WORDS:
        return Q(pk__in=[])
    condition = Q(search_keys__contains=f" {words[-1]}")
    for word in words[:-1]:
        condition &= Q(
            *((f"{above}__search_keys__contains", f" {word}") for above in _ABOVE),
            _connector=Q.OR,
        )
    return condition


def _mixed(word: str) -> Q:
    """`刘家wopu` and `刘jwp`: said as a whole, and the characters are where they were typed."""
    condition = Q(search_keys__contains=f" {pinyin(word)}") | Q(search_keys__contains=f" {initials(word)}")
    for run in _LETTERS.split(word):
        condition &= Q(name__contains=run)
    return condition


def _run_together(word: str) -> Q:
    """`康平刘家窝堡`: the beginning is part of where it lies, the rest part of its name; two characters each at least."""
    parted = Q(pk__in=[])
    if len(word) > LONGEST_RUN:
        return parted
    for place in range(2, len(word) - 1):
        parted |= Q(full_name__contains=word[:place], name__contains=word[place:])
    return Q(full_name__contains=word[:2], name__contains=word[-2:]) & parted

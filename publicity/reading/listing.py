"""Which rows of a list are read: by typed words, by group, a part at a time from a row's id on. Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from publicity.catalogue import Field
from publicity.display import Language, say
from publicity.masking import ShownRow

#: A list this short is read through sooner than searched.
FEW_ROWS = 8
ROWS_SHOWN = 100
#: More groups than this are no help in choosing.
MOST_GROUPS = 80


@dataclass(frozen=True)
class Asked:
    """Which rows are looked for: words they hold, the group they are of, and the row to begin with."""

    words: str = ""
    group: str = ""
    start: str = ""


@dataclass(frozen=True)
class Option:
    """One group to choose: its stored name, as it is said, how many rows it has."""

    value: str
    text: str
    count: int


@dataclass(frozen=True)
class Part:
    """The rows that one page shows, out of those chosen, out of all; ids of where other parts begin, empty at an end."""

    rows: tuple[ShownRow, ...]
    chosen: tuple[ShownRow, ...]
    total: int
    options: tuple[Option, ...]
    by: str
    lang: str
    before: str = ""
    following: str = ""
    is_first: bool = True

    @property
    def can_search(self) -> bool:
        """Whether the list is too long to be read through."""
        return self.total > FEW_ROWS


def choose(
    rows: Sequence[ShownRow], specs: Sequence[Field], asked: Asked, *, group_keys: Sequence[str], language: Language
) -> Part:
    """Choose rows; groups are those of the first of the keys that sorts the rows into two groups or more."""
    by, options = _grouped(rows, specs, group_keys, language)
    kept = [row for row in rows if not (by and asked.group) or str(row.values.get(by.key, "")) == asked.group]
    words = _plain(asked.words)
    chosen = [row for row in kept if not words or _holds(row, specs, words, language)]
    ids = [row.id for row in chosen]
    begin = ids.index(asked.start) if asked.start in ids else 0
    return Part(
        rows=tuple(chosen[begin : begin + ROWS_SHOWN]),
        chosen=tuple(chosen),
        total=len(rows),
        options=options,
        by=(by.label_en if language == "en" else by.label) if by else "",
        lang="zh" if by and by.type != "choice" and language == "en" else "",
        before=ids[max(0, begin - ROWS_SHOWN)] if begin else "",
        following="".join(ids[begin + ROWS_SHOWN : begin + ROWS_SHOWN + 1]),
        is_first=begin == 0,
    )


def _grouped(
    rows: Sequence[ShownRow], specs: Sequence[Field], keys: Sequence[str], language: Language
) -> tuple[Field | None, tuple[Option, ...]]:
    declared = {one.key: one for one in specs}
    for field in (declared[key] for key in keys if key in declared):
        counts: dict[str, int] = {}
        for row in rows:
            if value := _text(row.values.get(field.key)):
                counts[value] = counts.get(value, 0) + 1
        if 1 < len(counts) <= MOST_GROUPS:
            return field, tuple(Option(value, say(field, value, language), n) for value, n in _sorted(field, counts))
    return None, ()


def _sorted(field: Field, counts: dict[str, int]) -> list[tuple[str, int]]:
    order = {choice: place for place, choice in enumerate(field.choices)}
    return sorted(counts.items(), key=lambda one: (order.get(one[0], len(order)), number_in(one[0])))


_DIGITS = "零一二三四五六七八九"


def number_in(name: str) -> tuple[int, str]:
    """Sort 第二组 before 第十组: by the number that the name holds, in Chinese or Arabic digits."""
    arabic = "".join(sign for sign in name if sign.isdecimal())
    if arabic:
        return int(arabic), name
    number = 0
    for sign in name:
        if sign == "十":
            number = max(number, 1) * 10
        elif sign in _DIGITS:
            number += _DIGITS.index(sign)
    return number or 10**6, name


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _plain(text: str) -> str:
    """Make words comparable: full width like half width, no blanks, no commas inside numbers."""
    return unicodedata.normalize("NFKC", text).casefold().replace(" ", "").replace(",", "")


def _holds(row: ShownRow, specs: Sequence[Field], words: str, language: Language) -> bool:
    return any(words in _plain(say(one, row.values[one.key], language)) for one in specs if one.key in row.values)

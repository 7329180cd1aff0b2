"""Find identity numbers, mobile numbers and bank cards in free text, however they were typed. Pure, linear in the text.

Full-width digits, blanks, dashes, zero-width characters and line breaks between the digits don't hide a number. Office
landlines are not personal and pass. Where a rule must choose, a number with a check digit (identity, card) is looked
for anywhere in a run of digits; a mobile, which has none, only as whole groups of digits, so that columns of amounts
are not mistaken for people.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from sanshu.core.identity import check_character, passes_luhn

Kind = Literal["id", "card", "phone"]

ID_LENGTH, OLD_ID_LENGTH = 18, 15
CARD_LENGTHS = range(16, 20)
#: 11 digits, up to four more for 0086.
MOBILE_LENGTHS = range(11, 16)
_EARLIEST_BIRTH, _LATEST_BIRTH = 1890, 2060
#: The longest distance between two digits of one number: a dash between blanks, a line break with an indent.
_LONGEST_GAP = 8
_GROUPS_AT_MOST = 19

_RUN = re.compile(
    rf"\d(?:[\s\-‐‑‒–—―−_·•*/|()（）\u00ad\u200b-\u200f\u2060-\u2064\ufeff－]{{0,{_LONGEST_GAP}}}\d)*"
    rf"(?:[\s\-－\u200b-\u200f\u2060\ufeff]{{0,{_LONGEST_GAP}}}[xXｘＸ])?"
)
#: Province codes that begin every identity number, retired ones and those for residents from elsewhere included.
_PROVINCES = frozenset(
    {
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        *range(81, 84),
        91,
        93,
    }
)
_MOBILE = re.compile(r"(?:0{0,2}86)?(1[3-9]\d{9})")
#: How people break up the 11 digits. A column of amounts rarely has these lengths and begins like a mobile.
_MOBILE_GROUPS = frozenset({(3, 4, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (5, 3, 3), (2, 2, 2, 2, 2, 1), (1,) * 11})
#: Two groups: whole, but for one blank or line end.
_BROKEN_ONCE = 2
_CARD_STARTS = re.compile(r"62|60|4|5[1-5]|3[457]|9558|88|9[0-9]")
_CARD_STARTS_IN_GROUPS = re.compile(r"62|9558|60")
_DECIMALS = re.compile(r"[.．]\d{1,4}(?!\d)")


@dataclass(frozen=True, order=True)
class Found:
    """Where in the text a personal number stands: `text[start:end]`."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class _Run:
    """Digits (and perhaps a last X) with their places in the text, cut into the groups the writer made."""

    text: str
    signs: str
    places: tuple[int, ...]
    bounds: tuple[int, ...]

    def found(self, kind: Kind, start: int, end: int) -> Found:
        return Found(self.places[start], self.places[end - 1] + 1, kind)


def find_personal_numbers(text: str) -> list[Found]:
    """List the identity, card and mobile numbers in a text, in order, none overlapping another."""
    chosen: list[Found] = []
    for match in _RUN.finditer(text):
        run = _run(text, match.start(), match.end())
        taken = [False] * len(run.signs)
        for finder in (_ids, _cards, _mobiles):
            for kind, start, end in finder(run):
                if not any(taken[start:end]):
                    taken[start:end] = [True] * (end - start)
                    chosen.append(run.found(kind, start, end))
    return sorted(chosen)


def mask_personal_numbers(text: str, mask: str = "〔已隐去〕") -> str:
    """Replace each personal number in a text; nothing of it is left readable."""
    pieces, last = [], 0
    for found in find_personal_numbers(text):
        pieces += [text[last : found.start], mask]
        last = found.end
    return "".join([*pieces, text[last:]])


def _run(text: str, start: int, end: int) -> _Run:
    signs: list[str] = []
    places: list[int] = []
    bounds = [0]
    for place in range(start, end):
        value = unicodedata.decimal(text[place], None)
        if value is None and text[place] not in "xXｘＸ":
            continue
        if places and places[-1] != place - 1:
            bounds.append(len(signs))
        signs.append("X" if value is None else str(value))
        places.append(place)
    return _Run(text, "".join(signs), tuple(places), (*bounds, len(signs)))


def _ids(run: _Run) -> Iterator[tuple[Kind, int, int]]:
    for start in range(len(run.signs) - ID_LENGTH + 1):
        if _is_id(run.signs[start : start + ID_LENGTH]):
            yield "id", start, start + ID_LENGTH
    for first, last in _windows(run, range(OLD_ID_LENGTH, OLD_ID_LENGTH + 1)):
        start, end = run.bounds[first], run.bounds[last]
        number = run.signs[start:end]
        if number.isdecimal() and _is_id(_lengthened(number)):
            yield "id", start, end


def _lengthened(number: str) -> str:
    first17 = f"{number[:6]}19{number[6:]}"
    return first17 + check_character(first17)


def _is_id(number: str) -> bool:
    if int(number[:2]) not in _PROVINCES or not number[:17].isdecimal():
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return _EARLIEST_BIRTH <= born.year <= _LATEST_BIRTH and check_character(number[:17]) == number[17]


def _windows(run: _Run, lengths: range) -> Iterator[tuple[int, int]]:
    """Yield the first and last bound of the stretches of whole groups whose digits have one of the lengths together."""
    bounds = run.bounds
    for first, start in enumerate(bounds[:-1]):
        for last in range(first + 1, min(first + 1 + _GROUPS_AT_MOST, len(bounds))):
            length = bounds[last] - start
            if length >= lengths.stop:
                break
            if length >= lengths.start:
                yield first, last


def _cards(run: _Run) -> Iterator[tuple[Kind, int, int]]:
    for first, last in _windows(run, CARD_LENGTHS):
        start, end = run.bounds[first], run.bounds[last]
        number = run.signs[start:end]
        starts = _CARD_STARTS if last - first <= _BROKEN_ONCE else _CARD_STARTS_IN_GROUPS
        if starts.match(number) and number.isdecimal() and passes_luhn(number):
            yield "card", start, end


def _mobiles(run: _Run) -> Iterator[tuple[Kind, int, int]]:
    for first, last in _windows(run, MOBILE_LENGTHS):
        start, end = run.bounds[first], run.bounds[last]
        match = _MOBILE.fullmatch(run.signs, start, end)
        if match is None or _DECIMALS.match(run.text, run.places[end - 1] + 1):
            continue
        groups = tuple(after - before for before, after in pairwise(run.bounds[first : last + 1]))
        without_country = groups[1:] if groups[0] == match.start(1) - start else groups
        if len(without_country) <= _BROKEN_ONCE or without_country in _MOBILE_GROUPS:
            yield "phone", start, end

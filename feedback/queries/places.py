"""Which village a message is for, and which record and row it objects to."""

from dataclasses import dataclass

from django.db.models import Q

from publicity.models import Record
from sanshu.core import clock
from sanshu.core.models import Region

_MOST = 20
_DIGITS = 12


@dataclass(frozen=True)
class Target:
    """The record, and perhaps the row, that a message is about."""

    record: Record
    row: str


def unit_of(code: str) -> Region | None:
    """Give the village or community of a code; None when there is none."""
    digits = code.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        return None
    return Region.objects.units().select_related("parent").filter(pk=int(digits.ljust(_DIGITS, "0"))).first()


def find_units(words: str) -> list[Region]:
    """Give the first villages whose name, pinyin or initials begin with the words, those enrolled only."""
    if not words:
        return []
    begins = Q(name__startswith=words)
    if words.isascii():
        begins = Q(pinyin__startswith=words.lower()) | Q(initials__startswith=words.lower())
    units = Region.objects.units().live(clock.today())
    return list(units.filter(begins).select_related("parent").order_by("code")[:_MOST])


def row_of(village: Region | None, record: str, row: str) -> Target | None:
    """Give the public record of the village that a message is about; None when there is none."""
    if village is None or not (record.isascii() and record.isdigit() and len(record) <= 18):  # noqa: PLR2004 - bigint
        return None
    found = Record.objects.known().select_related("item").filter(pk=int(record), village=village).first()
    return Target(found, row) if found else None

"""Lay out what a list check found: village by village, where one stands, where one stood before, where one doesn't."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.http import urlencode

from publicity.display import Language, name_of
from publicity.models import Record
from publicity.queries.own_lists import Missing, OwnLists, Standing
from publicity.tables import Column, TableRow, table
from sanshu.core.models import Posting
from sanshu.core.periods import Frequency


@dataclass(frozen=True)
class OwnRows:
    """One's own rows of one list as a table, and where to object to each of them."""

    record: Record
    columns: tuple[Column, ...]
    rows: list[tuple[TableRow, str]]


@dataclass(frozen=True)
class Card:
    """One kind of list: the newest one that has the person, and the earlier ones."""

    title: str
    newest: OwnRows
    older: list[OwnRows]


@dataclass(frozen=True)
class Gap:
    """One list without the person."""

    title: str
    record: Record
    before: Record | None
    ask_url: str


@dataclass(frozen=True)
class VillageLists:
    """All that was found in one village. `dropped` are lists that had the person in an earlier period."""

    posting: Posting
    cards: list[Card]
    dropped: list[Gap]
    others: list[Gap]


def lay_out(lists: OwnLists, residencies: Iterable[Posting], language: Language) -> list[VillageLists]:
    """Give each village its part, in the order of the residencies."""
    return [_of_village(lists, posting, language) for posting in residencies]


def _of_village(lists: OwnLists, posting: Posting, language: Language) -> VillageLists:
    standing = [one for one in lists.standing if one.record.village_id == posting.region_id]
    missing = [one for one in lists.missing if one.record.village_id == posting.region_id]
    dropped = [one for one in missing if _was_dropped(one)]
    return VillageLists(
        posting=posting,
        cards=_cards(standing, language),
        dropped=[_gap(one, language) for one in dropped],
        others=[_gap(one, language) for one in missing if one not in dropped],
    )


def _was_dropped(one: Missing) -> bool:
    # Events stand each for themselves: who got seed last spring is not missing from this spring's flood relief.
    return one.before is not None and one.record.item.frequency != Frequency.EVENT


def _cards(standing: list[Standing], language: Language) -> list[Card]:
    by_item = sorted(standing, key=lambda one: one.record.item.position)
    return [_card(list(rows), language) for _, rows in groupby(by_item, key=lambda one: one.record.item_id)]


def _card(found: list[Standing], language: Language) -> Card:
    newest, *older = [_own_rows(one, language) for one in found]
    return Card(name_of(newest.record.item, language), newest, older)


def _own_rows(one: Standing, language: Language) -> OwnRows:
    laid = table(one.shown, language)
    return OwnRows(one.record, laid.columns, [(row, _ask(one.record, row=row.id, say="row")) for row in laid.rows])


def _gap(one: Missing, language: Language) -> Gap:
    title = name_of(one.record.item, language)
    return Gap(title, one.record, one.before, _ask(one.record, say="missing"))


def _ask(record: Record, **more: str) -> str:
    asked = {"village": f"{record.village_id:012d}", "record": str(record.pk), **more}
    return f"{reverse('message-new')}?{urlencode(asked)}"

"""On which lists a person stands, and on which they might expect to and do not. Only their own rows are ever read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from django.db.models import F, Func, JSONField, QuerySet, Value
from django.db.models.functions import JSONObject

from publicity.catalogue import ItemSpec, read_spec
from publicity.lifecycles import PUBLIC_STATUSES
from publicity.masking import Shown, show_own
from publicity.models import Declaration, Record, RecordRow
from publicity.queries.catalogue import current_edition, spec_of

#: A year, and the weeks that the last list of a year takes to be published.
LOOK_BACK = timedelta(days=400)
MOST_ROWS = 300


@dataclass(frozen=True)
class Person:
    """Who is looked up: the digest that lists hold; whether the township compared the number with the card."""

    digest: str
    is_confirmed: bool


@dataclass(frozen=True)
class Standing:
    """One list with the person on it, and as much of their rows there as a resident may see."""

    record: Record
    shown: Shown


@dataclass(frozen=True)
class Missing:
    """The newest list of its item in a village, without the person; `before` is the last one that had them."""

    record: Record
    before: Record | None


@dataclass(frozen=True)
class OwnLists:
    """Both halves of the answer, the newest period first."""

    standing: list[Standing]
    missing: list[Missing]


def own_lists(person: Person, villages: Iterable[int], *, on: date) -> OwnLists:
    """Look one person up in the lists of some villages over the last year; three queries, however many lists there are.

    A list that only shows its totals is looked through for a confirmed number only, and is not even mentioned otherwise:
    whoever merely knows a neighbour's number learns no more than any resident reads anyway.
    """
    codes, since = list(villages), on - LOOK_BACK
    own = groupby(_own_rows(person, codes, since), key=lambda row: row.record_id)
    standing = [_standing(list(rows)) for _, rows in own]
    found = {one.record.pk for one in standing}
    last = {(one.record.village_id, one.record.item_id): one.record for one in reversed(standing)}
    missing = [
        Missing(newest, last.get((newest.village_id, newest.item_id)))
        for newest in _newest_lists(person, codes, since)
        if newest.pk not in found
    ]
    return OwnLists(standing, missing)


def _own_rows(person: Person, villages: list[int], since: date) -> QuerySet[RecordRow]:
    # The row is cut out of the content by the database: the other rows of the list never leave it.
    path = Value("$[*] ? (@.id == $id)")
    own = Func(
        F("record__revision__payload__content__rows"),
        path,
        JSONObject(id="row_id"),
        function="jsonb_path_query_first",
        output_field=JSONField(),
    )
    rows = RecordRow.objects.filter(
        person_digest=person.digest,
        village__in=villages,
        record__status__in=PUBLIC_STATUSES,
        record__obligation__period_end__gte=since,
    )
    if not person.is_confirmed:
        rows = rows.exclude(record__visibility="aggregate")
    related = rows.select_related("record__item", "record__village", "record__revision", "record__obligation")
    ordered = related.order_by("-record__obligation__period_end", "record__item__position", "-record_id", "position")
    return ordered.annotate(own=own)[:MOST_ROWS]


def _standing(rows: list[RecordRow]) -> Standing:
    record = rows[0].record
    assert record.revision is not None  # noqa: S101  # published_has_revision; tells the type checker
    spec = spec_of(record.item.code, edition_id=record.revision.edition_id)
    return Standing(record, show_own(spec, [row.own for row in rows]))  # type: ignore[attr-defined]  # annotated


def _newest_lists(person: Person, villages: list[int], since: date) -> list[Record]:
    newest = (
        Record.objects.public()
        .filter(village__in=villages, item__in=_lists_of_persons(current_edition().pk), is_nil=False)
        .filter(obligation__period_end__gte=since)
        .select_related("item", "village", "obligation")
        .order_by("village_id", "item_id", "-obligation__period_end", "-serial", "-pk")
        .distinct("village_id", "item_id")
    )
    if not person.is_confirmed:
        newest = newest.exclude(visibility="aggregate")
    return sorted(newest, key=lambda record: (record.village_id, record.item.position))


@lru_cache(maxsize=8)
def _lists_of_persons(edition_id: int) -> frozenset[int]:
    """Give the items whose lists name who gets something; not those that name officers and candidates for everybody."""
    declared = Declaration.objects.filter(edition_id=edition_id).exclude(item__visibility="public")
    return frozenset(one.item_id for one in declared if _names_persons(read_spec(one.content)))


def _names_persons(spec: ItemSpec) -> bool:
    return any(one.type == "id_number" for one in spec.row_fields)

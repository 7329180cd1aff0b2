"""The rows behind a figure: obligations of a region in one state, a page at a time, by key and never by offset."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from publicity.figures import ALWAYS, Span
from publicity.models import Obligation, Record
from publicity.models.obligation import ObligationQuerySet
from publicity.states import ObligationState
from sanshu.core.errors import Invalid
from sanshu.core.models import Region

PAGE = 50
#: What the figures count, besides the five states themselves.
SUMS: dict[str, tuple[ObligationState, ...]] = {
    "all": tuple(ObligationState),
    "published": (ObligationState.MET, ObligationState.LATE),
}


@dataclass(frozen=True)
class Wanted:
    """Which rows: a state or a sum of states, a category ('' for all), a span of due days."""

    state: str
    category: str = ""
    span: Span = ALWAYS


@dataclass(frozen=True)
class Rows:
    """One page, and the key after which the next begins ('' at the end)."""

    obligations: list[Obligation]
    next_key: str


def states_of(name: str) -> tuple[ObligationState, ...]:
    """Give the states a figure counts; Invalid for a name that is none."""
    if name in SUMS:
        return SUMS[name]
    if name not in set(ObligationState):
        raise Invalid("没有这种状态，请从监督页面上的数字点进来。")
    return (ObligationState(name),)


def obligations_behind(region: Region, wanted: Wanted, *, on: date, after: str = "") -> Rows:
    """Give a page of rows by due day, the oldest first: two queries, however far one has paged."""
    rows = _in_states(Obligation.objects.within(region), states_of(wanted.state), on)
    if wanted.category:
        rows = rows.filter(item__category=wanted.category)
    if wanted.span.first:
        rows = rows.filter(due_on__gte=wanted.span.first)
    if wanted.span.last:
        rows = rows.filter(due_on__lte=wanted.span.last)
    if after:
        day, pk = _read_key(after)
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk), due_on__gte=day)
    records = (
        Prefetch(path, queryset=Record.objects.public(), to_attr="shown_records")
        for path in ("records", "stage_of__records")
    )
    rows = rows.select_related("region", "item", "stage_of").prefetch_related(*records)
    found = list(rows.order_by("due_on", "pk")[: PAGE + 1])
    more = len(found) > PAGE
    shown = found[:PAGE]
    return Rows(shown, f"{shown[-1].due_on.isoformat()}.{shown[-1].pk}" if more else "")


def _in_states(rows: ObligationQuerySet, states: tuple[ObligationState, ...], on: date) -> ObligationQuerySet:
    if len(states) == len(ObligationState):
        return rows
    if states == SUMS["published"]:
        return rows.filter(met_on__isnull=False)
    return rows.in_state(states[0], on)


def _read_key(text: str) -> tuple[date, int]:
    day, _, pk = text.partition(".")
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError as error:
        raise Invalid("翻页的位置不对，请从第一页看起。") from error

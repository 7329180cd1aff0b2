"""Lists of warnings: filtered, newest first, a page at a time by key."""

from dataclasses import dataclass
from uuid import UUID

from sanshu.core.errors import Invalid
from supervision.lifecycle import SETTLED, Severity, WarningStatus
from supervision.models import EarlyWarning
from supervision.models.warning import EarlyWarningQuerySet

PAGE = 50
#: Words for several statuses at once.
OPEN, ANSWERED = "open", "answered"


@dataclass(frozen=True)
class Filters:
    """What to show; '' means all. `status` may also be 'open' (still has its colour) or 'answered' (waits to be verified)."""

    rule: str = ""
    status: str = ""
    severity: str = ""


@dataclass(frozen=True)
class Page:
    """One page, and the key after which the next begins ('' at the end)."""

    warnings: list[EarlyWarning]
    next_key: str


def filtered(rows: EarlyWarningQuerySet, filters: Filters) -> EarlyWarningQuerySet:
    """Keep what the filters ask for; Invalid for words that no warning knows."""
    if filters.status == OPEN:
        rows = rows.exclude(status__in=SETTLED)
    elif filters.status == ANSWERED:
        rows = rows.filter(status__in=[WarningStatus.EXPLAINED, WarningStatus.RECTIFYING])
    elif filters.status:
        rows = rows.filter(status=_known(filters.status, WarningStatus, "status"))
    if filters.severity:
        rows = rows.filter(severity=_known(filters.severity, Severity, "severity"))
    return rows.filter(rule=filters.rule) if filters.rule else rows


def page_of(rows: EarlyWarningQuerySet, *, after: str = "") -> Page:
    """Give a page, newest first: one query, however far one has paged."""
    if after:
        rows = rows.filter(pk__lt=_number(after))
    found = list(rows.select_related("region").order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return Page(shown, str(shown[-1].pk) if len(found) > PAGE else "")


def _number(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise Invalid("翻页的位置不对，请从第一页看起。") from problem


def _known(word: str, words: type[WarningStatus] | type[Severity], field: str) -> str:
    if word not in set(words):
        raise Invalid("没有这种筛选条件。", errors={field: [f"可选：{'、'.join(words)}。"]})
    return word

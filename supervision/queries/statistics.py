"""Everything the statistics say of a region to one caller: the same figures as the boards, for the API."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from publicity.figures import ALWAYS, Span
from publicity.queries.statistics import Place, disclosure_here
from sanshu.core.models import Region
from sanshu.core.permissions import Act, roles_for
from supervision.figures import ShownMessages
from supervision.lifecycle import Severity
from supervision.queries.messages import message_figures
from supervision.queries.scope import Watch
from supervision.queries.warnings import visible_warnings


@dataclass(frozen=True)
class WarningFigures:
    """Warnings that still have their colour."""

    open: int
    red: int
    yellow: int
    blue: int


@dataclass(frozen=True)
class Statistics:
    """A region's figures; None where the caller may see none."""

    place: Place
    as_of: date
    messages: ShownMessages | None
    warnings: WarningFigures | None


def statistics_of(watch: Watch, region: Region, *, on: date, span: Span) -> Statistics:
    """Give a region's figures as far as a person may see them."""
    sees_messages = span == ALWAYS or bool(watch.known_messages(region))
    return Statistics(
        place=disclosure_here(region, on=on, span=span),
        as_of=on,
        messages=message_figures(watch, region, on=on, span=span) if sees_messages else None,
        warnings=open_warnings(watch, region),
    )


def open_warnings(watch: Watch, region: Region) -> WarningFigures | None:
    """Count the open warnings of a region that a person sees; None for who sees none there."""
    if not watch.covers(region, roles_for(Act.SEE_WARNINGS)):
        return None
    rows = visible_warnings(watch).within(region).open()
    counts = rows.aggregate(
        open=Count("pk"), **{severity.value: Count("pk", filter=Q(severity=severity)) for severity in Severity}
    )
    return WarningFigures(**counts)

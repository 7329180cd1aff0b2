"""The columns of a supervision table, once for the page and for the file: what is on the screen is what one takes away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanshu.core.roles import Level
from supervision.queries.figures import Line


def percent(share: float | None) -> str:
    """Spell a share: 89.2%; a dash where there was nothing to divide by."""
    return "—" if share is None else f"{share * 100:.1f}%"


def plain(value: float | None) -> str:
    """Spell a number: 1,204 or 3.5; a dash for none."""
    if value is None:
        return "—"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def change(now: float | None, before: float | None) -> str:
    """Spell a change between two shares in percentage points: +1.5, -0.3, 0.0; a dash where one is missing."""
    return "—" if now is None or before is None else f"{(now - before) * 100:+.1f}"


def satisfied(line: Line) -> str:
    """Spell satisfaction with how many rated: 83.3% (6)."""
    if line.messages is None or line.messages.satisfaction is None:
        return "—"
    return f"{percent(line.messages.satisfaction)}（{line.messages.rated}）"


@dataclass(frozen=True)
class Column:
    """One column: its heading, its text for a line, and which rows behind it a click shows."""

    label: str | Promise
    text: Callable[[Line], str]
    behind: str = ""


COLUMNS = (
    Column(_("应公开"), lambda line: plain(line.disclosure.everything.owed), "all"),
    Column(_("已公开"), lambda line: plain(line.disclosure.everything.published), "published"),
    Column(_("逾期未公开"), lambda line: plain(line.disclosure.overdue), "overdue"),
    Column(_("公开率"), lambda line: percent(line.disclosure.publication_rate), "published"),
    Column(_("及时率"), lambda line: percent(line.disclosure.timeliness), "met"),
    Column(_("公开率比上期（百分点）"), lambda line: change(line.now.publication_rate, line.before.publication_rate)),
)
#: Only where a line stands for many units.
UNIT_COLUMNS = (
    Column(_("村（社区）数"), lambda line: plain(line.place.units)),
    Column(_("每百村逾期"), lambda line: plain(line.overdue_per_hundred), "overdue"),
)
#: Only for those who may see message figures in full.
MESSAGE_COLUMNS = (
    Column(_("来信"), lambda line: plain(line.messages.received if line.messages else None)),
    Column(_("已答复"), lambda line: plain(line.messages.answered if line.messages else None)),
    Column(_("满意（评价数）"), satisfied),
)


@dataclass(frozen=True)
class Row:
    """One line of the table, ready to be shown."""

    name: str
    url: str
    cells: list[dict[str, Any]]


def columns_for(here: Line) -> tuple[Column, ...]:
    """Give the columns of the table below a region: what its children have, and its reader may see."""
    units = UNIT_COLUMNS if here.region.level < Level.TOWNSHIP else ()
    return COLUMNS + units + (() if here.messages is None else MESSAGE_COLUMNS)


def rows_of(lines: list[Line], columns: tuple[Column, ...], *, query: str) -> list[Row]:
    """Give the table's rows; every figure that stands for rows is a link to them."""
    return [
        Row(
            name=line.region.name,
            url=reverse("supervision:area", args=[line.region.code]) + (f"?{query}" if query else ""),
            cells=[
                {"label": column.label, "text": column.text(line), "url": rows_behind(line, column.behind, query=query)}
                for column in columns
            ],
        )
        for line in lines
    ]


def rows_behind(line: Line, state: str, *, query: str = "") -> str:
    """Give the address of the rows behind a figure; empty for a figure that stands for none."""
    if not state:
        return ""
    base = reverse("supervision:obligations", args=[line.region.code])
    return f"{base}?state={state}" + (f"&{query}" if query else "")

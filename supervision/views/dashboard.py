"""From the province down to the village: the figures of a region and of each region below it."""

import csv
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publicity.models.catalogue import CATEGORIES
from sanshu.core import clock
from sanshu.core.models import Region
from sanshu.core.periods import Period
from sanshu.core.permissions import Act
from sanshu.core.roles import Role
from supervision.queries.figures import Board, board_of
from supervision.queries.listing import OPEN
from supervision.queries.scope import Watch
from supervision.queries.statistics import open_warnings
from supervision.views.chart import publication_chart
from supervision.views.doors import crumbs_above, period_of, watched
from supervision.views.table import columns_for, percent, plain, rows_behind, rows_of
from supervision.views.words import said


@require_safe
@watched(Act.SEE_SUPERVISION)
def start(request: HttpRequest, watch: Watch) -> HttpResponse:
    """Show the highest region the person supervises."""
    return _area(request, watch, watch.region(watch.starts()[0].code))


@require_safe
@watched(Act.SEE_SUPERVISION)
def area(request: HttpRequest, watch: Watch, code: int) -> HttpResponse:
    """Show one supervised region."""
    return _area(request, watch, watch.region(code))


@require_safe
@watched(Act.SEE_SUPERVISION)
def area_csv(request: HttpRequest, watch: Watch, code: int) -> HttpResponse:
    """Give the table of the page as a CSV file that spreadsheets open with Chinese intact."""
    region = watch.region(code)
    board = board_of(watch, region, on=clock.today(), period=period_of(request))
    columns = columns_for(board.here)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="supervision-{region.code_text}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("区划代码"), _("名称"), *(column.label for column in columns)])
    for line in [*board.children, board.here]:
        writer.writerow([line.region.code_text, line.region.name, *(column.text(line) for column in columns)])
    return response


def _area(request: HttpRequest, watch: Watch, region: Region) -> HttpResponse:
    period = period_of(request)
    board = board_of(watch, region, on=clock.today(), period=period)
    query = f"period={period}" if period else ""
    columns = columns_for(board.here)
    context = {
        "region": region,
        "crumbs": crumbs_above(watch, region),
        "starts": watch.starts(),
        "query": query,
        "periods": _periods(period),
        "compared": [said(one) for one in board.compared],
        "figures": [*_figures(board, query), *_warnings(watch, region)],
        "mail": _mail(board),
        "leaves_out": Role.INSPECTOR not in watch.known_messages(region),
        "categories": _categories(board, query),
        "chart": publication_chart(board.trend),
        "columns": columns,
        "rows": rows_of(board.children, columns, query=query),
        "total": rows_of([board.here], columns, query=query)[0],
    }
    return render(request, "supervision/area.html", context)


def _periods(chosen: Period | None) -> list[dict[str, Any]]:
    month = Period.containing("monthly", clock.today())
    offered = [month, month.previous(), *(Period.containing(f, clock.today()) for f in ("quarterly", "yearly"))]
    names = [_("本月到期"), _("上月到期"), _("本季到期"), _("今年到期")]
    named = [
        {"query": f"period={p}", "name": name, "chosen": p == chosen} for p, name in zip(offered, names, strict=True)
    ]
    return [{"query": "", "name": _("全部"), "chosen": chosen is None}, *named]


def _figures(board: Board, query: str) -> list[dict[str, Any]]:
    line, figures = board.here, board.here.disclosure
    return [
        {"label": _("应公开"), "value": plain(figures.everything.owed), "href": rows_behind(line, "all", query=query)},
        {
            "label": _("已公开"),
            "value": plain(figures.everything.published),
            "href": rows_behind(line, "published", query=query),
        },
        {
            "label": _("逾期未公开"),
            "value": plain(figures.overdue),
            "href": rows_behind(line, "overdue", query=query),
            "tone": "late" if figures.overdue else "",
        },
        {
            "label": _("备案不公开"),
            "value": plain(figures.everything.filed),
            "href": rows_behind(line, "filed", query=query),
        },
        {
            "label": _("公开率"),
            "value": percent(figures.publication_rate),
            "href": rows_behind(line, "published", query=query),
        },
        {"label": _("及时率"), "value": percent(figures.timeliness), "href": rows_behind(line, "met", query=query)},
    ]


def _warnings(watch: Watch, region: Region) -> list[dict[str, Any]]:
    counts = open_warnings(watch, region)
    if counts is None:
        return []
    address = f"{reverse('supervision:warnings')}?{urlencode({'status': OPEN, 'region': region.code_text})}"
    tone = "overdue" if counts.red else ""
    return [{"label": _("未办结预警"), "value": plain(counts.open), "href": address, "tone": tone}]


def _mail(board: Board) -> list[dict[str, Any]]:
    tally = board.here.messages
    if tally is None:
        return []
    return [
        {"label": _("来信"), "value": plain(tally.received)},
        {"label": _("已答复"), "value": plain(tally.answered)},
        {"label": _("按时答复"), "value": plain(tally.on_time)},
        {"label": _("要求重新办理"), "value": plain(tally.reopened)},
        {
            "label": _("满意（%(rated)s人评价）") % {"rated": plain(tally.rated)},
            "value": percent(tally.satisfaction),
        },
    ]


def _categories(board: Board, query: str) -> list[dict[str, Any]]:
    found = []
    for category, name in CATEGORIES:
        figures = board.here.place.by_category[category]
        also = f"category={category}" + (f"&{query}" if query else "")
        found.append(
            {
                "name": name,
                "published": percent(figures.publication_rate),
                "timely": percent(figures.timeliness),
                "owed": plain(figures.everything.owed),
                "overdue": plain(figures.overdue),
                "overdue_url": rows_behind(board.here, "overdue", query=also),
                "owed_url": rows_behind(board.here, "all", query=also),
            }
        )
    return found

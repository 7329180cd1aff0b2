"""The rows behind a figure."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publicity.figures import ALWAYS, Span
from publicity.models import Obligation, Record
from publicity.models.catalogue import CATEGORIES
from sanshu.core import clock
from sanshu.core.errors import Invalid
from sanshu.core.periods import Period
from sanshu.core.permissions import Act
from supervision.queries.obligations import Wanted, obligations_behind
from supervision.queries.scope import Watch
from supervision.views.doors import crumbs_above, period_of, watched
from supervision.views.words import said


@require_safe
@watched(Act.SEE_SUPERVISION)
def obligations(request: HttpRequest, watch: Watch, code: int) -> HttpResponse:
    """List what a figure counted."""
    region = watch.region(code)
    period = period_of(request)
    wanted = _wanted(request, period)
    rows = obligations_behind(region, wanted, on=clock.today(), after=request.GET.get("after", ""))
    kept = {"state": wanted.state, "category": wanted.category, "period": str(period or "")}
    older = urlencode({**{key: value for key, value in kept.items() if value}, "after": rows.next_key})
    context = {
        "region": region,
        "crumbs": [*crumbs_above(watch, region), {"code": region.code_text, "title": region.name}],
        "period": said(period) if period else "",
        "states": _states(wanted, period),
        "category": dict(CATEGORIES).get(wanted.category, ""),
        "rows": [_row(obligation) for obligation in rows.obligations],
        "older": f"?{older}" if rows.next_key else "",
    }
    return render(request, "supervision/obligations.html", context)


def _wanted(request: HttpRequest, period: Period | None) -> Wanted:
    category = request.GET.get("category", "")
    if category and category not in dict(CATEGORIES):
        raise Invalid(_("没有这个类别，请从监督页面上的数字点进来。"))
    span = Span(period.first_day, period.last_day) if period else ALWAYS
    return Wanted(state=request.GET.get("state", "overdue"), category=category, span=span)


def _states(wanted: Wanted, period: Period | None) -> list[dict[str, Any]]:
    names = {
        "overdue": _("逾期未公开"),
        "due": _("待公开"),
        "met": _("按时公开"),
        "late": _("逾期后公开"),
        "filed": _("已备案"),
        "published": _("已公开"),
        "all": _("应公开"),
    }
    also = {"category": wanted.category, "period": str(period or "")}
    return [
        {
            "name": name,
            "url": "?" + urlencode({"state": state, **{key: value for key, value in also.items() if value}}),
            "chosen": state == wanted.state,
        }
        for state, name in names.items()
    ]


def _row(obligation: Obligation) -> dict[str, Any]:
    today = clock.today()
    event = obligation.stage_of if obligation.stage_of and obligation.met_on else obligation
    records: list[Record] = getattr(event, "shown_records", [])
    return {
        "obligation": obligation,
        "record": records[0] if records else None,
        "period": said(Period.parse(obligation.period)),
        "state": obligation.state(today).value,
        "days": (today - obligation.due_on).days,
    }

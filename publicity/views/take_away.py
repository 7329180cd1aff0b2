"""One disclosure to take away: as data, as tables, as a printed sheet; always as far as this reader may see it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from publicity.api.records import RecordDetail
from publicity.masking import Shown
from publicity.models import Record
from publicity.queries.record_page import shown_to
from publicity.spreadsheets import WORKBOOK, Cell, Grid, as_csv, as_workbook
from publicity.tables import Fact, facts, table
from publicity.views.public import Look, answer
from publicity.views.record_sheet import sheet_of, titles_of
from publicity.views.records import record_or_404, shown_revision, version_of
from publicity.views.sheets import address_of, printed
from sanshu.core.templatetags.portal import day, period


def _given(
    request: HttpRequest, record_id: int, kind: str, write: Callable[[Look, Record], HttpResponse]
) -> HttpResponse:
    look, found = Look.of(request), record_or_404(record_id)

    def build() -> HttpResponse:
        response = write(look, found)
        name = f"{found.village.name}-{found.item.code}-{found.period}.{kind}"
        if kind != "json" and (header := content_disposition_header(kind != "pdf", name)):
            response.headers["Content-Disposition"] = header
        return response

    return answer(look, (kind, *version_of(found)), build)


@require_safe
def record_json(request: HttpRequest, record_id: int) -> HttpResponse:
    """Give the disclosure as the API does."""
    return _given(request, record_id, "json", _as_json)


@require_safe
def record_csv(request: HttpRequest, record_id: int) -> HttpResponse:
    """Give the rows that this reader may see as CSV; the header's facts where there are no rows."""
    return _given(request, record_id, "csv", _as_csv)


@require_safe
def record_xlsx(request: HttpRequest, record_id: int) -> HttpResponse:
    """Give the rows as an Excel workbook, with a second sheet that says what they are and where they come from."""
    return _given(request, record_id, "xlsx", _as_xlsx)


@require_safe
@gzip_page
def record_pdf(request: HttpRequest, record_id: int) -> HttpResponse:
    """Give the disclosure as a sheet to print; its structure for screen readers packs to a sixth."""
    return _given(request, record_id, "pdf", lambda look, found: printed(sheet_of(look, found)))


def _as_json(look: Look, found: Record) -> HttpResponse:
    body = RecordDetail(found, context={"shown": _shown(look, found)}).data
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def _as_csv(look: Look, found: Record) -> HttpResponse:
    grid = _rows(look, _shown(look, found)) or _about(look, found)
    return HttpResponse(as_csv(grid), content_type="text/csv; charset=utf-8")


def _as_xlsx(look: Look, found: Record) -> HttpResponse:
    rows, about = _rows(look, _shown(look, found)), _about(look, found)
    made = as_workbook(
        [rows, about] if rows else [about], title=titles_of(look, found).full, at=shown_revision(found).at
    )
    return HttpResponse(made, content_type=WORKBOOK)


def _shown(look: Look, found: Record) -> Shown | None:
    return shown_to(found, look.viewer(found.village_id))


def _rows(look: Look, shown: Shown | None) -> Grid | None:
    if shown is None or not shown.rows:
        return None
    laid = table(shown, look.language)
    return Grid(
        name=_("明细"),
        columns=[column.label for column in laid.columns],
        rows=[[_cell(fact) for fact in row.cells] for row in laid.rows],
    )


def _cell(fact: Fact) -> Cell:
    return Cell(fact.plain, fact.number)


def _about(look: Look, found: Record) -> Grid:
    """Say what this is, whose, of when, what it tells in a sentence, and where it can be seen and checked."""
    titles, shown = titles_of(look, found), _shown(look, found)
    revision = shown_revision(found)
    lines = [
        (_("公开单位"), found.village.full_name),
        (_("事项"), titles.name),
        (_("期间"), period(found.period)),
        (_("公开日期"), day(found.published_at)),
        *((_("注意"), notice) for notice in titles.notices(shown)),
        (_("一句话"), titles.sentence),
    ]
    ends = [
        (_("网址"), address_of("record", found.pk)),
        (_("核对码"), revision.digest),
        (_("下载日期"), day(look.on)),
    ]
    told = [[Cell(fact.label), _cell(fact)] for fact in (facts(shown, look.language) if shown else ())]
    return Grid(
        name=_("说明"),
        columns=[],
        rows=[
            *([Cell(label), Cell(text)] for label, text in lines if text),
            *told,
            *([Cell(label), Cell(text)] for label, text in ends),
        ],
    )

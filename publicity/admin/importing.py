"""Take an office's table into a draft: bring it, look at how it was understood, mend or change that, take it over."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from publicity.actions.drafts import WRITABLE
from publicity.actions.imports import (
    Brought,
    bring_file,
    drop_file,
    file_of,
    look_into,
    take_over,
    understand_anew,
)
from publicity.admin.common import page, version_of
from publicity.catalogue import ItemSpec
from publicity.forms.importing import columns_on_page, constants_on_page, not_in_file, read_choices
from publicity.importing.books import LARGEST_FILE
from publicity.importing.examine import Examined
from publicity.importing.marked import marked_workbook
from publicity.importing.template import template
from publicity.models import Draft, ImportFile
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.work import visible_drafts
from publicity.spreadsheets import WORKBOOK
from publicity.templatetags.reading import item_name
from sanshu.accounts.admin.common import done, person, told
from sanshu.core import clock
from sanshu.core.errors import DomainError, Invalid, Stale, WrongState
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may

#: Problems on one page; the marked workbook has them all.
MOST_SHOWN = 200


def bring_page(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Ask for a file and keep it; go on to how it was understood."""
    user = person(request)
    draft = get_object_or_404(visible_drafts(user, on=clock.today()), pk=draft_id)
    if not _may_write(draft, user) or draft.is_nil:
        return redirect("admin:work_review", draft_id=draft.pk)
    if request.method != "POST":
        return _ask(request, draft)
    try:
        brought = _uploaded(request)
        kept = bring_file(draft.pk, by=user, version=version_of(request), brought=brought)
    except (Invalid, Stale, WrongState) as error:
        return _ask(request, draft, error=error)
    return redirect("admin:work_import", file_id=kept.pk)


def _may_write(draft: Draft, user: User) -> bool:
    return draft.status in WRITABLE and may(user, Act.DRAFT, draft.record.village_id)


def _uploaded(request: HttpRequest) -> Brought:
    given = request.FILES.get("file")
    if given is None or given.size is None:
        largest = LARGEST_FILE // 1024 // 1024
        raise Invalid(f"没有收到文件。请先选择文件；文件不能超过{largest}MB。")
    if given.size > LARGEST_FILE:
        raise Invalid(f"文件超过{LARGEST_FILE // 1024 // 1024}MB，请删去图片和用不到的工作表，或分成几个文件。")
    return Brought(given.name or "", given.read())


def _ask(request: HttpRequest, draft: Draft, *, error: DomainError | None = None) -> HttpResponse:
    context = {
        "draft": draft,
        "record": draft.record,
        "errors": told(error) if error else [],
        "has_rows": bool(_spec(draft).row_fields),
        "waiting": ImportFile.objects.filter(draft=draft, by=person(request), content__isnull=False).first(),
        "megabytes": LARGEST_FILE // 1024 // 1024,
    }
    return page(request, "bring", context, title=_("用Excel表格填"), status=error.status if error else 200)


def _spec(draft: Draft) -> ItemSpec:
    return spec_of(draft.record.item.code, edition_id=current_edition().pk)


@require_safe
def template_page(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give the workbook that the draft's item asks for."""
    user = person(request)
    draft = get_object_or_404(visible_drafts(user, on=clock.today()), pk=draft_id)
    edition = current_edition()
    made = template(spec_of(draft.record.item.code, edition_id=edition.pk), edition=edition.name, at=edition.loaded_at)
    return _file(made, f"{draft.record.item.code}-{draft.record.item.name}.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORKBOOK)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["Cache-Control"] = "no-store"
    return response


def import_page(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show how a waiting file was understood and what is wrong with it; change that, take it over, or drop it."""
    user = person(request)
    kept = file_of(file_id, by=user)
    if not _may_write(kept.draft, user):
        return redirect("admin:work_review", draft_id=kept.draft_id)
    if request.method != "POST":
        return _show(request, kept)
    wish = request.POST.get("do", "")
    if wish == "drop":
        drop_file(kept.pk, by=user)
        return done(request, _("文件已删除，草稿没有变。"), "admin:work_draft", draft_id=kept.draft_id)
    try:
        _check_wish(wish)
        seen = look_into(kept)
        known = read_choices(request.POST, seen, _spec(kept.draft))
        understand_anew(kept, known)
        if wish != "take" or known.sheet != seen.known.sheet:
            return redirect("admin:work_import", file_id=kept.pk)
        draft = take_over(kept.pk, by=user, version=version_of(request))
    except (Invalid, Stale, WrongState) as error:
        return _show(request, kept, error=error)
    count = len(draft.content["rows"])
    said = ngettext("已导入，草稿里现在有%(n)s行。", "已导入，草稿里现在有%(n)s行。", count) % {"n": count}
    return done(request, said, "admin:work_draft", draft_id=draft.pk)


def _check_wish(wish: str) -> None:
    if wish not in {"check", "take"}:
        raise Invalid(_("没有认出您要做什么，请用页面上的按钮。"))


def _show(request: HttpRequest, kept: ImportFile, *, error: DomainError | None = None) -> HttpResponse:
    found, spec = look_into(kept), _spec(kept.draft)
    warnings = [one for one in found.problems if one.is_warning]
    context = {
        "kept": kept,
        "draft": kept.draft,
        "record": kept.draft.record,
        "found": found,
        "columns": columns_on_page(found, spec),
        "constants": constants_on_page(found.known, spec) if found.has_table else [],
        "lacking": not_in_file(found.known, spec) if found.has_table else [],
        "wrong": found.errors[:MOST_SHOWN],
        "warnings": warnings[:MOST_SHOWN],
        "rows": len(found.content["rows"]),
        "replaces": len(kept.draft.content["rows"]),
        "heading_rows": "–".join(dict.fromkeys(str(row) for row in (found.known.first + 1, found.known.first_row))),
        "errors": told(error) if error and not error.errors else [],
        **_asked(found),
    }
    title = item_name(kept.draft.record.item)
    return page(request, "import", context, title=title, status=error.status if error else 200)


def _asked(found: Examined) -> dict[str, object]:
    """Say what the clerk may have to confirm: hidden and merged cells."""
    sheet = found.book.sheet(found.known.sheet)
    parts = sheet.parts if sheet else None
    hides = bool(sheet and (sheet.is_hidden or sheet.parts.hidden_rows or sheet.parts.hidden_columns))
    merges = bool(
        parts and any(top >= found.known.first_row and bottom > top for (top, _l), (bottom, _r) in parts.merged)
    )
    return {"hides": hides, "merges": merges}


@require_safe
def marked_page(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Give the waiting file back with every problem marked in its place."""
    user = person(request)
    kept = file_of(file_id, by=user)
    found = look_into(kept)
    made = marked_workbook(found.book, found.known, _spec(kept.draft), found.problems)
    return _file(made, f"{kept.name.rpartition('.')[0] or kept.name}-要改的地方.xlsx")

"""Discard a draft, after one more question; and show what was discarded to those who had seen it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publicity.actions.drafts import discard_draft, may_discard
from publicity.admin.common import page, version_of
from publicity.admin.seeing import preview
from publicity.masking import Viewer
from publicity.models import Draft, Endorsement
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.course import course_of
from publicity.queries.work import visible_discarded, visible_drafts
from publicity.templatetags.reading import item_name
from sanshu.accounts.admin.common import done, person, told
from sanshu.core import clock
from sanshu.core.errors import DomainError, Invalid, Stale, WrongState
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may


def discard_page(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Ask once more before a draft is discarded, saying what goes and what stays; then discard it."""
    user = person(request)
    draft = get_object_or_404(visible_drafts(user, on=clock.today()), pk=draft_id)
    if not (may_discard(draft) and may(user, Act.DRAFT, draft.record.village_id)):
        return redirect("admin:work_review", draft_id=draft.pk)
    if request.method != "POST":
        return _ask(request, draft)
    try:
        discard_draft(draft.pk, by=user, version=version_of(request), reason=request.POST.get("reason", ""))
    except (Invalid, Stale, WrongState) as error:
        return _ask(request, draft, error=error)
    if not draft.is_first:
        return done(request, _("草稿已作废，公开的内容没有变。"), "admin:work_record", record_id=draft.record_id)
    return done(request, _("草稿已作废。这一项还没有公开，可以重新写。"))


def _ask(request: HttpRequest, draft: Draft, *, error: DomainError | None = None) -> HttpResponse:
    context = {
        "draft": draft,
        "record": draft.record,
        "errors": told(error) if error else [],
        "posted": request.POST,
    }
    return page(request, "discard", context, title=_("作废草稿"), status=error.status if error else 200)


@require_safe
def discarded_page(request: HttpRequest, discarded_id: int) -> HttpResponse:
    """Show a discarded draft as it stood, with its signatures and why it was returned and discarded."""
    kept = get_object_or_404(visible_discarded(person(request), on=clock.today()), pk=discarded_id)
    spec = spec_of(kept.record.item.code, edition_id=current_edition().pk)
    viewer = Viewer.RESIDENT if request.GET.get("as") == "resident" else Viewer.PUBLIC
    context = {
        "kept": kept,
        "record": kept.record,
        "viewer": viewer,
        "timeline": course_of(kept.record, Endorsement.objects.filter(record=kept.record)),
        **preview(kept, spec, viewer),
    }
    return page(request, "discarded", context, title=item_name(kept.record.item))

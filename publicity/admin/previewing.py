"""A draft on the very page that villagers will see: the same templates and the same masking, before anything is public."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from publicity.admin.seeing import sentence_of
from publicity.masking import Viewer, show
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.places import chain_of
from publicity.queries.work import visible_drafts
from publicity.views.crumbs import crumbs_of
from publicity.views.public import Look, page
from publicity.views.records import asked_of, laid_out
from sanshu.accounts.admin.common import person

#: As whom a draft is looked at: nobody is shown more than the village itself will be.
VIEWERS = {"public": Viewer.PUBLIC, "resident": Viewer.RESIDENT}


@require_safe
def preview_page(request: HttpRequest, draft_id: int, viewer: str) -> HttpResponse:
    """Show a draft as anybody or as a resident will see it; absent for whoever may not see the draft."""
    look = Look.of(request)
    draft = get_object_or_404(visible_drafts(person(request), on=look.on), pk=draft_id)
    if viewer not in VIEWERS:
        raise Http404
    record, chain = draft.record, chain_of(draft.record.village_id)
    spec = spec_of(record.item.code, edition_id=current_edition().pk)
    shown = None if draft.is_nil else show(spec, draft.content, VIEWERS[viewer])
    context = {
        **laid_out(look, record, spec, shown, asked_of(request)),
        "crumbs": crumbs_of(chain, with_here=True) if chain else [],
        "sentence": sentence_of(draft, spec),
        "draft": draft,
        "viewer": viewer,
        "ask_url": "#preview",
    }
    return page(look, "publicity/work/preview.html", context)

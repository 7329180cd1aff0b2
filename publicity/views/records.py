"""One disclosure: the page, and its history with differences."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publicity.catalogue import ItemSpec
from publicity.differences import Change, differences
from publicity.display import name_of
from publicity.lifecycles import RecordStatus
from publicity.masking import Shown, Viewer, show
from publicity.models import Record, Revision
from publicity.queries.catalogue import spec_of
from publicity.queries.places import chain_of
from publicity.queries.record_page import record_of, revisions_of, shown_to, signatures_of, threads_of
from publicity.queries.stages import dated_stages_of
from publicity.queries.village_page import face_of
from publicity.reading.designs import read
from publicity.reading.listing import Asked
from publicity.views.crumbs import crumbs_of
from publicity.views.hard_words import HardWords
from publicity.views.public import Look, answer, page, versioned

LONGEST_WORDS = 40


def record_or_404(record_id: int) -> Record:
    """Give a record that the public may know of, tombstones included."""
    found = record_of(record_id)
    if found is None:
        raise Http404
    return found


def spec_of_revision(record: Record, revision: Revision) -> ItemSpec:
    """Give what the edition of a revision declares: what was published keeps its edition."""
    return spec_of(record.item.code, edition_id=revision.edition_id)


@versioned
@require_safe
def record(request: HttpRequest, record_id: int) -> HttpResponse:
    """Show one disclosure: its sentence first, then key figures, then rows, then who signed and what changed."""
    look, found = Look.of(request), record_or_404(record_id)
    asked = asked_of(request)
    version = (*version_of(found), face_of(found.village_id), asked)
    return answer(look, version, lambda: page(look, "public/record.html", _context(look, found, asked)))


def asked_of(request: HttpRequest) -> Asked:
    """Read which of the rows are asked for."""
    words, group, start = (
        request.GET.get(name, "").replace("\0", "").strip()[:LONGEST_WORDS] for name in ("find", "group", "from")
    )
    return Asked(words, group, start)


def shown_revision(found: Record) -> Revision:
    """Give the revision a known record shows; the database refuses a published record without one."""
    if found.revision is None:
        raise Http404
    return found.revision


def _shown(look: Look, found: Record) -> Shown | None:
    return shown_to(found, look.viewer(found.village_id))


def version_of(found: Record) -> tuple[Any, ...]:
    """Give what everything shown of a record depends on."""
    return ("record", found.pk, found.status, found.revision_id, hasattr(found.revision, "erasure"))


def _context(look: Look, found: Record, asked: Asked) -> dict[str, Any]:
    chain = chain_of(found.village_id)
    shown = _shown(look, found)
    spec = spec_of_revision(found, shown_revision(found))
    return {
        **laid_out(look, found, spec, shown, asked),
        "crumbs": crumbs_of(chain, with_here=True) if chain else [],
        "sentence": found.summary_en if look.language == "en" else found.summary,
        "is_resident": look.user is not None and look.viewer(found.village_id) is Viewer.RESIDENT,
        "withdrawn": found.status == RecordStatus.WITHDRAWN,
        "erased": getattr(found.revision, "erasure", None),
        "signatures": signatures_of(found),
        "threads": threads_of(found, on=look.on),
        "ask_url": f"{reverse_ask()}?village={found.village.code_text}&record={found.pk}",
    }


def laid_out(look: Look, record: Record, spec: ItemSpec, shown: Shown | None, asked: Asked) -> dict[str, Any]:
    """Lay out what a viewer may see of a record or of its draft, by the design of its structure."""
    return {
        "record": record,
        "village": record.village,
        "item": record.item,
        "name": name_of(record.item, look.language),
        "spec": spec,
        "content": spec.content_en if look.language == "en" else spec.content,
        "reading": read(spec, shown, asked, language=look.language, on=look.on) if shown else None,
        "words": HardWords(look.language),
        "rows_hidden": shown is not None and shown.rows_hidden,
        "dated_stages": dated_stages_of(record, spec, shown, look.on, look.language),
    }


def reverse_ask() -> str:
    """Give the address where people ask; named by the app above, so looked up by name and not imported."""
    return reverse("message-new")


@versioned
@require_safe
def revisions(request: HttpRequest, record_id: int) -> HttpResponse:
    """Show every published state of a record, newest first, with what changed from the one before."""
    look, found = Look.of(request), record_or_404(record_id)
    chain = chain_of(found.village_id)

    def build() -> HttpResponse:
        context = {
            "record": found,
            "village": found.village,
            "crumbs": crumbs_of(chain, with_here=True) if chain else [],
            "steps": list(_steps(look, found, revisions_of(found))),
        }
        return page(look, "public/revisions.html", context)

    return answer(look, ("revisions", *version_of(found)), build)


def _steps(look: Look, found: Record, every: list[Revision]) -> Iterator[dict[str, Any]]:
    viewer = look.viewer(found.village_id)
    for place, revision in enumerate(every):
        before = every[place + 1] if place + 1 < len(every) else None
        yield {
            "revision": revision,
            "erased": getattr(revision, "erasure", None),
            "changes": _changes(look, found, viewer, before, revision) if before else [],
        }


def _changes(look: Look, found: Record, viewer: Viewer, before: Revision, after: Revision) -> list[Change]:
    payloads = [getattr(revision, "payload", None) for revision in (before, after)]
    # What was taken down is taken down in all its revisions.
    if found.status == RecordStatus.WITHDRAWN or None in payloads or before.is_nil or after.is_nil:
        return []
    old, new = (
        show(spec_of_revision(found, revision), payload.content, viewer)
        for revision, payload in zip((before, after), payloads, strict=True)
        if payload is not None
    )
    return differences(old, new, look.language, row_word=_("第%s行"))

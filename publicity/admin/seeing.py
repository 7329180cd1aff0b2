"""A draft or a revision as a viewer will see it: the same masking and layout as the public pages."""

from typing import Any

from publicity.catalogue import ItemSpec
from publicity.content import Content
from publicity.forms.content import language
from publicity.masking import Viewer, show
from publicity.models import DiscardedDraft, Draft
from publicity.summaries import summarise, summarise_nil
from publicity.tables import facts, table
from sanshu.core.periods import Period


def sentence_of(draft: Draft | DiscardedDraft, spec: ItemSpec) -> str:
    """Say the sentence that this draft will have, or would have had, in public."""
    period = Period.parse(draft.record.period)
    if draft.is_nil:
        return summarise_nil(spec, period, language())
    return summarise(spec, draft.content, period, language())


def preview(draft: Draft | DiscardedDraft, spec: ItemSpec, viewer: Viewer) -> dict[str, Any]:
    """Give the sentence and the layout that this draft will have, or would have had, in public."""
    return {
        "sentence": sentence_of(draft, spec),
        **laid(spec, draft.content, viewer),
        "has_rows": bool(spec.row_fields),
    }


def laid(spec: ItemSpec, content: Content, viewer: Viewer) -> dict[str, Any]:
    """Lay a content out for a viewer in the page's language."""
    shown = show(spec, content, viewer)
    return {
        "facts": facts(shown, language()),
        "table": table(shown, language()) if shown.rows else None,
        "rows_hidden": shown.rows_hidden,
    }

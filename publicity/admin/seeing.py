"""A draft or a revision as a viewer will see it: the same masking and layout as the public pages."""

from typing import Any

from publicity.catalogue import ItemSpec
from publicity.content import Content
from publicity.forms.content import language
from publicity.masking import Viewer, show
from publicity.models import Draft
from publicity.presenting import Laid, lay_out
from publicity.summaries import summarise, summarise_nil
from sanshu.core.periods import Period


def preview(draft: Draft, spec: ItemSpec, viewer: Viewer) -> dict[str, Any]:
    """Give the sentence and the layout that will be public once this draft is."""
    period = Period.parse(draft.record.period)
    if draft.is_nil:
        sentence = summarise_nil(spec, period, language())
    else:
        sentence = summarise(spec, draft.content, period, language())
    return {
        "sentence": sentence,
        "laid": laid(spec, draft.content, viewer),
        "period": period.spoken_en() if language() == "en" else period.spoken(),
        "has_rows": bool(spec.row_fields),
    }


def laid(spec: ItemSpec, content: Content, viewer: Viewer) -> Laid:
    """Lay a content out for a viewer in the page's language."""
    return lay_out(show(spec, content, viewer), language())

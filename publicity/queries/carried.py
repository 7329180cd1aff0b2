"""What the period before says to this one: what a draft begins with, and what it is held against."""

from publicity.balances import Fault, faults
from publicity.catalogue import ItemSpec
from publicity.content import Content
from publicity.models import Draft, Record
from sanshu.core.periods import Period


def content_before(record: Record) -> Content | None:
    """Give what the unit published of the item for the period before; None for events, nil returns and what is erased."""
    if record.item.is_event:
        return None
    period = str(Period.parse(record.period).previous())
    found = (
        Record.objects.public()
        .filter(item_id=record.item_id, village_id=record.village_id, period=period, is_nil=False)
        .select_related("revision__payload")
        .first()
    )
    payload = getattr(found.revision, "payload", None) if found else None
    return payload.content if payload else None


def questions_of(spec: ItemSpec, draft: Draft) -> list[Fault]:
    """List what does not add up in a draft, by itself and against the period before."""
    if draft.is_nil:
        return []
    before = content_before(draft.record)
    return faults(spec, draft.content, before["fields"] if before else None)

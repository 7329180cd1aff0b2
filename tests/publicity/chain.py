"""Take a draft through the whole chain of signatures, as the cast does."""

from datetime import date

from publicity.actions.drafts import Typed, save_draft, start_draft, start_event_draft, submit_draft
from publicity.actions.obligations import open_obligations
from publicity.actions.publish import Tick, publish_draft
from publicity.actions.signatures import endorse_draft
from publicity.catalogue import ItemSpec
from publicity.models import Draft, Item, Obligation, Revision
from publicity.queries.catalogue import current_edition, spec_of
from publicity.stations import endorsements_needed, ticks_needed
from sanshu.core.models import Region
from sanshu.core.roles import Role
from tests.cast import DONGTA, LIUJIAWOBU, TODAY, Cast
from tests.publicity.samples import typed_content

EVENT_DAY = date(2026, 11, 10)


def spec(code: str) -> ItemSpec:
    """Give the current declaration of an item."""
    return spec_of(code, edition_id=current_edition().pk)


def unit_for(item: Item) -> int:
    """Give a unit of the small province that owes the item."""
    return DONGTA if item.applies_to == "community" else LIUJIAWOBU


def township_of(unit: int) -> int:
    """Give the township of a unit."""
    township = Region.objects.get(pk=unit).parent_id
    assert township is not None
    return township


def obligation(code: str, *, unit: int = LIUJIAWOBU) -> Obligation:
    """Give the oldest unmet obligation of a unit for a periodic item, opened when need be."""
    open_obligations(on=TODAY, from_day=date(2026, 8, 1))
    return Obligation.objects.unmet().filter(region_id=unit, item__code=code).order_by("period_end", "pk")[0]


def started(cast: Cast, code: str) -> Draft:
    """Start a draft of any item: on its obligation, or by recording its event."""
    item = Item.objects.get(code=code)
    unit = unit_for(item)
    clerk = cast.staff(Role.CLERK, unit)
    if item.is_event:
        return start_event_draft(unit, code, happened_on=EVENT_DAY, by=clerk, at=None)
    return start_draft(obligation(code, unit=unit).pk, by=clerk)


def filled(cast: Cast, code: str) -> Draft:
    """Give a draft with everything filled in."""
    draft = started(cast, code)
    header, rows = typed_content(spec(code), period=draft.record.period)
    clerk = cast.staff(Role.CLERK, draft.record.village_id)
    return save_draft(draft.pk, by=clerk, version=draft.version, typed=Typed(header, rows))


def submitted(cast: Cast, draft: Draft) -> Draft:
    """Send a draft for signature."""
    clerk = cast.staff(Role.CLERK, draft.record.village_id)
    return submit_draft(draft.pk, by=clerk, version=draft.version, explanation="和账本核对过，没有错")


def endorsed(cast: Cast, draft: Draft) -> Draft:
    """Collect every signature that the item asks for in the village."""
    draft = submitted(cast, draft)
    for role in (Role.SECRETARY, Role.OVERSIGHT):
        needed = endorsements_needed(spec(draft.record.item.code))
        if role is Role.SECRETARY or len(needed) > 1:
            by = cast.staff(role, draft.record.village_id)
            draft = endorse_draft(draft.pk, by=by, role=role, version=draft.version)
    return draft


def ticks(code: str) -> dict[str, Tick]:
    """Give the ticks of all outside stations."""
    return {station: Tick("二牛所口镇服务中心", TODAY) for station in ticks_needed(spec(code))}


def published(cast: Cast, draft: Draft) -> Revision:
    """Take a filled draft through every signature to publication."""
    draft = endorsed(cast, draft)
    reviewer = cast.staff(Role.REVIEWER, township_of(draft.record.village_id))
    return publish_draft(draft.pk, by=reviewer, version=draft.version, ticks=ticks(draft.record.item.code))

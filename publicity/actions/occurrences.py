"""Say that events happened, for many units at once, or that in a quarter none did."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from publicity.actions import rights
from publicity.actions.locking import locked_state
from publicity.actions.obligations import open_event
from publicity.models import Item, NoEventConfirmation, Obligation
from publicity.queries.events import event_items, items_with_events
from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Conflict, Invalid
from sanshu.core.models import Region, User
from sanshu.core.periods import Frequency, Period
from sanshu.core.permissions import Act


@transaction.atomic
def record_event(
    item_code: str, *, villages: Sequence[int], happened_on: date, by: User, at: datetime | None = None
) -> list[Obligation]:
    """Record one event for the units it concerns, all or none: each then owes the item, with the next serial."""
    at = at or clock.now()
    item = Item.objects.filter(code=item_code).first()
    if item is None:
        raise Absent(f"公开目录里没有编号 {item_code}。")
    regions = Region.objects.units().in_bulk(list(villages))
    unknown = [code for code in villages if code not in regions]
    if unknown or not regions:
        names = "、".join(f"{code:012d}" for code in unknown) or "（没有选择）"
        raise Absent(f"没有这些村（社区）：{names}，请核对。")
    return [_record(regions[code], item, happened_on=happened_on, by=by, at=at) for code in dict.fromkeys(villages)]


def _record(region: Region, item: Item, *, happened_on: date, by: User, at: datetime) -> Obligation:
    posting = rights.require(by, Act.RECORD_EVENT, region=region, on=at.date())
    rights.require_live(region, on=at.date())
    obligation = open_event(region, item, on=happened_on, today=at.date())
    timeline.write(obligation, action="event_recorded", by=by, at=at, office=rights.office(posting), region=region.code)
    return obligation


@transaction.atomic
def confirm_no_events(
    region_code: int, quarter: str, *, items: Iterable[str], by: User, at: datetime | None = None
) -> NoEventConfirmation:
    """Confirm, once for a quarter that is over, which event items had none; items that had one are refused by name."""
    at = at or clock.now()
    region = Region.objects.units().filter(pk=region_code).first()
    if region is None:
        raise Absent(f"没有代码为 {region_code:012d} 的村（社区），请核对。")
    posting = rights.require(by, Act.CONFIRM_NO_EVENT, region=region, on=at.date())
    rights.require_live(region, on=at.date())
    locked_state(region.pk)  # No event of the unit is recorded meanwhile.
    period = _quarter(quarter, today=at.date())
    chosen = sorted(set(items))
    known = {item.code: item for item in event_items(region)}
    unknown = [code for code in chosen if code not in known]
    if unknown or not chosen:
        raise Invalid(f"请选择本单位按事件公开的事项；这些不是：{'、'.join(unknown) or '（没有选择）'}。")
    busy = items_with_events(region, period) & set(chosen)
    if busy:
        names = "、".join(known[code].name for code in sorted(busy))
        raise Invalid(f"{period.spoken()}登记过这些事项的事件，不能确认无发生：{names}。")
    confirmation, is_new = NoEventConfirmation.objects.get_or_create(
        region=region, quarter=str(period), defaults={"items": chosen, "by": by, "at": at}
    )
    if not is_new:
        raise Conflict(f"{period.spoken()}已经确认过了。")
    timeline.write(
        confirmation, action="confirm_no_events", by=by, at=at, office=rights.office(posting), region=region.code
    )
    return confirmation


def _quarter(text: str, *, today: date) -> Period:
    try:
        period = Period.parse(text)
    except ValueError as problem:
        raise Invalid(str(problem), errors={"quarter": [str(problem)]}) from problem
    if period.frequency is not Frequency.QUARTERLY:
        raise Invalid("请按季度确认，写成 2026-Q3 的样子。", errors={"quarter": ["应为季度。"]})
    if period.last_day >= today:
        raise Invalid(f"{period.spoken()}还没有过完，过完后再确认。", errors={"quarter": ["这一季度还没有过完。"]})
    return period

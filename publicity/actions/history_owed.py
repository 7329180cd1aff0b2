"""The obligations that finished disclosures meet: the ones that are owed, and new ones for events."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Max

from publicity.actions.history_given import Finished
from publicity.models import Item, Obligation, Record
from publicity.schedule import due_day
from sanshu.core.errors import Absent, Conflict, Invalid
from sanshu.core.models import Region
from sanshu.core.periods import Frequency, Period


def obligations_for(village: Region, given: Sequence[Finished], items: Mapping[str, Item]) -> list[Obligation]:
    """Give the obligation of each: the one that is owed, or a new one for an event."""
    standing = set(Record.objects.standing().filter(village=village).values_list("obligation_id", flat=True))
    owed = {
        (one.item_id, one.period): one
        for one in Obligation.objects.select_for_update().filter(
            region=village, item__in=[item.pk for item in items.values() if not item.is_event]
        )
    }
    serials = _serials(village, items)
    found, opened = [], []
    for one in given:
        item = items[one.item]
        if item.is_event:
            obligation = _event_obligation(village, item, one, serials)
            opened.append(obligation)
        else:
            obligation = _take(owed, item, one)
            if obligation.met_on is not None or obligation.pk in standing:
                raise Conflict(f"{one.name}：这一期已经有一份了。")
        found.append(obligation)
    Obligation.objects.bulk_create(opened)
    return found


def _serials(village: Region, items: Mapping[str, Item]) -> Counter[tuple[int, str]]:
    events_of = [item.pk for item in items.values() if item.is_event]
    known = Obligation.ever.filter(region=village, item__in=events_of).values_list("item_id", "period")
    return Counter({(item, period): last for item, period, last in known.annotate(last=Max("serial"))})


def _event_obligation(village: Region, item: Item, one: Finished, serials: Counter[tuple[int, str]]) -> Obligation:
    if one.is_nil:
        raise Invalid(f"{one.name}：按事件公开的事项没有“本期无发生”。")
    period = Period.parse(one.period)
    day = period.first_day
    if period.frequency is not Frequency.EVENT or day > one.published_at.date() or not village.is_live(day):
        raise Invalid(f"{one.name}：事件的日期不对，或者那天还没有开通。")
    if item.applies_to not in {"both", village.kind}:
        raise Invalid(f"{one.name}：这一项不适用于{village.name}。")
    serials[item.pk, one.period] += 1
    return Obligation(
        region=village,
        item=item,
        period=one.period,
        serial=serials[item.pk, one.period],
        period_end=day,
        due_on=due_day(period, deadline_days=item.deadline_days),
    )


def _take(owed: dict[tuple[int, str], Obligation], item: Item, one: Finished) -> Obligation:
    obligation = owed.pop((item.pk, one.period), None)
    if obligation is None:
        raise Absent(f"{one.name}：没有这项公开任务，或者给了两次。请核对期间，先执行 open_obligations。")
    return obligation

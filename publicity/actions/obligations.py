"""Open what is owed, set-wise; record that an obligation is met, unmet, on file; let filings expire."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from publicity.actions import chain, counters
from publicity.actions.locking import locked_state
from publicity.lifecycles import FILING, FilingStatus
from publicity.models import Filing, Item, Obligation, VillageState
from publicity.schedule import due_day, periods_between
from sanshu.core import timeline
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.models import Region
from sanshu.core.periods import Frequency, Period

#: One statement opens one cadence for all live units and counts what it opened. A unit owes a period when it is live on
#: the period's last day (or today, if that is earlier), and nothing that was due before it went live. Rows go in by unit,
#: so that what one village owes lies together on disk and index pages are filled in order.
OPEN_SQL = """
WITH periods AS (
    SELECT * FROM unnest(%(names)s::text[], %(firsts)s::date[], %(lasts)s::date[]) AS p(name, first_day, last_day)
), opened AS (
    INSERT INTO publicity_obligation (region_id, item_id, period, serial, period_end, due_on, met_how)
    SELECT r.code, i.id, p.name, 1, p.last_day,
           CASE WHEN i.due_from_start THEN p.first_day - 1 ELSE p.last_day END + i.deadline_days, ''
      FROM publicity_item i
      CROSS JOIN periods p
      JOIN core_region r ON r.level = 5 AND i.applies_to IN ('both', r.kind)
     WHERE i.frequency = %(frequency)s AND i.retired_on IS NULL
       AND r.live_from <= LEAST(p.last_day, %(on)s)
       AND (r.closed_on IS NULL OR r.closed_on > p.last_day)
       AND CASE WHEN i.due_from_start THEN p.first_day - 1 ELSE p.last_day END + i.deadline_days >= r.live_from
     ORDER BY r.code, i.id
    ON CONFLICT (region_id, item_id, period, serial) DO NOTHING
    RETURNING region_id, item_id, due_on
), counted AS (
    INSERT INTO publicity_disclosurecount AS c (village_id, category, due_on, owed, met_on_time, met_late, nil, filed)
    SELECT o.region_id, i.category, o.due_on, count(*), 0, 0, 0, 0
      FROM opened o JOIN publicity_item i ON i.id = o.item_id
     GROUP BY 1, 2, 3
    ON CONFLICT (village_id, category, due_on) DO UPDATE SET owed = c.owed + excluded.owed
), noted AS (
    INSERT INTO publicity_countedatonce AS n (id, times) SELECT 1, 1 FROM opened LIMIT 1
    ON CONFLICT (id) DO UPDATE SET times = n.times + 1
)
SELECT count(*) FROM opened
"""

CADENCES = (Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY, Frequency.YEARLY)


def open_obligations(*, on: date, from_day: date | None = None) -> dict[str, int]:
    """Open every periodic obligation of the periods that contain `on` (or any day since `from_day`).

    One set-wise statement per cadence, safe to repeat; returns how many rows each cadence opened.
    """
    if from_day is not None and from_day > on:
        raise Invalid(f"起始日期 {from_day} 晚于 {on}，请核对。")
    return {str(cadence): _open_cadence(cadence, first=from_day or on, on=on) for cadence in CADENCES}


@transaction.atomic
def _open_cadence(cadence: Frequency, *, first: date, on: date) -> int:
    periods = periods_between(cadence, first, on)
    with connection.cursor() as cursor:
        cursor.execute(
            OPEN_SQL,
            {
                "names": [str(period) for period in periods],
                "firsts": [period.first_day for period in periods],
                "lasts": [period.last_day for period in periods],
                "frequency": str(cadence),
                "on": on,
            },
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def open_event(
    region: Region, item: Item, *, on: date, today: date, stage_of: Obligation | None = None, stage: str = ""
) -> Obligation:
    """Open the obligation of one event of a live unit, with the next serial of that day; the caller checked the right.

    `stage` names a later stage of an event's matter. The head of the unit's chain is locked, so two events of one day get two serials.
    """
    if not item.is_event or item.retired_on:
        raise Invalid(f"{item} 不是按事件公开的事项。", errors={"item": ["请选择发生时公开的事项。"]})
    if on > today:
        raise Invalid("事件日期不能晚于今天。", errors={"event_date": ["请填写已经发生的日期。"]})
    state, unit = locked_state(region.pk), Region.objects.get(pk=region.pk)
    if not unit.is_live(on):
        raise NotAllowed(f"{unit.name}在{on:%Y-%m-%d}没有开通公开，请核对日期。")
    if item.applies_to not in {"both", unit.kind}:
        raise Invalid(f"{item} 不适用于{unit.get_kind_display()}。", errors={"item": ["请选择适用的事项。"]})
    period = Period.containing(Frequency.EVENT, on)
    taken = Obligation.ever.filter(region=unit, item=item, period=str(period)).count()
    obligation = Obligation.objects.create(
        region=unit,
        item=item,
        period=str(period),
        serial=taken + 1,
        period_end=on,
        due_on=due_day(period, deadline_days=item.deadline_days),
        stage_of=stage_of,
        stage=stage,
    )
    counters.opened(obligation)
    chain.touch(state)
    return obligation


def find_obligation(region: Region, item: Item, period: str, serial: int = 1) -> Obligation:
    """Give a unit's obligation for a period; says plainly when the period is not one of the item's."""
    try:
        parsed = Period.parse(period)
    except ValueError as error:
        raise Invalid(str(error), errors={"period": [str(error)]}) from error
    if parsed.frequency is not Frequency(item.frequency):
        text = f"{item}按“{item.get_frequency_display()}”公开，期间“{period}”不对。"
        raise Invalid(text, errors={"period": [text]})
    found = Obligation.objects.filter(region=region, item=item, period=period, serial=serial).first()
    if found is None:
        raise Absent(f"{region.name}在{parsed.spoken()}没有“{item.name}”的公开任务。")
    return found


def mark_met(obligation: Obligation, *, on: date, nil: bool) -> None:
    """Record that a locked obligation is met; a filing that stood for it no longer counts."""
    if obligation.met_on is not None:
        raise Conflict("这一期已经公开过了。如内容有误，请用“更正”。")
    if obligation.filed_until is not None:
        counters.unfiled(obligation)
        obligation.filed_until = None
    obligation.met_on, obligation.met_how = on, "nil" if nil else "record"
    obligation.save(update_fields=["met_on", "met_how", "filed_until"])
    counters.met(obligation)


def mark_unmet(obligation: Obligation) -> None:
    """Return a locked obligation to unmet with its old due day, as after a withdrawal."""
    counters.unmet(obligation)
    obligation.met_on, obligation.met_how = None, ""
    obligation.save(update_fields=["met_on", "met_how"])


def _lock_both(obligation: Obligation) -> VillageState:
    """Lock the head of the unit's chain, then the obligation: the order in which publishing does."""
    state = locked_state(obligation.region_id)
    obligation.refresh_from_db(from_queryset=Obligation.objects.select_for_update())
    return state


def mark_filed(obligation: Obligation, *, until: date) -> None:
    """Lock an unmet obligation and record that it is on file until a day, that day included."""
    state = _lock_both(obligation)
    if obligation.met_on is not None:
        raise Conflict("这一期已经公开，不能再备案。")
    if obligation.filed_until is None:
        counters.filed(obligation)
    obligation.filed_until = until
    obligation.save(update_fields=["filed_until"])
    chain.touch(state)


def mark_unfiled(obligation: Obligation) -> None:
    """Lock an obligation and take it off file; nothing happens when a disclosure already took the filing's place."""
    state = _lock_both(obligation)
    if obligation.filed_until is not None:
        counters.unfiled(obligation)
        obligation.filed_until = None
        obligation.save(update_fields=["filed_until"])
        chain.touch(state)


@dataclass(frozen=True)
class SweptObligations:
    """What a sweep did."""

    opened: int
    expired: int


def sweep_obligations(*, at: datetime) -> SweptObligations:
    """Open the obligations of the periods that contain today and end the filings whose time is over."""
    opened = sum(open_obligations(on=at.date()).values())
    return SweptObligations(opened=opened, expired=expire_filings(at=at))


def expire_filings(*, at: datetime) -> int:
    """End every filing whose last day is past; each in its own transaction, safe to repeat."""
    over = Filing.objects.filter(status=FilingStatus.APPROVED, until__lt=at.date()).values_list("pk", flat=True)
    return sum(_expire(filing_id, at=at) for filing_id in list(over))


@transaction.atomic
def _expire(filing_id: int, *, at: datetime) -> bool:
    filing = Filing.objects.select_for_update(of=("self",)).select_related("obligation").get(pk=filing_id)
    if filing.status != FilingStatus.APPROVED:
        return False
    FILING.check(FilingStatus(filing.status), FilingStatus.EXPIRED)
    mark_unfiled(filing.obligation)
    filing.status = FilingStatus.EXPIRED
    filing.save(update_fields=["status"])
    timeline.write(
        filing,
        action="expire",
        by=None,
        at=at,
        old=FilingStatus.APPROVED,
        new=FilingStatus.EXPIRED,
        reason="备案到期",
        region=filing.obligation.region_id,
    )
    return True

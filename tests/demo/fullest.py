"""The fullest village there is: whatever of all items it has not told of yet is told."""

from datetime import datetime, timedelta

from publicity.actions.history import Finished, publish_history
from publicity.catalogue import ItemSpec
from publicity.models import Record
from publicity.stations import ROLE_OF_STATION, endorsements_needed
from sanshu.core.periods import Frequency, Period
from sanshu.core.roles import Role
from sanshu.demo.contents import Task, content_of
from sanshu.demo.load import staff
from sanshu.demo.specs import specs
from sanshu.demo.world import World


def items_of_villages() -> dict[str, ItemSpec]:
    """Give every item that a village tells of, by its code."""
    return {code: spec for code, spec in specs().items() if spec.applies_to in {"both", "village"}}


def told(unit: int) -> set[str]:
    """Give the codes of the items that a unit has told of."""
    return set(Record.objects.public().filter(village=unit).values_list("item__code", flat=True))


def tell_everything(where: World, *, now: datetime) -> None:
    """Publish each item that the village has not told of; what happens by event happens a week ago."""
    unit = where.place.code
    known = told(unit)
    missing = [spec for code, spec in items_of_villages().items() if code not in known]
    publish_history(unit, [_finished(where, spec, now=now) for spec in missing])


def _finished(where: World, spec: ItemSpec, *, now: datetime) -> Finished:
    today = now.date()
    periodic = spec.frequency != Frequency.EVENT
    event = Period.parse((today - timedelta(days=7)).isoformat())
    period = Period.containing(Frequency(spec.frequency), today).previous() if periodic else event
    content = content_of(spec, Task(where, spec.code, period, today))
    cast = {role: staff.staff_at(role, where.place.code).pk for role in (Role.CLERK, Role.SECRETARY, Role.OVERSIGHT)}
    return Finished(
        item=spec.code,
        period=str(period),
        drafted_by=cast[Role.CLERK],
        signed_by={ROLE_OF_STATION[name]: cast[ROLE_OF_STATION[name]] for name in endorsements_needed(spec)},
        published_by=staff.reviewer_of(where.place.code).pk,
        submitted_at=now,
        published_at=now,
        fields=content.fields if content else {},
        rows=content.rows if content else (),
        is_nil=content is None,
    )

"""Projects under way: their villages report one stage after the other on the record that the tender began."""

from datetime import date, datetime, time, timedelta

from publicity.actions.drafts import Typed, save_draft
from publicity.actions.stages import report_stage
from publicity.models import Draft, Record
from sanshu.core.clock import SHANGHAI
from sanshu.core.periods import Period
from sanshu.core.roles import Role
from sanshu.demo.contents import Content, Task, content_of
from sanshu.demo.load import papers
from sanshu.demo.load.staff import staff_at
from sanshu.demo.plan import UNDERWAY_ITEM
from sanshu.demo.specs import specs
from sanshu.demo.threads import LAGGING, UNDERWAY
from sanshu.demo.world import World


def report_progress(world: World, *, now: datetime) -> int:
    """Report and publish every stage since the tender, each some days after it came about; gives how many.

    One village reports that its project was accepted and does not write it up: that stage is overdue.
    """
    record = Record.objects.public().filter(village=world.place.code, item__code=UNDERWAY_ITEM).first()
    if world.place.code not in UNDERWAY or record is None:
        return 0
    began = record.obligation.period_end.isoformat()
    coming = [row for row in _content(world, record, now.date()).rows if str(row["date"]) > began]
    clerk, told = staff_at(Role.CLERK, world.place.code), 0
    for row in coming:
        day = date.fromisoformat(str(row["date"]))
        at = datetime.combine(day + timedelta(days=1), time(14, 26), SHANGHAI)
        if at >= now:
            break
        draft = report_stage(record.pk, stage=str(row["stage"]), happened_on=day, by=clerk, at=at)
        if world.place.code == LAGGING and row is coming[-1]:
            break
        later = at + timedelta(days=world.dice("stage", day).between(1, 5))
        _publish(world, draft, day=day, at=min(later, now))
        told += 1
    return told


def _content(world: World, record: Record, day: date) -> Content:
    """Give what the project tells on a day, each row with the number it keeps."""
    made = content_of(specs()[UNDERWAY_ITEM], Task(world, UNDERWAY_ITEM, Period.parse(record.period), day)) or Content()
    return Content(made.fields, [{**row, "id": f"r{place}"} for place, row in enumerate(made.rows, start=1)])


def _publish(world: World, draft: Draft, *, day: date, at: datetime) -> None:
    content = _content(world, draft.record, day)
    clerk = staff_at(Role.CLERK, world.place.code)
    draft = save_draft(draft.pk, by=clerk, version=draft.version, typed=Typed(content.fields, content.rows), at=at)
    papers.publish(papers.endorse(papers.submit(draft, at=at), at=at), at=at)

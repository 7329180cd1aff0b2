"""Take a draft through its signatures as the people of its village and township would."""

from collections.abc import Mapping
from datetime import datetime

from publicity.actions.drafts import Typed, save_draft, start_draft, submit_draft
from publicity.actions.publish import Tick, publish_draft
from publicity.actions.signatures import endorse_draft
from publicity.models import Draft, Obligation, Revision
from publicity.stations import ROLE_OF_STATION, endorsements_needed, ticks_needed
from sanshu.core.models import User
from sanshu.core.periods import Period
from sanshu.core.roles import Role
from sanshu.demo.contents import Content, Task, content_of
from sanshu.demo.load.staff import reviewer_of, staff_at
from sanshu.demo.specs import specs
from sanshu.demo.world import World


def write(world: World, obligation: Obligation, *, at: datetime) -> Draft:
    """Let the clerk write what is owed, a nil return where nothing happened; not yet sent for signature."""
    clerk = staff_at(Role.CLERK, world.place.code)
    if _content(world, obligation, at=at) is None:
        return start_draft(obligation.pk, by=clerk, at=at, is_nil=True)
    return fill(world, start_draft(obligation.pk, by=clerk, at=at), at=at)


def fill(world: World, draft: Draft, *, at: datetime) -> Draft:
    """Let the clerk fill a draft in."""
    content = _content(world, draft.record.obligation, at=at)
    typed = Typed(fields=content.fields, rows=content.rows) if content else Typed()
    clerk = staff_at(Role.CLERK, world.place.code)
    return save_draft(draft.pk, by=clerk, version=draft.version, typed=typed, at=at)


def retyped(draft: Draft) -> tuple[dict[str, object], list[dict[str, object]]]:
    """Give fields and rows of a draft as a form would send them: what is sealed is left blank, and so kept."""
    spec = specs()[draft.record.item.code]
    plain = {field.key for field in (*spec.fields, *spec.row_fields) if not field.is_digested} | {"id"}
    content = draft.content
    fields = {key: value for key, value in content["fields"].items() if key in plain}
    rows = [{key: value for key, value in row.items() if key in plain} for row in content["rows"]]
    return fields, rows


def _content(world: World, obligation: Obligation, *, at: datetime) -> Content | None:
    item = obligation.item.code
    return content_of(specs()[item], Task(world, item, Period.parse(obligation.period), at.date()))


def submit(draft: Draft, *, at: datetime) -> Draft:
    """Let the clerk send it for signature."""
    clerk = staff_at(Role.CLERK, draft.record.village_id)
    return submit_draft(draft.pk, by=clerk, version=draft.version, at=at)


def signers(draft: Draft) -> Mapping[Role, User]:
    """Give who must sign in the village."""
    needed = endorsements_needed(specs()[draft.record.item.code])
    return {role: staff_at(role, draft.record.village_id) for role in map(ROLE_OF_STATION.__getitem__, needed)}


def endorse(draft: Draft, *, at: datetime) -> Draft:
    """Let everybody sign who must sign in the village."""
    for role, person in signers(draft).items():
        draft = endorse_draft(draft.pk, by=person, role=role, version=draft.version, at=at)
    return draft


def publish(draft: Draft, *, at: datetime) -> Revision:
    """Let the township publish it, with the stations' ticks."""
    spec = specs()[draft.record.item.code]
    ticks = {name: Tick(office=name, signed_on=at.date()) for name in ticks_needed(spec)}
    person = reviewer_of(draft.record.village_id)
    return publish_draft(draft.pk, by=person, version=draft.version, ticks=ticks, at=at)

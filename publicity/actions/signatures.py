"""Sign a draft in the village, or send it back with a reason. Nobody signs what they wrote."""

from datetime import datetime

from django.db import transaction

from publicity.actions import rights
from publicity.actions.drafts import move
from publicity.actions.locking import locked_draft
from publicity.lifecycles import RECORD, RecordStatus
from publicity.models import Draft, Endorsement
from publicity.queries.catalogue import current_edition, spec_of
from publicity.reasons import clean_reason
from publicity.stations import STATION_OF_ROLE, endorsements_needed
from sanshu.core import clock
from sanshu.core.errors import Conflict, NotAllowed
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.roles import Role

ACT_OF_ROLE = {Role.SECRETARY: Act.ENDORSE_SECRETARY, Role.OVERSIGHT: Act.ENDORSE_OVERSIGHT}


@transaction.atomic
def endorse_draft(draft_id: int, *, by: User, role: Role, version: int, at: datetime | None = None) -> Draft:
    """Sign a submitted draft as secretary or for the oversight committee; the last signature needed endorses it."""
    at = at or clock.now()
    draft = locked_draft(draft_id, version=version)
    if role not in ACT_OF_ROLE:
        raise NotAllowed("在村里签署的只有书记和监督委员会。")
    posting = rights.require(by, ACT_OF_ROLE[role], region=draft.record.village, on=at.date())
    refuse_writer(draft, by)
    RECORD.check(RecordStatus(draft.status), RecordStatus.ENDORSED)
    needed = endorsements_needed(spec_of(draft.record.item.code, edition_id=current_edition().pk))
    station = STATION_OF_ROLE[role]
    if station not in needed:
        raise Conflict(f"“{draft.record.item.name}”不需要{station}签署。")
    done = dict(
        Endorsement.objects.filter(record_id=draft.record_id, round=draft.round).values_list("station", "by_id")
    )
    if station in done:
        raise Conflict(f"{station}已经签过了。")
    if by.pk in done.values():
        raise NotAllowed("同一个人不能在一份稿件上签两个岗位。")
    Endorsement.objects.create(
        record=draft.record,
        round=draft.round,
        station=station,
        by=by,
        office=rights.office(posting),
        at=at,
        signed_on=at.date(),
    )
    if set(needed) <= {*done, station}:
        move(draft, RecordStatus.ENDORSED, by=by, at=at, action="endorse", office=rights.office(posting))
        draft.save(update_fields=["status"])
    return draft


@transaction.atomic
def return_draft(draft_id: int, *, by: User, reason: str, version: int, at: datetime | None = None) -> Draft:
    """Send a draft back to the clerk with a reason: the village's signers before, the reviewer also after signing."""
    at = at or clock.now()
    reason = clean_reason(reason)
    draft = locked_draft(draft_id, version=version)
    may = [Act.RETURN] if draft.status == RecordStatus.ENDORSED else [Act.RETURN, *ACT_OF_ROLE.values()]
    posting = rights.require(by, *may, region=draft.record.village, on=at.date())
    move(draft, RecordStatus.RETURNED, by=by, at=at, action="return", reason=reason, office=rights.office(posting))
    draft.returned_reason = reason
    draft.version += 1
    draft.save()
    return draft


def refuse_writer(draft: Draft, by: User) -> None:
    """Refuse that somebody signs or publishes what they wrote."""
    if by.pk == draft.drafted_by_id or by.pk in draft.writers:
        raise NotAllowed("自己起草的内容不能由自己签署或发布，请由另一位同志办理。")

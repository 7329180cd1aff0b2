"""Correct or withdraw what is public: always with a reason, always leaving what was shown in the history."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from publicity.actions import chain, rights
from publicity.actions.locking import locked_obligation, locked_record, locked_state
from publicity.actions.obligations import mark_unmet
from publicity.actions.stages import unsettle_stages
from publicity.content import empty
from publicity.lifecycles import PUBLIC_STATUSES, RECORD, RecordStatus
from publicity.models import Draft, Record, RecordRow, Revision, RevisionPayload
from publicity.queries.catalogue import current_edition
from publicity.reasons import clean_reason
from sanshu.core import clock, events, timeline
from sanshu.core.errors import Conflict, WrongState
from sanshu.core.models import User
from sanshu.core.permissions import Act


class Ground(StrEnum):
    """Why a reviewer takes something down: the secretary asked, or privacy, which can't wait for anybody."""

    REQUEST = "request"
    PRIVACY = "privacy"


@transaction.atomic
def start_correction(record_id: int, *, by: User, reason: str, at: datetime | None = None) -> Draft:
    """Start a correction of a public record from what it shows now; it goes the same way of signatures."""
    at = at or clock.now()
    reason = clean_reason(reason)
    record = locked_record(record_id)
    posting = rights.require(by, Act.DRAFT, region=record.village, on=at.date())
    RECORD.check(RecordStatus(record.status), RecordStatus.CORRECTED)
    if Draft.objects.filter(record=record).exists():
        raise Conflict("这条公开已经有一份正在更正的稿件，请继续写那一份。")
    payload = RevisionPayload.objects.filter(revision__current_of=record).first()
    draft = Draft.objects.create(
        record=record,
        content=payload.content if payload else empty(),
        is_nil=False,
        is_correction=True,
        reason=reason,
        drafted_by=by,
        writers=[by.pk],
        updated_at=at,
    )
    timeline.write(
        record,
        action="start_correction",
        by=by,
        at=at,
        reason=reason,
        office=rights.office(posting),
        region=record.village_id,
    )
    return draft


@transaction.atomic
def ask_withdrawal(record_id: int, *, by: User, reason: str, at: datetime | None = None) -> Record:
    """Ask the township, as secretary, to take a public record down."""
    at = at or clock.now()
    reason = clean_reason(reason)
    record = locked_record(record_id)
    posting = rights.require(by, Act.ASK_WITHDRAWAL, region=record.village, on=at.date())
    if record.status not in PUBLIC_STATUSES:
        raise WrongState("只有正在公开的内容可以申请撤下。")
    timeline.write(
        record,
        action="ask_withdrawal",
        by=by,
        at=at,
        reason=reason,
        office=rights.office(posting),
        region=record.village_id,
    )
    return record


@transaction.atomic
def withdraw_record(record_id: int, *, by: User, reason: str, ground: Ground, at: datetime | None = None) -> Revision:
    """Take a public record down: a tombstone with the reason stays, the obligation is unmet with its old due day."""
    at = at or clock.now()
    reason = clean_reason(reason)
    record = locked_record(record_id)
    posting = rights.require(by, Act.WITHDRAW, region=record.village, on=at.date())
    old = RecordStatus(record.status)
    RECORD.check(old, RecordStatus.WITHDRAWN)
    if ground is Ground.REQUEST and not _was_asked(record):
        raise WrongState("书记还没有申请撤下；涉及个人隐私的可以直接撤下。")
    state = locked_state(record.village_id)
    revision = chain.append(_tombstone(record, by=by, at=at, reason=reason), edition=current_edition(), state=state)
    record.status = RecordStatus.WITHDRAWN
    record.revision, record.summary, record.summary_en = revision, "", ""
    record.save()
    RecordRow.objects.filter(record=record).delete()
    Draft.objects.filter(record=record).delete()
    mark_unmet(locked_obligation(record.obligation_id))
    unsettle_stages(record.obligation)
    chain.close(state)
    timeline.write(
        record,
        action="withdraw",
        by=by,
        at=at,
        old=old,
        new=RecordStatus.WITHDRAWN,
        reason=reason,
        office=rights.office(posting),
        region=record.village_id,
        data={"ground": str(ground), "revision": revision.number},
    )
    events.announce("record_withdrawn", record_id=record.pk, revision_id=revision.pk)
    return revision


def _tombstone(record: Record, *, by: User, at: datetime, reason: str) -> chain.Entry:
    return chain.Entry(
        record=record,
        number=record.revisions.count() + 1,
        kind="withdrawal",
        content=empty(),
        drafted_by_id=by.pk,
        published_by_id=by.pk,
        at=at,
        reason=reason,
    )


def _was_asked(record: Record) -> bool:
    """Whether the secretary asked since the revision that stands now."""
    asked = timeline.of(record).filter(action="ask_withdrawal")
    return asked.filter(at__gte=Revision.objects.filter(current_of=record).values("at")[:1]).exists()

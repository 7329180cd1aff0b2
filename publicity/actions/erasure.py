"""Erase one payload for a lawful reason: one person asks, another approves; a tombstone stays and the chain verifies."""

from datetime import datetime

import pgtrigger
from django.db import transaction

from publicity.actions import rights
from publicity.lifecycles import PUBLIC_STATUSES
from publicity.models import PayloadErasure, Revision, RevisionPayload
from publicity.queries.erasure import ASKED, request_of
from publicity.reasons import clean_reason
from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Conflict, NotAllowed, WrongState
from sanshu.core.models import TimelineEntry, User
from sanshu.core.permissions import Act

GUARD = "publicity.RevisionPayload:no_delete"


@transaction.atomic
def ask_erasure(revision_id: int, *, by: User, reason: str, at: datetime | None = None) -> TimelineEntry:
    """Ask, as the township's reviewer, that the content of one revision be erased; the county decides."""
    at = at or clock.now()
    reason = clean_reason(reason)
    revision = _locked(revision_id)
    posting = rights.require(by, Act.ASK_ERASURE, region=revision.village, on=at.date())
    _check(revision)
    if request_of(revision):
        raise Conflict("这个版本已经有人提出清除，正等县级部门决定。")
    return timeline.write(
        revision,
        action=ASKED,
        by=by,
        at=at,
        reason=reason,
        office=rights.office(posting),
        region=revision.village_id,
    )


@transaction.atomic
def erase_payload(revision_id: int, *, by: User, at: datetime | None = None) -> PayloadErasure:
    """Erase what another person asked to erase; only the payload goes, revision and reason stay for ever."""
    at = at or clock.now()
    revision = _locked(revision_id)
    posting = rights.require(by, Act.ERASE_PAYLOAD, region=revision.village, on=at.date())
    asked = _request(revision)
    if asked.by is None or asked.by_id == by.pk:
        raise NotAllowed("清除要两个人：提出的人不能自己批准。")
    _check(revision)
    erasure = PayloadErasure.objects.create(
        revision=revision, reason=asked.reason, asked_by=asked.by, approved_by=by, at=at
    )
    with pgtrigger.ignore(GUARD):
        RevisionPayload.objects.filter(revision=revision).delete()
    timeline.write(
        revision,
        action="erase_payload",
        by=by,
        at=at,
        reason=asked.reason,
        office=rights.office(posting),
        region=revision.village_id,
    )
    return erasure


@transaction.atomic
def refuse_erasure(revision_id: int, *, by: User, reason: str, at: datetime | None = None) -> TimelineEntry:
    """Refuse a request with a reason: the content stays, and may be asked about again."""
    at = at or clock.now()
    reason = clean_reason(reason)
    revision = _locked(revision_id)
    posting = rights.require(by, Act.ERASE_PAYLOAD, region=revision.village, on=at.date())
    _request(revision)
    return timeline.write(
        revision,
        action="refuse_erasure",
        by=by,
        at=at,
        reason=reason,
        office=rights.office(posting),
        region=revision.village_id,
    )


def _request(revision: Revision) -> TimelineEntry:
    asked = request_of(revision)
    if asked is None:
        raise WrongState("还没有人提出清除申请。")
    return asked


def _locked(revision_id: int) -> Revision:
    # A revision never changes; its record is locked, so that it can't become or stop being the one that is shown.
    revision = (
        Revision.objects.select_for_update(of=("record",))
        .select_related("record", "village")
        .filter(pk=revision_id)
        .first()
    )
    if revision is None:
        raise Absent("没有找到这个版本。")
    return revision


def _check(revision: Revision) -> None:
    if not RevisionPayload.objects.filter(revision=revision).exists():
        raise Conflict("这个版本的内容已经清除。")
    if revision.record.revision_id == revision.pk and revision.record.status in PUBLIC_STATUSES:
        raise WrongState("正在公开的版本不能清除，请先更正或撤下。")

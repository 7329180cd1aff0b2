"""Append a revision to its village's chain. The head of the chain is locked, so places have no gaps."""

import os
from dataclasses import dataclass
from datetime import datetime

from publicity.canonical import ChainLink, commitment, moment
from publicity.content import Content
from publicity.models import Edition, Record, Revision, RevisionPayload, VillageState

SALT_BYTES = 16


@dataclass(frozen=True)
class Entry:
    """What is to be appended: whose, of what kind, by whom, when and why."""

    record: Record
    number: int
    kind: str
    content: Content
    drafted_by_id: int
    published_by_id: int
    at: datetime
    reason: str = ""
    is_nil: bool = False


def build(entry: Entry, *, edition: Edition, state: VillageState) -> tuple[Revision, RevisionPayload]:
    """Make the next revision and its payload, unsaved, and move the locked head of the chain on."""
    salt = os.urandom(SALT_BYTES)
    link = ChainLink(
        record=entry.record.pk,
        number=entry.number,
        kind=entry.kind,
        edition=edition.pk,
        at=moment(entry.at),
        drafted_by=entry.drafted_by_id,
        published_by=entry.published_by_id,
        reason=entry.reason,
        is_nil=entry.is_nil,
        commitment=commitment(salt, entry.content),
        village=entry.record.village_id,
        place=state.place + 1,
        previous=state.digest,
    )
    revision = Revision(
        record=entry.record,
        number=link.number,
        kind=link.kind,
        edition=edition,
        at=entry.at,
        drafted_by_id=link.drafted_by,
        published_by_id=link.published_by,
        reason=link.reason,
        is_nil=link.is_nil,
        commitment=link.commitment,
        village_id=link.village,
        place=link.place,
        previous=link.previous,
        digest=link.digest,
    )
    state.place, state.digest = link.place, link.digest
    return revision, RevisionPayload(revision=revision, salt=salt, content=entry.content)


def append(entry: Entry, *, edition: Edition, state: VillageState) -> Revision:
    """Store the next revision of a record and its payload; the caller saves the head (`state`) with its new version."""
    revision, payload = build(entry, edition=edition, state=state)
    revision.save(force_insert=True)
    payload.revision = revision
    payload.save(force_insert=True)
    return revision


def touch(state: VillageState) -> None:
    """Note that what a unit shows has changed without a revision: something is owed, or on file."""
    state.version += 1
    state.save(update_fields=["version"])


def close(state: VillageState) -> None:
    """Save the head of the chain; the unit's public face has changed."""
    state.version += 1
    state.save(update_fields=["place", "digest", "version"])

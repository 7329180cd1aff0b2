"""The record of who did what, as the auditor reads it: nobody changes it, and what senders wrote is not in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q

from sanshu.accounts.models import StaffChange
from sanshu.core import timeline
from sanshu.core.models import Posting, TimelineEntry, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import Viewer, in_ranges, ranges_for

_USER, _POSTING, _CHANGE = (timeline.kind_of(model()) for model in (User, Posting, StaffChange))
#: What the audit page shows first: accounts, postings, requests.
PEOPLE = (_USER, _POSTING, _CHANGE)
PAGE = 100
#: Reasons about a message, or about a warning, clue or case, may tell what a sender wrote or who is looked into: the
#: administrators stand apart from all content. That somebody opened a sender's name is told in full.
_OF_CONTENT, _OPENED = ("feedback.", "supervision."), "open_identity"


@dataclass(frozen=True)
class Line:
    """One entry in words: whose deed, about whom or what, and why."""

    entry: TimelineEntry
    kind: str
    about: str
    reason: str

    @property
    def by(self) -> str:
        """Who acted, by name and number; a resident without either, the service itself and the command line empty."""
        user = self.entry.by
        return f"{user.name} {user.login}" if user and user.kind == User.Kind.STAFF else ""

    @property
    def by_resident(self) -> bool:
        """Whether a resident acted."""
        return self.entry.by is not None and self.entry.by.kind == User.Kind.RESIDENT


def audit(*, everything: bool, before: int | None, seen_by: Viewer) -> list[Line]:
    """List entries, newest first, those before an id, one more than a page; none for who is no auditor."""
    ranges = ranges_for(seen_by, Act.READ_AUDIT)
    if not ranges:
        return []
    entries = TimelineEntry.objects.filter(Q(region__isnull=True) | in_ranges("region_id", ranges))
    if not everything:
        entries = entries.filter(subject_kind__in=PEOPLE)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    return in_words(entries.select_related("by", "region").order_by("-pk")[: PAGE + 1])


def history_of(user: User) -> list[Line]:
    """List what was ever decided about one member of staff, oldest first: the account, its postings, its requests."""
    changes = [str(pk) for pk in StaffChange.objects.filter(user=user).values_list("pk", flat=True)]
    about = (
        Q(subject_kind=_USER, subject_id=str(user.pk))
        | Q(subject_kind=_POSTING, data__user=user.pk)
        | Q(subject_kind=_CHANGE, subject_id__in=changes)
    )
    return in_words(TimelineEntry.objects.filter(about).select_related("by", "region").order_by("at", "pk"))


def in_words(entries: Iterable[TimelineEntry]) -> list[Line]:
    """Name whom or what each entry is about; two queries however many there are."""
    found = list(entries)
    people = User.objects.in_bulk({pk for entry in found if (pk := _person_in(entry)) is not None})
    changes = StaffChange.objects.select_related("user").in_bulk(_ids(found, _CHANGE))
    return [Line(entry, _kind(entry), _about(entry, people, changes), _reason(entry)) for entry in found]


def _ids(entries: list[TimelineEntry], kind: str) -> list[int]:
    return [int(entry.subject_id) for entry in entries if entry.subject_kind == kind]


def _person_in(entry: TimelineEntry) -> int | None:
    if entry.subject_kind == _USER:
        return int(entry.subject_id)
    found = entry.data.get("user") if entry.subject_kind == _POSTING else None
    return found if isinstance(found, int) else None


def _about(entry: TimelineEntry, people: dict[int, User], changes: dict[int, StaffChange]) -> str:
    if entry.subject_kind == _CHANGE:
        return changes[int(entry.subject_id)].person if int(entry.subject_id) in changes else entry.subject_id
    person = people.get(_person_in(entry) or 0)
    if person is None:
        return entry.subject_id
    return f"{person.name} {person.login}" if person.kind == User.Kind.STAFF else ""


def _kind(entry: TimelineEntry) -> str:
    try:
        return str(apps.get_model(entry.subject_kind)._meta.verbose_name)
    except LookupError:
        return entry.subject_kind


def _reason(entry: TimelineEntry) -> str:
    is_hidden = entry.subject_kind.startswith(_OF_CONTENT) and entry.action != _OPENED
    return "" if is_hidden else entry.reason

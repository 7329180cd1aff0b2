"""Records by audience, and as whom a person looks at a unit's disclosures."""

from datetime import date

from django.db.models import QuerySet

from publicity.masking import Viewer
from publicity.models import Record
from sanshu.core import clock
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries import scope
from sanshu.core.roles import Role


def viewer_of(user: scope.Viewer, village_code: int, *, on: date | None = None) -> Viewer:
    """Say as whom a person looks at a unit today; one query, none for a visitor."""
    if not isinstance(user, User):
        return Viewer.PUBLIC
    posting = scope.posting_for(user, Act.READ_RESIDENT_ROWS, village_code, on=on or clock.today())
    if posting is None:
        return Viewer.PUBLIC
    return Viewer.RESIDENT if posting.role == Role.RESIDENT else Viewer.OFFICIAL


def known_to_staff(user: User, *, on: date | None = None) -> QuerySet[Record]:
    """Give the records of the places a person works at, whatever their state."""
    ranges = scope.ranges_for(user, Act.SEE_OBLIGATIONS, on=on or clock.today())
    return Record.objects.filter(scope.in_ranges("village_id", ranges)).select_related(
        "item", "village", "revision", "obligation"
    )

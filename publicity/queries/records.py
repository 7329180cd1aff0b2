"""Records by audience."""

from datetime import date

from django.db.models import QuerySet

from publicity.content import row_number
from publicity.lifecycles import PUBLIC_STATUSES
from publicity.models import Record, RevisionPayload
from sanshu.core import clock
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries import scope

#: What `Record.objects.public()` asks for, for statements written by hand.
PUBLIC = sorted(PUBLIC_STATUSES)


def known_to_staff(user: User, *, on: date | None = None) -> QuerySet[Record]:
    """Give the records of the places a person works at, whatever their state."""
    ranges = scope.ranges_for(user, Act.SEE_OBLIGATIONS, on=on or clock.today())
    return Record.objects.filter(scope.in_ranges("village_id", ranges)).select_related(
        "item", "village", "revision", "obligation"
    )


def first_free_row(record_id: int) -> int:
    """Give the first row number that no revision of a record ever used."""
    contents = RevisionPayload.objects.filter(revision__record_id=record_id).values_list("content", flat=True)
    return 1 + max((row_number(row["id"]) for content in contents for row in content.get("rows", ())), default=0)

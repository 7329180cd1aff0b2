"""Records by audience."""

from datetime import date

from django.db.models import QuerySet

from publicity.lifecycles import PUBLIC_STATUSES
from publicity.models import Record
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

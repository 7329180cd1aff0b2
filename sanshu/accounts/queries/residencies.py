"""Which villages an account is a resident of today."""

from datetime import date

from django.db.models import QuerySet

from sanshu.core import clock
from sanshu.core.models import Posting, Region, User
from sanshu.core.roles import Role


def residencies_of(user: User, *, on: date | None = None) -> list[Posting]:
    """List the resident's postings of a person on the day, oldest first, with village and the name they gave it; one query."""
    mine = Posting.objects.active(on or clock.today()).filter(user=user, role=Role.RESIDENT)
    return list(mine.select_related("region", "residency").order_by("from_day", "pk"))


def villages_of(user: User) -> QuerySet[Region]:
    """Give the villages a person is a resident of today, to choose one from."""
    mine = Posting.objects.active(clock.today()).filter(user=user, role=Role.RESIDENT)
    return Region.objects.filter(pk__in=mine.values("region"))


def residency_at(user: User, village: int) -> Posting | None:
    """Give the posting by which a person is a resident of one village today; None when they are not."""
    return next((posting for posting in residencies_of(user) if posting.region_id == village), None)

"""Who looked somebody up in the lists lately, as the person themselves reads it."""

from dataclasses import dataclass
from datetime import datetime

from sanshu.accounts.models import ReadingGrant
from sanshu.core import timeline
from sanshu.core.models import User

CHECK = "check_lists"
SHOWN = 10


@dataclass(frozen=True)
class Check:
    """One look-up; `called` is empty when it was the person themselves."""

    at: datetime
    called: str


def checks_of(owner: User) -> list[Check]:
    """List the newest look-ups of somebody, by them or by who reads for them; two queries."""
    entries = timeline.of(owner).filter(action=CHECK).order_by("-at", "-id")[:SHOWN]
    grants = ReadingGrant.objects.filter(owner=owner, helper__isnull=False)
    names = {grant.helper_id: grant.get_called_display() for grant in grants}
    return [Check(one.at, "" if one.by_id == owner.pk else names.get(one.by_id, "")) for one in entries]

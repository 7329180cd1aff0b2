"""Who reads for whom."""

from django.utils.translation import gettext as _

from sanshu.accounts.models import ReadingGrant
from sanshu.core.errors import Absent
from sanshu.core.models import User


def helpers_of(owner: User) -> list[ReadingGrant]:
    """List who reads for somebody today, oldest first."""
    return list(ReadingGrant.objects.in_force().filter(owner=owner).order_by("accepted_at", "pk"))


def read_for_by(helper: User) -> list[ReadingGrant]:
    """List for whom somebody reads today, oldest first."""
    return list(ReadingGrant.objects.in_force().filter(helper=helper).order_by("accepted_at", "pk"))


def grant_of(user: User, grant_id: int) -> ReadingGrant:
    """Give a grant in force to either side of it; Absent alike for none, an ended one, and other people's."""
    return _one(user, grant_id, ("owner", "helper"))


def grant_to(helper: User, grant_id: int) -> ReadingGrant:
    """Give a grant in force to the helper it was given to, with its owner; Absent alike for everybody else."""
    return _one(helper, grant_id, ("helper",))


def _one(user: User, grant_id: int, sides: tuple[str, ...]) -> ReadingGrant:
    found = ReadingGrant.objects.in_force().select_related("owner").filter(pk=grant_id).first()
    if found is None or user.pk not in {getattr(found, f"{side}_id") for side in sides}:
        raise Absent(_("没有这个代看，或者已经停了。"))
    return found

"""What an account may be looked up by in the lists."""

from dataclasses import dataclass, field
from datetime import datetime

from sanshu.accounts.models import OwnNumber
from sanshu.core.models import User
from sanshu.core.sealing import open_text

SEAL = "own-number"


@dataclass(frozen=True)
class Own:
    """The digest behind an account's number, since when it is there, and whether the township compared it."""

    digest: str = field(repr=False)
    registered_at: datetime
    is_confirmed: bool


def own_number_of(user: User) -> Own | None:
    """Open the digest of an account's number; None when none was registered. One query."""
    kept = OwnNumber.objects.filter(user=user).first()
    if kept is None:
        return None
    return Own(open_text(SEAL, kept.sealed, bound_to=str(user.pk)), kept.registered_at, kept.is_confirmed)

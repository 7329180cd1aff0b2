"""Look a resident up in the lists of their villages: counted, written down, then answered."""

from dataclasses import dataclass
from datetime import timedelta

from publicity.queries.own_lists import OwnLists, Person, own_lists
from sanshu.accounts.actions.attempts import count_attempt
from sanshu.accounts.queries.own_number import Own, own_number_of
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core import clock, timeline
from sanshu.core.models import Posting, User
from sanshu.pages.queries.checks import CHECK

_PER_ACCOUNT, _WINDOW = 30, timedelta(hours=1)


@dataclass(frozen=True)
class Checked:
    """Whose lists of which villages; without villages or without a number there is nothing to look up yet."""

    residencies: list[Posting]
    own: Own | None
    lists: OwnLists


def check_lists(owner: User, *, by: User) -> Checked:
    """Look `owner` up in the lists of the villages they are a resident of today; `by` is the owner or who reads for them.

    TooMany beyond thirty an hour. Each check is an entry in the owner's timeline: who, when, which villages, no number.
    """
    residencies, own = residencies_of(owner), own_number_of(owner)
    if not residencies or own is None:
        return Checked(residencies, own, OwnLists([], []))
    count_attempt("check-lists", str(by.pk), most=_PER_ACCOUNT, within=_WINDOW)
    villages = [posting.region_id for posting in residencies]
    timeline.write(owner, action=CHECK, by=by, data={"villages": villages})
    found = own_lists(Person(own.digest, own.is_confirmed), villages, on=clock.today())
    return Checked(residencies, own, found)

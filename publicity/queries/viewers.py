"""As who a signed-in person looks at one unit: by the postings of today, never by the kind of account."""

from datetime import date

from publicity.masking import Viewer
from sanshu.core.models import User
from sanshu.core.permissions import Act, roles_for
from sanshu.core.queries.scope import active_postings
from sanshu.core.roles import Role


def viewer_of(user: User, village: int, *, on: date) -> Viewer:
    """Give the widest class a person holds at a unit; one query."""
    here = [
        Role(posting.role)
        for posting in active_postings(user, on=on)
        if posting.region.code <= village <= posting.region.last_code
    ]
    if roles_for(Act.READ_RESIDENT_ROWS).intersection(here) - {Role.RESIDENT}:
        return Viewer.OFFICIAL
    return Viewer.RESIDENT if Role.RESIDENT in here else Viewer.PUBLIC

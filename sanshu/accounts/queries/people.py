"""Who works here and what waits for a second person: questions of the three administrators."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from sanshu.accounts.lifecycle import ChangeStatus
from sanshu.accounts.models import StaffChange
from sanshu.core import clock
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import Viewer, may, ranges_for
from sanshu.core.roles import ADMINISTRATORS, LEVELS_OF, Role
from sanshu.core.text import clean

MOST_FOUND = 50
_LONGEST_QUERY = 60


def find_staff(words: str, *, seen_by: Viewer, on: date | None = None) -> list[User]:
    """Find staff by number, name, or the name of a place where they hold a posting; at most MOST_FOUND, by number.

    Each has `held`: the postings in force or still to come. Nobody for who may not see staff.
    """
    try:
        text = clean(words[:_LONGEST_QUERY], lines=False)
    except ValueError:
        return []
    people = _visible(seen_by)
    for word in text.split():
        people = people.filter(Q(login__icontains=word) | Q(name__contains=word) | Q(pk__in=_posted_at(word)))
    held = Posting.objects.filter(Q(until_day__isnull=True) | Q(until_day__gte=on or clock.today()))
    return list(
        people.order_by("login").prefetch_related(
            Prefetch("postings", held.select_related("region").order_by("region_id"), to_attr="held")
        )[:MOST_FOUND]
    )


def _visible(seen_by: Viewer) -> QuerySet[User]:
    return User.objects.filter(kind=User.Kind.STAFF) if ranges_for(seen_by, Act.SEE_STAFF) else User.objects.none()


def _posted_at(word: str) -> QuerySet[Posting, tuple[int]]:
    return Posting.objects.filter(region__full_name__contains=word).exclude(role=Role.RESIDENT).values_list("user_id")


def staff_member(user_id: int, *, seen_by: Viewer) -> User | None:
    """Give one member of staff; None when there is none, or none for this person."""
    return _visible(seen_by).filter(pk=user_id).first()


def changes_seen(by: Viewer) -> QuerySet[StaffChange]:
    """Give the requests that a person may look at, newest first."""
    if not ranges_for(by, Act.SEE_STAFF):
        return StaffChange.objects.none()
    return StaffChange.objects.select_related("user", "region", "asked_by", "decided_by").order_by("-asked_at", "-pk")


def waiting_for(by: User) -> list[StaffChange]:
    """List the requests that wait for this person's confirmation, oldest first: others', and not about themselves."""
    if not ranges_for(by, Act.CONFIRM_STAFF_CHANGE):
        return []
    waiting = changes_seen(by).filter(status=ChangeStatus.WAITING).exclude(asked_by=by).exclude(user=by)
    return list(waiting.order_by("asked_at", "pk"))


def may_decide(change: StaffChange, by: User) -> bool:
    """Say whether to show somebody the buttons of the second person; the action checks again."""
    is_own = by.pk in {change.asked_by_id, change.user_id}
    return not is_own and change.status == ChangeStatus.WAITING and bool(ranges_for(by, Act.CONFIRM_STAFF_CHANGE))


def may_ask(by: Viewer) -> bool:
    """Say whether to offer somebody the forms of the first person."""
    return bool(ranges_for(by, Act.ENROL_STAFF))


def may_end(posting: Posting, by: User) -> bool:
    """Say whether to offer to end a posting; an administrator's own, or another administrator's, is not theirs to end."""
    is_ordinary = posting.user_id != by.pk and posting.role not in ADMINISTRATORS
    return is_ordinary and may(by, Act.GRANT_POSTING, posting.region_id)


def places_for(role: Role, typed: str) -> list[Region]:
    """Find the regions where a role may be posted, by code or by words of the full name; at most nine."""
    levels = Region.objects.filter(level__in=LEVELS_OF[role], closed_on__isnull=True)
    if typed.isascii() and typed.isdigit():
        return list(levels.filter(pk=int(typed.ljust(12, "0")[:12])))
    words = typed.split()
    if not words:
        return []
    for word in words:
        levels = levels.filter(full_name__contains=word)
    exact = levels.filter(Q(name=words[-1]) | Q(official_name=words[-1]))
    return list((exact if exact.exists() else levels).order_by("code")[:9])

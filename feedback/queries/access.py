"""Who may read which message, and by which post somebody may act on it. No village role ever reads one."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from feedback.clocks import Clock
from feedback.lifecycle import MessageStatus
from feedback.models import Message
from feedback.routing import ABOVE, COUNTY_DESK, About, Category, Post, posts_above
from sanshu.core import clock
from sanshu.core.errors import Absent, NotAllowed
from sanshu.core.models import Posting
from sanshu.core.queries.scope import Viewer, active_postings
from sanshu.core.roles import VILLAGE_ROLES, Level, Role

#: In these states the owning post owes a step.
HANDLING = [MessageStatus.ROUTED, MessageStatus.ACCEPTED, MessageStatus.AWAITING_RESIDENT, MessageStatus.REOPENED]
#: While these clocks run the desk that calls back does; the first of them also after a closure, when the sender graded low.
CALLING = [Clock.CALL_BACK, Clock.CLOSE]
#: What the county's desk reads besides its own: the messages of its townships and departments.
_READ_BY_COUNTY_DESK = [Role.HANDLER, Role.DEPARTMENT, Role.FOLLOW_UP]


def visible_to(user: Viewer, *, on: date | None = None) -> QuerySet[Message]:
    """Give the messages a member of staff may read by the postings of the day; none without a posting.

    A person who holds an office in a village reads no message from that village, whatever else they are.
    """
    return _readable(active_postings(user, on=on), on or clock.today())


def on_desk_of(user: Viewer, *, on: date | None = None) -> QuerySet[Message]:
    """Give the messages a member of staff owes a step: to handle (also for vacant posts), or to call back and close."""
    day = on or clock.today()
    postings = active_postings(user, on=day)
    owed = Q(pk__in=[])
    for posting in postings:
        owed |= Q(status__in=HANDLING) & (_owned(posting) | _covered(posting, day))
        owed |= Q(clock__in=CALLING) & _called_by(posting)
    return _readable(postings, day).filter(owed)


def called_by_desk(user: Viewer, *, on: date) -> QuerySet[Message]:
    """Give the messages about whose answers somebody's desk may call; none for who holds no such desk."""
    postings = active_postings(user, on=on)
    called = Q(pk__in=[])
    for posting in postings:
        called |= _called_by(posting)
    return _readable(postings, on).filter(called)


def _readable(postings: list[Posting], on: date) -> QuerySet[Message]:
    condition = Q(pk__in=[])
    for posting in postings:
        condition |= _readable_by(posting, on)
    own_villages = [posting.region_id for posting in postings if Role(posting.role) in VILLAGE_ROLES]
    return Message.objects.filter(condition, owner_region__isnull=False).exclude(village__in=own_villages)


def _called_by(posting: Posting) -> Q:
    """Give the condition for messages whose answer the holder of a posting calls back, as far as they may read them."""
    inside = Q(village__code__range=(posting.region.code, posting.region.last_code))
    if posting.role == Role.INSPECTOR:
        return inside & Q(owner_role=Role.INSPECTOR)
    if posting.role == Role.FOLLOW_UP:
        return inside & Q(owner_role__in=_READ_BY_COUNTY_DESK)
    return Q(pk__in=[])


def _readable_by(posting: Posting, on: date) -> Q:
    role, region = Role(posting.role), posting.region
    inside = Q(village__code__range=(region.code, region.last_code))
    readable = _owned(posting) | _covered(posting, on)
    if role is Role.DISCIPLINE:
        return inside & Q(category=Category.MONEY) & ~Q(about=About.TOWNSHIP)
    if role is Role.FOLLOW_UP and region.level == Level.COUNTY:
        return readable | inside & Q(owner_role__in=_READ_BY_COUNTY_DESK)
    if role is Role.FOLLOW_UP:
        # The city's desk calls back what the county's desk answered itself, and all of a county whose desk is vacant.
        vacant = ~Q(Exists(_holders(COUNTY_DESK, on)))
        return readable | inside & (Q(owner_role=Role.FOLLOW_UP) | Q(owner_role__in=_READ_BY_COUNTY_DESK) & vacant)
    if role is Role.INSPECTOR and region.level < Level.COUNTY:
        return readable | inside & Q(owner_role=Role.INSPECTOR, owner_level=region.level + 1)
    return readable


def _owned(posting: Posting) -> Q:
    return Q(owner_region=posting.region_id, owner_role=posting.role)


def _covered(posting: Posting, on: date) -> Q:
    """Give the condition for messages of vacant posts below that nobody nearer covers."""
    post = Post(Level(posting.region.level), Role(posting.role))
    inside = Q(village__code__range=(posting.region.code, posting.region.last_code))
    covered = Q(pk__in=[])
    for owner in ABOVE:
        chain = posts_above(owner)
        if post in chain:
            between = [owner, *chain[: chain.index(post)]]
            vacant = Q(owner_role=owner.role, owner_level=owner.level)
            for one in between:
                vacant &= ~Q(Exists(_holders(one, on)))
            covered |= inside & vacant
    return covered


def _holders(post: Post, on: date) -> QuerySet[Posting]:
    return Posting.objects.active(on).filter(
        role=post.role,
        region__level=post.level,
        region__code__lte=OuterRef("village_id"),
        region__last_code__gte=OuterRef("village_id"),
    )


def acting_posting(user: Viewer, message: Message, *, on: date | None = None) -> Posting | None:
    """Give the posting by which somebody may act on a message: the owning post's, or one that covers it while vacant."""
    day = on or clock.today()
    mine = [posting for posting in active_postings(user, on=day) if posting.region.contains(message.village_id)]
    for post in [message.owner, *posts_above(message.owner)]:
        held = [p for p in mine if p.role == post.role and p.region.level == post.level]
        if held:
            return held[0]
        if _is_held(post, message.village_id, day):
            return None
    return None


def _is_held(post: Post, village: int, on: date) -> bool:
    holders = Posting.objects.active(on).filter(
        role=post.role, region__level=post.level, region__code__lte=village, region__last_code__gte=village
    )
    return holders.exists()


def calling_posting(user: Viewer, message: Message, *, on: date | None = None) -> Posting | None:
    """Give the posting by which somebody may call back and close: a follow-up desk, or an inspector for an accusation.

    It is the county's or one above it, and at least the level that owns the message.
    """
    role = Role.INSPECTOR if message.owner.role is Role.INSPECTOR else Role.FOLLOW_UP
    mine = [
        posting
        for posting in active_postings(user, on=on)
        if posting.role == role
        and posting.region.contains(message.village_id)
        and posting.region.level <= min(message.owner_level, Level.COUNTY)
    ]
    return max(mine, key=lambda posting: posting.region.level, default=None)


def require_acting(user: Viewer, message: Message, *, on: date | None = None) -> Posting:
    """Give the posting by which somebody acts; NotAllowed when the message is another post's."""
    posting = acting_posting(user, message, on=on)
    if posting is None:
        raise NotAllowed("这条留言现在不由您的岗位办理，您只能看。需要接手的话，请承办单位转办。")
    return posting


def require_calling(user: Viewer, message: Message, *, on: date | None = None) -> Posting:
    """Give the posting by which somebody calls back, reopens or closes; never whoever wrote the present answer."""
    posting = calling_posting(user, message, on=on)
    if posting is None:
        raise NotAllowed("回访、退回重办和办结由县（市）回访岗办理，您没有这个岗位。")
    last = message.replies.order_by("-at", "-id").first()
    if last is not None and last.by_id == getattr(user, "pk", None):
        raise NotAllowed("这条答复是您自己写的，回访和办结要由别人来做。")
    return posting


def readable(message_id: UUID, user: Viewer) -> Message:
    """Give one message to somebody who may read it; Absent alike when there is none and when it is not theirs."""
    message = visible_to(user).select_related("village", "owner_region", "handler").filter(pk=message_id).first()
    if message is None:
        raise Absent("没有找到这条留言，或者它不对您开放。")
    return message

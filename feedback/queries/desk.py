"""What lies on a desk, ordered by the clock that runs out first, and what may be done with each message."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from feedback.lifecycle import MessageStatus
from feedback.models import Brief, FollowUp, Message, Note, Question, Rating, Reply
from feedback.queries.access import acting_posting, calling_posting, on_desk_of, visible_to
from feedback.queries.offices import office_name
from feedback.routing import About, Category
from sanshu.core import clock as wall
from sanshu.core import timeline
from sanshu.core.errors import Invalid
from sanshu.core.models import TimelineEntry, User
from sanshu.core.permissions import Act, roles_for
from sanshu.core.queries.scope import Viewer
from sanshu.core.roles import Role

#: Whoever reads messages at all; the department reads what was rerouted to it.
DESK_ROLES = roles_for(Act.READ_MONEY_MESSAGE) | {Role.DEPARTMENT}
WEEK = timedelta(days=7)
MINE, ALL = "mine", "all"

Filter = Callable[[Viewer, date], QuerySet[Message]]
#: What each word of `clock=` means; all but `all` are what this desk owes a step.
FILTERS: dict[str, Filter] = {
    MINE: lambda user, on: on_desk_of(user, on=on),
    "overdue": lambda user, on: on_desk_of(user, on=on).filter(due_on__lt=on),
    "today": lambda user, on: on_desk_of(user, on=on).filter(due_on=on),
    "week": lambda user, on: on_desk_of(user, on=on).filter(due_on__range=(on, on + WEEK)),
    ALL: lambda user, on: visible_to(user, on=on),
}


def desk(user: Viewer, clock: str = MINE) -> QuerySet[Message]:
    """Give the messages of a filter with what a list shows of them; Invalid names the filters."""
    if clock not in FILTERS:
        raise Invalid("没有这种筛选。", errors={"clock": [f"可选：{'、'.join(FILTERS)}。"]})
    return FILTERS[clock](user, wall.today()).select_related("village", "owner_region", "handler")


def order_of(clock: str) -> tuple[str, str]:
    """Give the order of a filter: the clock that runs out first on top; of everything, the newest."""
    return ("-created_at", "-id") if clock == ALL else ("due_on", "id")


@dataclass(frozen=True)
class DeskView:
    """All that the offices may know of a message; the sender stays sealed."""

    message: Message
    office: str
    replies: list[Reply]
    questions: list[Question]
    briefs: list[Brief]
    notes: list[Note]
    ratings: list[Rating]
    follow_ups: list[FollowUp]
    timeline: list[TimelineEntry]
    can: list[str]

    @property
    def is_overdue(self) -> bool:
        """Whether the clock has run out."""
        return self.message.is_open and self.message.due_on < wall.today()


def desk_view(message: Message, user: User) -> DeskView:
    """Gather what the offices may know of a message; a fixed number of queries."""
    return DeskView(
        message=message,
        office=office_name(message.owner_region, message.owner_role),
        replies=list(message.replies.all()),
        questions=list(message.questions.all()),
        briefs=list(Brief.objects.filter(pk__in=message.brief_links.values("brief")).order_by("sent_at")),
        notes=list(message.notes.all()),
        ratings=list(message.ratings.all()),
        follow_ups=list(message.follow_ups.all()),
        timeline=list(timeline.of(message)),
        can=possible_acts(user, message),
    )


def possible_acts(user: User, message: Message) -> list[str]:
    """List what a person may do with a message now, by the words of the API."""
    acts: list[str] = []
    if acting_posting(user, message) is not None:
        acts += _handling(message)
    if calling_posting(user, message) is not None:
        acts += _calling(user, message)
    return acts


def _handling(message: Message) -> list[str]:
    if message.status == MessageStatus.ROUTED:
        return ["accept", "claim", "reroute", "note"]
    if message.status == MessageStatus.REOPENED:
        return ["accept", "claim", "note"]
    if message.status == MessageStatus.AWAITING_RESIDENT:
        return ["claim", "note"]
    if message.status != MessageStatus.ACCEPTED:
        return []
    is_about_nobody = message.about == About.NONE and message.category != Category.ACCUSATION
    acts = ["reply", "ask", "brief", "extend", "reroute", "claim", "note"]
    left_out = {name for name, out in (("brief", not is_about_nobody), ("extend", message.extended_on)) if out}
    return [act for act in acts if act not in left_out]


def _calling(user: User, message: Message) -> list[str]:
    last = message.replies.order_by("-at", "-id").first()
    if last is None or last.by_id == user.pk:
        return []
    return {
        MessageStatus.REPLIED: ["follow-up", "reopen", "close"],
        MessageStatus.FOLLOWED_UP: ["close", "reopen"],
        MessageStatus.CLOSED: ["reopen"],
    }.get(MessageStatus(message.status), [])

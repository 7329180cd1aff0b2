"""What lies on a desk, ordered by the clock that runs out first, and what may be done with each message."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from feedback.lifecycle import MessageStatus
from feedback.models import Brief, FollowUp, Message, Note, Question, Rating, Reminder, Reply
from feedback.queries.access import CALLING, acting_posting, calling_posting, on_desk_of, visible_to
from feedback.queries.calls import is_called, to_sample
from feedback.queries.offices import office_name
from feedback.routing import About, Category
from sanshu.core import clock as wall
from sanshu.core import timeline
from sanshu.core.errors import Invalid
from sanshu.core.models import TimelineEntry, User
from sanshu.core.permissions import Act, roles_for
from sanshu.core.queries.scope import Viewer, active_postings
from sanshu.core.roles import Role

#: Whoever reads messages at all; the department reads what was rerouted to it.
DESK_ROLES = roles_for(Act.READ_MONEY_MESSAGE) | {Role.DEPARTMENT}
WEEK = timedelta(days=7)
MINE, ALL, CALL_BACK, SAMPLE = "mine", "all", "call_back", "sample"
PAGE = 50

Filter = Callable[[Viewer, date], QuerySet[Message]]
#: What each word of `clock=` means; all but `all` and `sample` are what this desk owes a step.
FILTERS: dict[str, Filter] = {
    MINE: lambda user, on: on_desk_of(user, on=on),
    "overdue": lambda user, on: on_desk_of(user, on=on).filter(due_on__lt=on),
    "today": lambda user, on: on_desk_of(user, on=on).filter(due_on=on),
    "week": lambda user, on: on_desk_of(user, on=on).filter(due_on__range=(on, on + WEEK)),
    CALL_BACK: lambda user, on: on_desk_of(user, on=on).filter(clock__in=CALLING),
    SAMPLE: lambda user, on: to_sample(user, on=on),
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
class DeskPage:
    """Some messages of a filter, and the key after which the next ones stand."""

    messages: list[Message]
    next_after: str


def desk_page(user: Viewer, clock: str, after: str) -> DeskPage:
    """Give a page of a filter by key, never by offset; a broken key begins again at the top."""
    column, _pk = (name.lstrip("-") for name in order_of(clock))
    queryset = desk(user, clock).order_by(*order_of(clock))
    found = list(_after(queryset, column, after, is_descending=clock == ALL)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return DeskPage(found[:PAGE], f"{getattr(last, column).isoformat()}~{last.pk}" if last else "")


def _after(queryset: QuerySet[Message], column: str, after: str, *, is_descending: bool) -> QuerySet[Message]:
    moment, _, pk = after.partition("~")
    way = "lt" if is_descending else "gt"
    try:
        key: date = datetime.fromisoformat(moment) if is_descending else date.fromisoformat(moment)
        same = Q(**{column: key, f"id__{way}": UUID(pk)})
    except ValueError:
        return queryset
    return queryset.filter(Q(**{f"{column}__{way}": key}) | same)


def reminders_for(user: Viewer) -> list[Reminder]:
    """Give the reminders to this person's posts that still stand: the clock they were about runs on."""
    posts = Q(pk__in=[])
    for posting in active_postings(user):
        posts |= Q(to_region=posting.region_id, to_role=posting.role)
    standing = Reminder.objects.filter(
        posts, message__in=visible_to(user), clock=F("message__clock"), due_on=F("message__due_on")
    )
    return list(standing.select_related("message", "message__village").order_by("due_on", "id")[:PAGE])


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
        MessageStatus.CLOSED: ["reopen"] if is_called(message) else ["follow-up", "reopen"],
    }.get(MessageStatus(message.status), [])

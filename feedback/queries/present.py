"""A message as its sender and as its offices see it; the sender's view never names a person, the offices' never the sender."""

from dataclasses import dataclass
from datetime import date, datetime

from feedback.clocks import Clock
from feedback.lifecycle import ANSWERED, OPEN, MessageStatus
from feedback.models import Message, Question, Rating, Reply
from feedback.queries.offices import office_name
from feedback.queries.reachable import can_be_reached
from sanshu.core import clock as wall
from sanshu.core import timeline
from sanshu.core.marks import gettext_noop as _
from sanshu.core.models import TimelineEntry

#: Steps of the timeline that the sender reads; the rest is office work.
_SENDER_READS = frozenset(
    {"send", "route", "accept", "ask", "answer", "resume", "extend", "reroute", "reply", "rate", "call_missed"}
    | {"follow_up", "look_back", "reopen", "raise", "close", "withdraw", "open_identity"}
)


@dataclass(frozen=True)
class SenderView:
    """All that a sender may know of their own message."""

    message: Message
    office: str
    replies: list[Reply]
    questions: list[Question]
    rating: Rating | None
    timeline: list[TimelineEntry]
    can: list[str]
    is_reachable: bool

    @property
    def is_overdue(self) -> bool:
        """Whether the step that is owed now is late."""
        return self.message.is_open and self.message.due_on < wall.today()


def sender_view(message: Message) -> SenderView:
    """Gather what the sender may know; a fixed number of queries."""
    ratings = {rating.round: rating for rating in message.ratings.all()}
    questions = list(message.questions.all())
    entries = [entry for entry in timeline.of(message) if entry.action in _SENDER_READS]
    return SenderView(
        message=message,
        office=office_name(message.owner_region, message.owner_role),
        replies=list(message.replies.all()),
        questions=questions,
        rating=ratings.get(message.reopened_count),
        timeline=entries,
        can=sender_acts(message, is_rated=message.reopened_count in ratings, today=wall.today()),
        is_reachable=message.clock == Clock.CALL_BACK and can_be_reached(message),
    )


def sender_acts(message: Message, *, is_rated: bool, today: date) -> list[str]:
    """List what the sender may do now."""
    acts: list[str] = []
    if message.status == MessageStatus.AWAITING_RESIDENT:
        acts.append("answer")
    if message.status in ANSWERED and message.replied_at is not None and not is_rated:
        acts.append("rate")
    if message.status in ANSWERED and message.objection_until is not None and today <= message.objection_until:
        acts.append("reopen")
    if message.status in OPEN:
        acts.append("withdraw")
    return acts


@dataclass(frozen=True)
class Stage:
    """One stage of the way from sent to settled, as the bar on the page shows it."""

    label: str
    state: str
    at: datetime | None


_WAY = [
    (MessageStatus.RECEIVED, _("已收到")),
    (MessageStatus.ROUTED, _("已转办")),
    (MessageStatus.ACCEPTED, _("已受理")),
    (MessageStatus.REPLIED, _("已答复")),
    (MessageStatus.CLOSED, _("已办结")),
]
_REACHED = {
    MessageStatus.RECEIVED: 0,
    MessageStatus.ROUTED: 1,
    MessageStatus.REOPENED: 1,
    MessageStatus.ACCEPTED: 2,
    MessageStatus.AWAITING_RESIDENT: 2,
    MessageStatus.REPLIED: 3,
    MessageStatus.FOLLOWED_UP: 3,
    MessageStatus.CLOSED: 4,
}


def stages(view: SenderView) -> list[Stage]:
    """Give the stages of the way with which are behind; empty for a message that was taken back."""
    status = MessageStatus(view.message.status)
    if status not in _REACHED:
        return []
    when = {entry.new: entry.at for entry in view.timeline if entry.new}
    reached = _REACHED[status]
    states = ["done" if place < reached else "now" if place == reached else "ahead" for place in range(len(_WAY))]
    return [
        Stage(label, state, when.get(step) if state != "ahead" else None)
        for (step, label), state in zip(_WAY, states, strict=True)
    ]

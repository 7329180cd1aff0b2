"""The calls about an answer: whether one was made already, and which closed messages a desk may still call about."""

from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from feedback.clocks import Clock
from feedback.lifecycle import MessageStatus
from feedback.models import FollowUp, Message, SealedIdentity
from feedback.queries.access import called_by_desk
from feedback.reasons import TRIES
from sanshu.core.queries.scope import Viewer

#: For so long after its closure a message can be drawn for a second look (回头看).
SAMPLED_FOR = timedelta(days=30)


def calls_about(message: Message) -> QuerySet[FollowUp]:
    """Give the calls about the present answer; once the message is closed, those made since."""
    calls = message.follow_ups.filter(round=message.reopened_count)
    return calls.filter(at__gt=message.closed_at) if message.closed_at else calls


def is_called(message: Message) -> bool:
    """Whether somebody was reached, or tried often enough."""
    calls = list(calls_about(message).values_list("reached", flat=True))
    return any(calls) or len(calls) >= TRIES


def to_sample(user: Viewer, *, on: date) -> QuerySet[Message]:
    """Give the lately closed messages whose sender can be reached and was not: what a desk draws for a second look."""
    spoken_to = FollowUp.objects.filter(message=OuterRef("pk"), round=OuterRef("reopened_count"), reached=True)
    known = SealedIdentity.objects.filter(message=OuterRef("pk"), has_contact=True)
    # A closed message's clock stands at the day of its closure.
    lately = called_by_desk(user, on=on).filter(
        Exists(known), ~Exists(spoken_to), status=MessageStatus.CLOSED, clock=Clock.NONE, due_on__gte=on - SAMPLED_FOR
    )
    since = Count("follow_ups", filter=Q(follow_ups__at__gt=F("closed_at")))
    return lately.annotate(tried=since).filter(tried__lt=TRIES)

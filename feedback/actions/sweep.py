"""Decide everything that events only nudge: route, resume, close, remind, count provisional due days again."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from feedback.actions.finish import close_unobjected
from feedback.actions.handle import resume
from feedback.actions.remind import remind_of_clocks
from feedback.actions.route import route_message
from feedback.actions.steps import service
from feedback.clocks import Clock, start
from feedback.lifecycle import MessageStatus
from feedback.models import Brief, IdempotencyKey, Message
from sanshu.core import clock as wall
from sanshu.core.clock import SHANGHAI
from sanshu.core.queries.calendar import working_calendar

#: One sweep works off at most so many of each kind; the next one, seconds later, goes on.
AT_MOST = 2000
#: A form or program repeats a sending within minutes; a month is more than enough.
KEYS_KEPT = timedelta(days=30)


def sweep_messages(at: datetime | None = None) -> dict[str, int]:
    """Do all that is due for messages at a moment; safe to run at any time, twice, or beside the worker.

    Returns how many were routed, resumed, closed, reminded, recounted and forgotten. A second run right after writes nothing.
    """
    moment = at or wall.now()
    day = moment.astimezone(SHANGHAI).date()
    received = Message.objects.filter(status=MessageStatus.RECEIVED).order_by("created_at")
    silent = Message.objects.filter(status=MessageStatus.AWAITING_RESIDENT, clock=Clock.RESIDENT, due_on__lt=day)
    unobjected = Message.objects.filter(status=MessageStatus.REPLIED, clock=Clock.OBJECTION, due_on__lt=day)
    return {
        "routed": _each(received, lambda one: route_message(one, at=moment)),
        "resumed": _each(silent, lambda one: _resume_unanswered(one, moment)),
        "closed": _each(unobjected, lambda one: close_unobjected(one, at=moment)),
        "reminded": remind_of_clocks(on=day, at=moment),
        "recounted": _recount_provisional() + _recount_briefs(),
        "forgotten": _forget_keys(moment),
    }


def _each(messages: QuerySet[Message], act: Callable[[UUID], bool]) -> int:
    ids: Iterable[UUID] = list(messages.values_list("pk", flat=True)[:AT_MOST])
    return sum(act(one) for one in ids)


def _forget_keys(at: datetime) -> int:
    """Drop idempotency keys that nobody repeats any more; the messages stay."""
    return IdempotencyKey.objects.filter(created_at__lt=at - KEYS_KEPT).delete()[0]


@transaction.atomic
def _resume_unanswered(message_id: UUID, at: datetime) -> bool:
    """Go on without the sender's answer once their own clock has run out."""
    doer = service(at)
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(pk=message_id, status=MessageStatus.AWAITING_RESIDENT, due_on__lt=doer.day)
        .first()
    )
    if message is None:
        return False
    resume(message, doer, action="resume")
    return True


@transaction.atomic
def _recount_provisional() -> int:
    """Count due days again that were counted through a year not yet announced; returns how many became definite."""
    calendar = working_calendar()
    definite = 0
    for message in Message.objects.open().filter(due_provisional=True).select_for_update(skip_locked=True)[:AT_MOST]:
        again = start(Clock(message.clock), message.clock_from, message.clock_days, calendar)
        if again.provisional:
            continue
        message.run(again)
        message.save(update_fields=["clock", "clock_from", "clock_days", "due_on", "due_provisional"])
        definite += 1
    return definite


@transaction.atomic
def _recount_briefs() -> int:
    """Do the same for what villages still have to answer."""
    calendar = working_calendar()
    definite = 0
    for brief in Brief.objects.waiting().filter(due_provisional=True).select_for_update(skip_locked=True)[:AT_MOST]:
        due = calendar.add(brief.sent_at.astimezone(SHANGHAI).date(), brief.days)
        if due.provisional:
            continue
        brief.due_on, brief.due_provisional = due.day, False
        brief.save(update_fields=["due_on", "due_provisional"])
        definite += 1
    return definite

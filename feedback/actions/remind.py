"""Remind posts of clocks: the county of a call-back that is due, the post above of what is overdue; each once."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from feedback.clocks import Clock
from feedback.models import Message, Reminder
from feedback.models.reminder import CALL_BACK, OVERDUE
from feedback.routing import ABOVE, COUNTY_DESK, Post, code_at
from sanshu.core.roles import Level

_BATCH = 500
#: Clocks whose lapse the post above hears of.
_OFFICE_CLOCKS = [Clock.ACCEPT, Clock.REPLY]


def remind_of_clocks(*, on: date, at: datetime) -> int:
    """Give every reminder that is due and has not been given; returns how many."""
    due = Message.objects.open().filter(clock=Clock.CALL_BACK, due_on__lte=on)
    overdue = Message.objects.open().filter(clock__in=_OFFICE_CLOCKS, due_on__lt=on)
    return _give(due, CALL_BACK, at) + _give(overdue, OVERDUE, at)


def _give(messages: QuerySet[Message], kind: str, at: datetime) -> int:
    given = Reminder.objects.filter(
        message=OuterRef("pk"), kind=kind, clock=OuterRef("clock"), due_on=OuterRef("due_on")
    )
    told = 0
    while batch := list(messages.exclude(Exists(given)).order_by("due_on", "id")[:_BATCH]):
        # Two sweeps at once: the constraint lets each reminder be given once.
        Reminder.objects.bulk_create([_reminder(message, kind, at) for message in batch], ignore_conflicts=True)
        told += len(batch)
    return told


def _reminder(message: Message, kind: str, at: datetime) -> Reminder:
    post = _post_reminded(message.owner, kind)
    return Reminder(
        message=message,
        kind=kind,
        clock=message.clock,
        due_on=message.due_on,
        to_region_id=code_at(message.village_id, post.level),
        to_role=post.role,
        at=at,
    )


def _post_reminded(owner: Post, kind: str) -> Post:
    if kind == CALL_BACK and owner.level > Level.COUNTY:
        return COUNTY_DESK
    return ABOVE.get(owner, owner)

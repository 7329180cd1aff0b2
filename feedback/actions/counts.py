"""Move a village's message counters in the transaction of the fact. Taken last, so that nobody queues behind them."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F

from feedback.models import Message, MessageCount
from feedback.routing import About, Category, first_post
from sanshu.core.clock import SHANGHAI

_RECEIVED = """
INSERT INTO feedback_messagecount AS c
       (village_id, first_role, month, received, answered, answered_on_time, rated, satisfied, reopened)
VALUES (%(village_id)s, %(first_role)s, %(month)s, 1, 0, 0, 0, 0, 0)
ON CONFLICT (village_id, first_role, month) DO UPDATE SET received = c.received + 1
"""


def _key(message: Message) -> dict[str, Any]:
    """Say which counter: a message stays counted where it began, wherever it goes later."""
    first = first_post(About(message.about), Category(message.category))
    return {"village_id": message.village_id, "first_role": first.role.value, "month": month_of(message)}


def month_of(message: Message) -> date:
    """Give the first day of the month in which a message was received: all its facts count there."""
    return message.created_at.astimezone(SHANGHAI).date().replace(day=1)


def count_received(message: Message) -> None:
    """Count a new message."""
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVED, _key(message))


def count(message: Message, **steps: int) -> None:
    """Add to the other counters of the village and of the month in which the message was received."""
    counter = MessageCount.objects.filter(**_key(message))
    if counter.update(**{column: F(column) + step for column, step in steps.items()}) != 1:
        raise LookupError(f"message {message.pk} was never counted as received")

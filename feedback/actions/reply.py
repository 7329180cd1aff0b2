"""Answer the sender."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from feedback.actions.counts import count
from feedback.actions.steps import Doer, limits_of, lock_for_owner, run_clock, take_step
from feedback.clocks import Clock
from feedback.events import MESSAGE_REPLIED
from feedback.lifecycle import MessageStatus
from feedback.models import Message, Reply
from feedback.queries.reachable import can_be_reached
from feedback.reasons import CHOSEN_REASONS
from feedback.wording import checked_reply
from sanshu.core.errors import Invalid
from sanshu.core.events import announce
from sanshu.core.models import User
from sanshu.core.queries.calendar import working_calendar


@transaction.atomic
def reply_to_message(message_id: UUID, *, by: User, text: str, proposal: str = "", at: datetime | None = None) -> Reply:
    """Answer an accepted message, and perhaps propose the reason with which it be closed.

    Refuses empty phrases and texts that carry somebody's number. A sender who can be reached is called back by the
    county; otherwise the answer stands unless they object in time.
    """
    message, doer = lock_for_owner(message_id, by=by, at=at)
    try:
        words = checked_reply(text)
    except ValueError as problem:
        raise Invalid("答复没有发出，请按提示修改。", errors={"text": [str(problem)]}) from problem
    if proposal and proposal not in CHOSEN_REASONS:
        raise Invalid("办结理由不对。", errors={"reason": [f"可选：{'、'.join(sorted(CHOSEN_REASONS))}。"]})
    due_on = message.due_on
    is_first = message.replied_at is None
    take_step(message, MessageStatus.REPLIED, doer, action="reply")
    message.handler, message.replied_at, message.proposed_reason = by, doer.at, proposal
    message.sampled = can_be_reached(message)
    _wait(message, doer)
    message.save()
    reply = Reply.objects.create(message=message, at=doer.at, by=by, office=doer.office, text=words, due_on=due_on)
    if is_first:
        count(message, answered=1, answered_on_time=int(doer.day <= due_on))
    announce(MESSAGE_REPLIED, message_id=message.pk)
    return reply


def _wait(message: Message, doer: Doer) -> None:
    limits = limits_of(message)
    message.objection_until = working_calendar().add(doer.day, limits.objection).day
    if message.sampled:
        run_clock(message, Clock.CALL_BACK, doer, limits.call_back)
    else:
        run_clock(message, Clock.OBJECTION, doer, limits.objection)

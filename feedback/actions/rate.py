"""The sender's grade."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.counts import count
from feedback.actions.steps import limits_of, lock_for_sender, need, run_clock, write_down
from feedback.clocks import Clock
from feedback.events import MESSAGE_RATED
from feedback.lifecycle import ANSWERED, MessageStatus
from feedback.models import Message, Rating
from feedback.models.outcome import BEST_SCORE, LOW_SCORE
from feedback.queries.sender import Sender
from feedback.wording import masked
from sanshu.core.errors import Conflict, Invalid, WrongState
from sanshu.core.events import announce


@transaction.atomic
def rate_message(
    message_id: UUID, *, sender: Sender, score: int, reason: str = "", at: datetime | None = None
) -> Rating:
    """Grade the present answer from 1 to 5, once; a grade of 1 or 2 says why, and the county calls back, closed or not."""
    message, doer = lock_for_sender(message_id, sender=sender, at=at)
    if message.status not in ANSWERED or message.replied_at is None:
        raise WrongState(_("还没有答复，有了答复才能评价。"))
    if not 1 <= score <= BEST_SCORE:
        raise Invalid(_("评分不对。"), errors={"score": [_("请选1到5分，5分最好。")]})
    if message.ratings.filter(round=message.reopened_count).exists():
        raise Conflict(_("这次答复您已经评价过了。不满意的话，可以要求重新办理。"))
    words = masked(need("reason", reason)) if score <= LOW_SCORE or reason else ""
    earlier = message.ratings.order_by("round").last()
    rating = Rating.objects.create(message=message, round=message.reopened_count, score=score, reason=words, at=doer.at)
    if score <= LOW_SCORE and _awaits_no_call(message):
        message.sampled = True
        run_clock(message, Clock.CALL_BACK, doer, limits_of(message).call_back)
        message.save(update_fields=["sampled", "clock", "clock_from", "clock_days", "due_on", "due_provisional"])
    write_down(message, doer, action="rate", data={"score": score})
    _count(message, rating, earlier)
    announce(MESSAGE_RATED, message_id=message.pk)
    return rating


def _awaits_no_call(message: Message) -> bool:
    """Whether nobody owes a call about the present answer yet, and one can still be made."""
    if message.status == MessageStatus.CLOSED:
        return message.clock == Clock.NONE
    return message.status == MessageStatus.REPLIED and not message.sampled


def _count(message: Message, rating: Rating, earlier: Rating | None) -> None:
    """A message counts once as rated; a later grade takes the place of the earlier one."""
    before = int(earlier.is_satisfied) if earlier else 0
    count(message, rated=0 if earlier else 1, satisfied=int(rating.is_satisfied) - before)

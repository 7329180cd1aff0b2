"""After the answer: call back, reopen, close, withdraw."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.counts import count
from feedback.actions.steps import (
    Doer,
    limits_of,
    lock_for_caller,
    lock_for_sender,
    need,
    run_clock,
    service,
    take_step,
    write_down,
)
from feedback.clocks import Clock
from feedback.lifecycle import ANSWERED, MESSAGE, OPEN, MessageStatus
from feedback.models import FollowUp, Message
from feedback.models.outcome import BEST_SCORE
from feedback.queries.access import visible_to
from feedback.queries.calls import is_called
from feedback.queries.offices import office_name
from feedback.queries.sender import Sender
from feedback.reasons import CHOSEN_REASONS, CLOSE_REASON_LABELS, NEEDS_NO_CALL, CallOutcome, CloseReason
from feedback.routing import code_at, post_after_reopening
from feedback.wording import checked_text, masked
from sanshu.core.errors import Invalid, WrongState
from sanshu.core.models import Region, User
from sanshu.core.queries.calendar import working_calendar


@dataclass(frozen=True)
class Call:
    """What the desk writes down of one call."""

    reached: bool
    outcome: str = ""
    score: int | None = None
    text: str = ""

    def checked(self) -> "Call":
        """Give the same, tidied; Invalid names the field."""
        errors: dict[str, list[str]] = {}
        outcome = self.outcome if self.reached else ""
        if self.reached and outcome not in set(CallOutcome):
            errors["reason"] = [f"请选来信人怎么说；可选：{'、'.join(CallOutcome)}。"]
        if self.score is not None and not 1 <= self.score <= BEST_SCORE:
            errors["score"] = ["请选1到5分，5分最好。"]
        words = ""
        try:
            words = checked_text(self.text) if self.text else ""
        except ValueError as problem:
            errors["text"] = [str(problem)]
        if errors:
            raise Invalid("回访没有记下，请按提示修改。", errors=errors)
        return Call(self.reached, outcome, self.score if self.reached else None, words)


@transaction.atomic
def record_follow_up(message_id: UUID, *, by: User, call: Call, at: datetime | None = None) -> FollowUp:
    """Record a call-back; when the matter is not solved the message is reopened a level higher at once.

    It may be about an answer, or about a message that is closed already (回头看): then all is well and it stays closed,
    a line in its timeline and no step, or it is not and goes back to work.
    """
    message, doer = lock_for_caller(message_id, by=by, at=at)
    said = call.checked()
    if message.status == MessageStatus.CLOSED:
        if is_called(message):
            raise WrongState("办结以后已经回访过了。来信人还有意见的，请退回重新办理。")
    elif message.status != MessageStatus.REPLIED:
        MESSAGE.check(MessageStatus(message.status), MessageStatus.FOLLOWED_UP)
    made = FollowUp.objects.create(
        message=message,
        round=message.reopened_count,
        reached=said.reached,
        outcome=said.outcome,
        score=said.score,
        text=said.text,
        by=by,
        office=doer.office,
        at=doer.at,
    )
    if not said.reached and not is_called(message):
        write_down(message, doer, action="call_missed")
        return made
    _settle_call(message, doer, made)
    if said.outcome == CallOutcome.NOT_SOLVED:
        _reopen(message, doer, reason=said.text or "回访时来信人说没有解决。")
    return made


def _settle_call(message: Message, doer: Doer, made: FollowUp) -> None:
    """Write down that the call is made: a step for an answer, none for what is closed, where no clock runs any more."""
    if message.status == MessageStatus.CLOSED:
        write_down(message, doer, action="look_back" if made.reached else "call_missed")
        run_clock(message, Clock.NONE, doer, 0)
    else:
        take_step(message, MessageStatus.FOLLOWED_UP, doer, action="follow_up")
        run_clock(message, Clock.CLOSE, doer, limits_of(message).objection)
    message.save()


@transaction.atomic
def reopen_by_desk(message_id: UUID, *, by: User, reason: str, at: datetime | None = None) -> Message:
    """Send an answer that satisfied nobody, or a closed message, back to work a level higher."""
    message, doer = lock_for_caller(message_id, by=by, at=at)
    _reopen(message, doer, reason=_checked_reason(reason))
    return message


@transaction.atomic
def reopen_by_sender(message_id: UUID, *, sender: Sender, reason: str, at: datetime | None = None) -> Message:
    """Let the sender object to the answer or the closure, within the limit and with a reason."""
    message, doer = lock_for_sender(message_id, sender=sender, at=at)
    words = masked(need("reason", reason))
    if message.status in ANSWERED and (message.objection_until is None or doer.day > message.objection_until):
        words = _("可以要求重新办理的期限是%(day)s，已经过了。您可以再提一条新的留言。")
        raise WrongState(words % {"day": message.objection_until})
    _reopen(message, doer, reason=words)
    return message


def _reopen(message: Message, doer: Doer, *, reason: str) -> None:
    """Raise the owning level: one up, the second time at least the city."""
    message.reopened_count += 1
    post = post_after_reopening(message.owner, message.reopened_count)
    message.owner_level, message.owner_role = post.level, post.role
    message.owner_region = Region.objects.get(pk=code_at(message.village_id, post.level))
    message.handler, message.extended_on, message.sampled = None, None, False
    message.closed_reason, message.closed_at, message.proposed_reason = "", None, ""
    take_step(message, MessageStatus.REOPENED, doer, action="reopen", reason=reason)
    run_clock(message, Clock.ACCEPT, doer, limits_of(message).accept)
    message.save()
    write_down(message, service(doer.at), action="raise", reason=office_name(message.owner_region, message.owner_role))
    if message.reopened_count == 1:
        count(message, reopened=1)


@transaction.atomic
def close_message(
    message_id: UUID, *, by: User, reason: str, duplicate_of: UUID | None = None, at: datetime | None = None
) -> Message:
    """Close a message with a reason class: after the call-back, or without one where there is nothing to call about."""
    message, doer = lock_for_caller(message_id, by=by, at=at)
    chosen = reason or message.proposed_reason
    if chosen not in CHOSEN_REASONS:
        raise Invalid("请选办结理由。", errors={"reason": [f"可选：{'、'.join(sorted(CHOSEN_REASONS))}。"]})
    if message.status == MessageStatus.REPLIED and message.sampled and chosen not in NEEDS_NO_CALL:
        raise WrongState("这条留言要先回访，再办结。")
    if duplicate_of is not None:
        message.duplicate_of = visible_to(by).filter(pk=duplicate_of).exclude(pk=message.pk).first()
    if chosen == CloseReason.DUPLICATE and message.duplicate_of is None:
        raise Invalid("请写明与哪条留言重复。", errors={"to": ["请填那一条留言的编号。"]})
    _close(message, doer, chosen)
    return message


@transaction.atomic
def close_unobjected(message_id: UUID, *, at: datetime | None = None) -> bool:
    """Close an answered message to which nobody objected in time; False when that is not so (any more)."""
    doer = service(at)
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(pk=message_id, status=MessageStatus.REPLIED, clock=Clock.OBJECTION, due_on__lt=doer.day)
        .first()
    )
    if message is None:
        return False
    _close(message, doer, CloseReason.NO_OBJECTION)
    return True


def _close(message: Message, doer: Doer, reason: str) -> None:
    message.closed_reason, message.closed_at = reason, doer.at
    take_step(message, MessageStatus.CLOSED, doer, action="close", reason=CLOSE_REASON_LABELS[CloseReason(reason)])
    limits = limits_of(message)
    if doer.by is not None:
        message.objection_until = working_calendar().add(doer.day, limits.objection).day
    run_clock(message, Clock.NONE, doer, 0)
    message.save()


@transaction.atomic
def withdraw_message(message_id: UUID, *, sender: Sender, at: datetime | None = None) -> Message:
    """Let the sender take back a message that is still open; it stays on record."""
    message, doer = lock_for_sender(message_id, sender=sender, at=at)
    if message.status not in OPEN:
        MESSAGE.check(MessageStatus(message.status), MessageStatus.WITHDRAWN)
    take_step(message, MessageStatus.WITHDRAWN, doer, action="withdraw")
    run_clock(message, Clock.NONE, doer, 0)
    message.save()
    return message


def _checked_reason(text: str) -> str:
    try:
        return checked_text(need("reason", text))
    except ValueError as problem:
        raise Invalid("请按提示修改。", errors={"reason": [str(problem)]}) from problem

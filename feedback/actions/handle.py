"""What the owning post does with a message before it answers: claim, accept, ask, extend, reroute, note."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.steps import (
    Doer,
    limits_of,
    lock_for_owner,
    lock_for_sender,
    need,
    run_clock,
    take_step,
    write_down,
)
from feedback.clocks import Clock, days_left
from feedback.lifecycle import MessageStatus
from feedback.models import Message, Note, Question
from feedback.queries.offices import office_name
from feedback.queries.sender import Sender
from feedback.routing import (
    COUNTY_DESK,
    COUNTY_INSPECTOR,
    DEPARTMENT,
    HANDLER,
    About,
    Category,
    Post,
    code_at,
    may_reroute,
)
from feedback.wording import checked_text, masked
from sanshu.core.errors import Invalid, NotAllowed, WrongState
from sanshu.core.models import Region, User
from sanshu.core.queries.calendar import working_calendar

#: Where a message may be moved by hand, by the words the desk and the API use.
DESTINATIONS: dict[str, Post] = {
    "township": HANDLER,
    "handler": HANDLER,
    "department": DEPARTMENT,
    "county": COUNTY_DESK,
    "follow_up": COUNTY_DESK,
    "inspector": COUNTY_INSPECTOR,
}
_SAVED = ["status", "handler", "clock", "clock_from", "clock_days", "due_on", "due_provisional", "paused_days"]
_CLAIMABLE = frozenset(
    {MessageStatus.ROUTED, MessageStatus.REOPENED, MessageStatus.ACCEPTED, MessageStatus.AWAITING_RESIDENT}
)


@transaction.atomic
def claim_message(message_id: UUID, *, by: User, at: datetime | None = None) -> Message:
    """Put one's name to a message of one's post; it changes hands within the post, not its state."""
    message, doer = lock_for_owner(message_id, by=by, at=at)
    if message.status not in _CLAIMABLE:
        raise WrongState("这条留言已经答复或结束，不用再认领。")
    message.handler = by
    message.save(update_fields=["handler"])
    write_down(message, doer, action="claim")
    return message


@transaction.atomic
def accept_message(message_id: UUID, *, by: User, at: datetime | None = None) -> Message:
    """Accept a routed or reopened message: the clock for the reply starts."""
    message, doer = lock_for_owner(message_id, by=by, at=at)
    if message.status == MessageStatus.AWAITING_RESIDENT:
        raise WrongState("正在等来信人补充。收到补充或期限过后会自动继续办理。")
    take_step(message, MessageStatus.ACCEPTED, doer, action="accept")
    message.handler = by
    message.extended_on = None
    days = limits_of(message).reply(Category(message.category), reopened=message.reopened_count > 0)
    run_clock(message, Clock.REPLY, doer, days)
    message.save(update_fields=[*_SAVED, "extended_on"])
    return message


@transaction.atomic
def ask_sender(message_id: UUID, *, by: User, text: str, at: datetime | None = None) -> Question:
    """Ask the sender for more; the clock for the reply stands still until they answer or their own runs out."""
    message, doer = lock_for_owner(message_id, by=by, at=at)
    words = _checked(text)
    take_step(message, MessageStatus.AWAITING_RESIDENT, doer, action="ask")
    message.paused_days = days_left(message.due_on, doer.day, working_calendar())
    run_clock(message, Clock.RESIDENT, doer, limits_of(message).resident)
    message.save(update_fields=_SAVED)
    return Question.objects.create(message=message, at=doer.at, by=by, office=doer.office, text=words)


@transaction.atomic
def answer_question(message_id: UUID, *, sender: Sender, text: str, at: datetime | None = None) -> Question:
    """Let the sender answer what was asked; the clock for the reply goes on with the days it had left."""
    message, doer = lock_for_sender(message_id, sender=sender, at=at)
    words = masked(need("text", text, longest=2000))
    question = message.questions.filter(answered_at__isnull=True).order_by("-at", "-id").first()
    if question is None or message.status != MessageStatus.AWAITING_RESIDENT:
        raise WrongState(_("现在没有等您补充的问题，或补充的期限已过。"))
    question.answer, question.answered_at = words, doer.at
    question.save(update_fields=["answer", "answered_at"])
    resume(message, doer, action="answer")
    return question


def resume(message: Message, doer: Doer, *, action: str) -> None:
    """Go on with a message that waited for its sender."""
    take_step(message, MessageStatus.ACCEPTED, doer, action=action)
    run_clock(message, Clock.REPLY, doer, message.paused_days or 1)
    message.paused_days = None
    message.save(update_fields=_SAVED)


@transaction.atomic
def extend_message(
    message_id: UUID, *, by: User, reason: str, due_on: date | None = None, at: datetime | None = None
) -> Message:
    """Give the reply more time, once, with a reason the sender can read; an event, not a state."""
    message, doer = lock_for_owner(message_id, by=by, at=at)
    words = _checked(reason, field="reason")
    if message.status != MessageStatus.ACCEPTED or message.clock != Clock.REPLY:
        raise WrongState("只有办理中的留言可以延期。")
    if message.extended_on is not None:
        raise WrongState("已经延期过一次，不能再延。请先答复已查明的部分。")
    most = limits_of(message).extension
    latest = working_calendar().add(message.due_on, most)
    if due_on is not None and not message.due_on < due_on <= latest.day:
        raise Invalid(
            "延期的日期不对。",
            errors={"due_on": [f"应晚于现在的期限{message.due_on}，最迟到{latest.day}（{most}个工作日）。"]},
        )
    # Counted on from the same start, so that it can be counted again when a year's holidays are announced.
    more = working_calendar().between(message.due_on, due_on) if due_on else most
    message.due_on, message.due_provisional = due_on or latest.day, latest.provisional
    message.clock_days += more
    message.extended_on = doer.day
    message.save(update_fields=["due_on", "due_provisional", "clock_days", "extended_on"])
    write_down(message, doer, action="extend", reason=words, data={"due_on": message.due_on.isoformat()})
    return message


@transaction.atomic
def reroute_message(message_id: UUID, *, by: User, to: str, reason: str, at: datetime | None = None) -> Message:
    """Hand a message to another post, keeping where it was in the timeline; never to whom it is about."""
    message, doer = lock_for_owner(message_id, by=by, at=at)
    words = _checked(reason, field="reason")
    post = DESTINATIONS.get(to)
    if post is None:
        raise Invalid("不知道转给谁。", errors={"to": [f"可选：{'、'.join(DESTINATIONS)}。"]})
    if not may_reroute(message.owner, post, About(message.about)):
        raise NotAllowed("不能转到这个岗位：检举控告只在纪检系统内办理，反映乡镇的不能转回乡镇，也不能转给自己。")
    was = office_name(message.owner_region, message.owner_role)
    message.owner_level, message.owner_role = post.level, post.role
    message.owner_region = Region.objects.get(pk=code_at(message.village_id, post.level))
    message.handler = None
    to_office = office_name(message.owner_region, message.owner_role)
    take_step(message, MessageStatus.ROUTED, doer, action="reroute", reason=f"{was} → {to_office}：{words}")
    run_clock(message, Clock.ACCEPT, doer, limits_of(message).accept)
    message.save(update_fields=[*_SAVED, "owner_level", "owner_role", "owner_region"])
    return message


@transaction.atomic
def write_note(message_id: UUID, *, by: User, text: str, at: datetime | None = None) -> Note:
    """Write an internal note; only offices that may read the message see it."""
    message, doer = lock_for_owner(message_id, by=by, at=at)
    return Note.objects.create(message=message, at=doer.at, by=by, office=doer.office, text=_checked(text))


def _checked(text: str, *, field: str = "text") -> str:
    try:
        return checked_text(text)
    except ValueError as problem:
        raise Invalid("请按提示修改。", errors={field: [str(problem)]}) from problem

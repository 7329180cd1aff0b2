"""What every action on a message shares: who acts, the lock, the step and its line in the timeline, the clock."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from feedback.clocks import Clock, Limits, start
from feedback.events import MESSAGE_CHANGED
from feedback.lifecycle import MESSAGE, MessageStatus
from feedback.models import Message
from feedback.queries.access import require_acting, require_calling, visible_to
from feedback.queries.limits import limits_at
from feedback.queries.offices import SENDER
from feedback.queries.sender import NOT_FOUND, Sender, messages_of
from sanshu.core import clock as wall
from sanshu.core import timeline
from sanshu.core.clock import SHANGHAI
from sanshu.core.errors import Absent, Invalid
from sanshu.core.events import announce
from sanshu.core.models import User
from sanshu.core.queries.calendar import working_calendar
from sanshu.core.text import clean


@dataclass(frozen=True)
class Doer:
    """Who acts, when, and how the office is called. `by` is None for a sender and for the service itself."""

    by: User | None
    at: datetime
    office: str

    @property
    def day(self) -> date:
        """The day in Shanghai."""
        return self.at.astimezone(SHANGHAI).date()


def service(at: datetime | None) -> Doer:
    """The service itself, acting by the clock."""
    return Doer(None, at or wall.now(), "")


def lock_for_owner(message_id: UUID, *, by: User, at: datetime | None) -> tuple[Message, Doer]:
    """Lock a message for the post that owns it (or covers it); Absent when unreadable, NotAllowed when another's."""
    message, moment = _lock_readable(message_id, by=by, at=at)
    return message, Doer(by, moment, str(require_acting(by, message)))


def lock_for_caller(message_id: UUID, *, by: User, at: datetime | None) -> tuple[Message, Doer]:
    """Lock a message for the desk that calls back and closes."""
    message, moment = _lock_readable(message_id, by=by, at=at)
    return message, Doer(by, moment, str(require_calling(by, message)))


def lock_for_sender(message_id: UUID, *, sender: Sender, at: datetime | None) -> tuple[Message, Doer]:
    """Lock a sender's own message; Absent alike when there is none and when it is somebody else's."""
    message = messages_of(sender).select_for_update(of=("self",)).filter(pk=message_id).first()
    if message is None:
        raise Absent(NOT_FOUND)
    return message, Doer(None, at or wall.now(), SENDER)


def _lock_readable(message_id: UUID, *, by: User, at: datetime | None) -> tuple[Message, datetime]:
    message = visible_to(by).select_for_update(of=("self",)).filter(pk=message_id).first()
    if message is None:
        raise Absent("没有找到这条留言，或者它不对您开放。")
    return message, at or wall.now()


def take_step(message: Message, new: MessageStatus, doer: Doer, *, action: str, reason: str = "") -> None:
    """Check the step against the table, take it, and write it down; the caller saves the message."""
    old = MessageStatus(message.status)
    MESSAGE.check(old, new)
    message.status = new
    write_down(message, doer, action=action, old=old, new=new, reason=reason)


def write_down(  # noqa: PLR0913 - one keyword for each column of the timeline
    message: Message,
    doer: Doer,
    *,
    action: str,
    reason: str = "",
    old: str = "",
    new: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Write one line of the timeline and announce it; never who the sender is."""
    timeline.write(
        message, action=action, by=doer.by, at=doer.at, office=doer.office, reason=reason, old=old, new=new, data=data
    )
    announce(MESSAGE_CHANGED, message_id=message.pk)


def run_clock(message: Message, clock: Clock, doer: Doer, days: int) -> None:
    """Start a clock on the message from the doer's day."""
    message.run(start(clock, doer.day, days, working_calendar()))


def limits_of(message: Message) -> Limits:
    """Give the limits of the message's county."""
    return limits_at(message.village_id)


def need(field: str, text: str, *, longest: int = 500) -> str:
    """Give a reason, tidied; Invalid names the field when it is missing or too long."""
    try:
        tidy = clean(text, longest=longest)
    except ValueError as problem:
        raise Invalid(_("请按提示修改。"), errors={field: [str(problem)]}) from problem
    if not tidy:
        raise Invalid(_("请写明理由。"), errors={field: [_("请写明理由，一句话也行。")]})
    return tidy

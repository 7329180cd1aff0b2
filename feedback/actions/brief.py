"""The brief: what a handler asks of the village in words of their own, and what the village answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from feedback.actions.steps import limits_of, lock_for_owner, write_down
from feedback.lifecycle import MessageStatus
from feedback.models import Brief, BriefLink
from feedback.routing import About, Category
from feedback.wording import checked_text
from sanshu.core import clock as wall
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed, WrongState
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.calendar import working_calendar
from sanshu.core.queries.scope import may

#: A sentence shared with the message this long is the sender's, not the handler's.
_LONGEST_SHARED = 12
_LONGEST = 500


@transaction.atomic
def send_brief(message_id: UUID, *, by: User, text: str, at: datetime | None = None) -> Brief:
    """Ask the village about a matter, in the handler's own words; only for a message about nobody.

    Refuses text copied from the message and personal numbers. The village sees the office and these words only.
    """
    message, doer = lock_for_owner(message_id, by=by, at=at)
    if message.about != About.NONE or message.category == Category.ACCUSATION:
        raise NotAllowed("这条留言反映了人，不能交给村里。请自己核实，或转给上级。")
    if message.status != MessageStatus.ACCEPTED:
        raise WrongState("请先受理，再交村里核实。")
    words = _own_words(text, message.text, message.subject)
    if BriefLink.objects.filter(message=message, brief__answered_at__isnull=True).exists():
        raise Conflict("已经有一张交办单在等村里答复。")
    days = limits_of(message).brief
    due = working_calendar().add(doer.day, days)
    brief = Brief.objects.create(
        village_id=message.village_id,
        office=doer.office,
        text=words,
        sent_by=by,
        sent_at=doer.at,
        days=days,
        due_on=due.day,
        due_provisional=due.provisional,
    )
    BriefLink.objects.create(brief=brief, message=message)
    write_down(message, doer, action="brief")
    return brief


def _own_words(text: str, *originals: str) -> str:
    try:
        words = checked_text(text, longest=_LONGEST)
    except ValueError as problem:
        raise Invalid("交办单没有发出，请按提示修改。", errors={"text": [str(problem)]}) from problem
    pieces = {
        original[start : start + _LONGEST_SHARED]
        for original in originals
        for start in range(len(original) - _LONGEST_SHARED + 1)
    }
    if any(piece in words for piece in pieces):
        raise Invalid(
            "交办单没有发出，请按提示修改。",
            errors={"text": ["有一段和来信原文一样，村里可能认出是谁写的。请换成您自己的话。"]},
        )
    return words


@transaction.atomic
def answer_brief(brief_id: UUID, *, by: User, text: str, at: datetime | None = None) -> Brief:
    """Let the village answer a brief, once; the answer waits for the handler at the message."""
    brief = Brief.objects.select_for_update().filter(pk=brief_id).first()
    if brief is None or not may(by, Act.ANSWER_BRIEF, brief.village_id):
        raise Absent("没有找到这张交办单，或者它不对您开放。")
    if brief.answered_at is not None:
        raise WrongState("这张交办单已经答复过了。")
    try:
        brief.answer = checked_text(text, longest=_LONGEST)
    except ValueError as problem:
        raise Invalid("请按提示修改。", errors={"text": [str(problem)]}) from problem
    brief.answered_by, brief.answered_at = by, at or wall.now()
    brief.save(update_fields=["answer", "answered_by", "answered_at"])
    return brief

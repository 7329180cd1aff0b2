"""The desk's words for what can be done, each with its action: one table for the page and the API."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from feedback.actions.brief import send_brief
from feedback.actions.finish import Call, close_message, record_follow_up, reopen_by_desk
from feedback.actions.handle import (
    accept_message,
    ask_sender,
    claim_message,
    extend_message,
    reroute_message,
    write_note,
)
from feedback.actions.reply import reply_to_message
from feedback.reasons import CallOutcome
from sanshu.core.errors import Absent, Invalid
from sanshu.core.models import User

Fields = Mapping[str, object]
Perform = Callable[[UUID, User, Fields], object]


def perform(act: str, message_id: UUID, *, by: User, fields: Fields) -> None:
    """Do what the desk asked for by its word; Absent for an unknown word, Invalid for a field of the wrong kind."""
    if act not in ACTS:
        raise Absent("没有这种办理动作。")
    ACTS[act](message_id, by, fields)


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise Invalid("请按提示修改。", errors={name: ["这里应是文字。"]})
    return (value or "").strip()


def _day(fields: Fields, name: str) -> date | None:
    text = _text(fields, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid("请按提示修改。", errors={name: ["日期应写成2026-11-22的样子。"]}) from None


def _uuid(fields: Fields, name: str) -> UUID | None:
    text = _text(fields, name)
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Invalid("请按提示修改。", errors={name: ["留言编号不对，请从那条留言的页面复制。"]}) from None


def _score(fields: Fields) -> int | None:
    value = fields.get("score")
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not str(value).isascii() or not str(value).isdigit():
        raise Invalid("请按提示修改。", errors={"score": ["请选1到5分，5分最好。"]})
    return int(str(value)[:3])


def _reply(message_id: UUID, by: User, fields: Fields) -> object:
    return reply_to_message(message_id, by=by, text=_text(fields, "text"), proposal=_text(fields, "reason"))


def _extend(message_id: UUID, by: User, fields: Fields) -> object:
    reason = _text(fields, "reason") or _text(fields, "text")
    return extend_message(message_id, by=by, reason=reason, due_on=_day(fields, "due_on"))


def _reroute(message_id: UUID, by: User, fields: Fields) -> object:
    reason = _text(fields, "reason") or _text(fields, "text")
    return reroute_message(message_id, by=by, to=_text(fields, "to"), reason=reason)


def _follow_up(message_id: UUID, by: User, fields: Fields) -> object:
    """`reason` is what the sender said; without one the call found the matter explained, `unreached` nobody."""
    said = _text(fields, "reason") or CallOutcome.EXPLAINED
    is_reached = said != "unreached"
    call = Call(is_reached, said if is_reached else "", _score(fields), _text(fields, "text"))
    return record_follow_up(message_id, by=by, call=call)


def _reopen(message_id: UUID, by: User, fields: Fields) -> object:
    return reopen_by_desk(message_id, by=by, reason=_text(fields, "reason") or _text(fields, "text"))


def _close(message_id: UUID, by: User, fields: Fields) -> object:
    return close_message(message_id, by=by, reason=_text(fields, "reason"), duplicate_of=_uuid(fields, "to"))


ACTS: dict[str, Perform] = {
    "claim": lambda one, by, _fields: claim_message(one, by=by),
    "accept": lambda one, by, _fields: accept_message(one, by=by),
    "ask": lambda one, by, fields: ask_sender(one, by=by, text=_text(fields, "text")),
    "brief": lambda one, by, fields: send_brief(one, by=by, text=_text(fields, "text")),
    "note": lambda one, by, fields: write_note(one, by=by, text=_text(fields, "text")),
    "extend": _extend,
    "reroute": _reroute,
    "reply": _reply,
    "follow-up": _follow_up,
    "reopen": _reopen,
    "close": _close,
}

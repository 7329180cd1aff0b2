"""Messages in every state, each played through the portal's own actions at moments in the past."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from feedback.actions.brief import answer_brief
from feedback.actions.finish import reopen_by_sender, withdraw_message
from feedback.actions.handle import answer_question
from feedback.actions.perform import perform
from feedback.actions.rate import rate_message
from feedback.actions.route import route_message
from feedback.actions.send import Receipt, send_message
from feedback.intake import read_draft
from feedback.models import Brief, Message
from feedback.queries.sender import Sender
from publicity.models import Record
from sanshu.core import clock
from sanshu.core.models import User
from sanshu.core.roles import Role
from sanshu.demo.dice import Dice
from sanshu.demo.load.residents import resident
from sanshu.demo.load.staff import login_of, staff_at
from sanshu.demo.places import township_of
from sanshu.demo.world import World

SCRIPT = Path(__file__).parent.parent / "data" / "messages.json"
PASSED_ON = ("subject", "text", "about", "category", "identity", "name", "contact")

Script = Mapping[str, Any]


@dataclass(frozen=True)
class Played:
    """One message of the script as it stands now, and the code that opens it."""

    key: str
    village: int
    subject: str
    code: str


def read_script() -> list[Script]:
    """Read the messages, oldest first."""
    found: list[Script] = json.loads(SCRIPT.read_text(encoding="utf-8"))
    return sorted(found, key=lambda one: -int(one["days"]))


def play_messages(worlds: Mapping[int, World]) -> list[Played]:
    """Send every message of the script that is not there yet, and do with it what the script says."""
    return [_play(one, worlds[one["village"]]) for one in read_script()]


def send(one: Script, world: World, *, key: str) -> Receipt:
    """Send one message of the script now; the same key again gives the same receipt."""
    fields = {name: one[name] for name in PASSED_ON if name in one}
    fields |= {"village": str(one["village"]), "record": _record(one, world)}
    for name in ("subject", "text"):
        fields[name] = str(fields[name]).replace("{g}", world.groups[0])
    by = resident(world, int(one["resident"])) if "resident" in one else None
    return send_message(read_draft(fields), key=key, by=by)


def _record(one: Script, world: World) -> str:
    if "record" not in one:
        return ""
    known = Record.objects.public().filter(village=world.place.code, item__code=one["record"]).order_by("-period")
    found = known.values_list("pk", flat=True).first()
    return str(found or "")


def _play(one: Script, world: World) -> Played:
    key = f"demo-{one['key']}"
    begun = moment(world, int(one["days"]), one["key"])
    with clock.at(begun):
        receipt = send(one, world, key=key)
    message = Message.objects.get(pk=receipt.message.pk)
    if message.created_at == begun and message.status == "received" and int(one["days"]) > 0:
        with clock.at(begun + timedelta(seconds=40)):
            route_message(message.pk)
        for place, (days, act, *rest) in enumerate(one["steps"]):
            with clock.at(moment(world, days, one["key"], place)):
                take(act, message.pk, code=receipt.code, fields=rest[0] if rest else {})
    return Played(one["key"], one["village"], message.subject, receipt.code)


def moment(world: World, days: int, *words: object) -> datetime:
    """Give a moment so many days ago, in office hours; later steps of one day come later."""
    dice = Dice("moment", *words)
    hour = 8 + sum(word for word in words if isinstance(word, int)) % 8
    day = world.today - timedelta(days=days)
    return datetime.combine(day, time(hour, dice.between(0, 59), dice.between(0, 59)), clock.SHANGHAI)


def take(act: str, message_id: UUID, *, code: str, fields: Mapping[str, str]) -> None:
    """Do one step of the script: the sender's own, the village's answer to a brief, or the desk's."""
    sender = Sender.known_by(None, code=code)
    own: dict[str, Callable[[], object]] = {
        "answer": partial(answer_question, message_id, sender=sender, text=fields.get("text", "")),
        "reopen": partial(reopen_by_sender, message_id, sender=sender, reason=fields.get("reason", "")),
        "withdraw": partial(withdraw_message, message_id, sender=sender),
        "rate": partial(
            rate_message,
            message_id,
            sender=sender,
            score=int(fields.get("score", "5")),
            reason=fields.get("reason", ""),
        ),
        "village": partial(_answer_brief, message_id, fields.get("text", "")),
    }
    if act in own:
        own[act]()
        return
    message = Message.objects.get(pk=message_id)
    perform(act, message_id, by=desk_of(message, act), fields=fields)


def _answer_brief(message_id: UUID, text: str) -> None:
    village = Message.objects.get(pk=message_id).village_id
    brief = Brief.objects.filter(village=village, answered_at__isnull=True).latest("sent_at")
    answer_brief(brief.pk, by=staff_at(Role.CLERK, village), text=text)


def desk_of(message: Message, act: str) -> User:
    """Give who acts: the county's desk calls back and closes, the owning post does the rest."""
    if act in {"follow-up", "close"}:
        return staff_at(Role.FOLLOW_UP, township_of(message.village_id) // 10**6 * 10**6)
    owner = message.owner_region_id or township_of(message.village_id)
    return User.objects.get(login=login_of(Role(message.owner_role), owner))

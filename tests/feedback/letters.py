"""Generated worlds: which messages come when, about whom, and what becomes of each, by a seed alone.

Every step is the real action of whoever owns the message then. Each letter has chances of its own, so that another letter
more or less changes nothing about it: what then differs on a page is a leak.
"""

import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from feedback.actions.brief import send_brief
from feedback.actions.finish import Call, close_message, record_follow_up, reopen_by_sender
from feedback.actions.handle import accept_message, ask_sender, extend_message, reroute_message
from feedback.actions.rate import rate_message
from feedback.actions.reply import reply_to_message
from feedback.actions.route import route_message
from feedback.actions.send import send_message
from feedback.actions.sweep import sweep_messages
from feedback.intake import read_draft
from feedback.models import Message
from feedback.queries.sender import Sender
from feedback.routing import code_at
from sanshu.core import clock
from sanshu.core.errors import DomainError
from sanshu.core.models import Region, User
from sanshu.core.roles import Level, Role
from supervision.actions.evaluate import evaluate_rules
from tests.cast import LIUJIAWOBU, NOW, PROVINCE, Cast
from tests.feedback.conftest import ANSWER

NEXT_DOOR = 210123106201
DAYS = 50
#: What the township may know of, and what it may not.
ORDINARY: list[dict[str, str]] = [
    {"category": "facilities"},
    {"category": "money"},
    {"category": "money", "about": "village"},
    {"category": "land", "about": "village"},
]
KEPT_FROM_TOWNSHIP: list[dict[str, str]] = [
    {"about": "township"},
    {"about": "township", "category": "money"},
    {"category": "accusation"},
    {"category": "accusation", "about": "village"},
    {"category": "accusation", "about": "township"},
]
SENDERS: list[dict[str, str]] = [
    {},
    {"identity": "open", "name": "钱某", "contact": "024-87312345"},
    {"identity": "sealed", "name": "孙某", "contact": "024-87355555"},
]
#: Each sign is a step of `STEPS`.
FATES = ("", "a", "aq", "ae", "ar", "arg", "aro", "aroar", "argoarg", "arc", "arC", "aBr", "m", "mar")


class Numbers:
    """What the numbers of messages are drawn from: a chance for each letter, in place of the machine's own."""

    chance = random.Random(0)

    def next(self) -> UUID:
        """Draw a number."""
        return UUID(int=self.chance.getrandbits(128), version=4)


@dataclass(frozen=True)
class Letter:
    """One message to be: what it says, when it comes, and which steps follow after how many hours each."""

    key: str
    at: datetime
    fields: dict[str, str]
    steps: tuple[tuple[str, int], ...]

    @property
    def message_id(self) -> UUID:
        """The number it will have."""
        numbers = Numbers()
        numbers.chance = random.Random(self.key)
        return numbers.next()


def letters(seed: int, kinds: list[dict[str, str]], number: int) -> list[Letter]:
    """Think of some letters from two villages of one township."""
    return [_letter(f"{seed}/{sorted(kinds[0].items())}/{place}", kinds) for place in range(number)]


def _letter(key: str, kinds: list[dict[str, str]]) -> Letter:
    chance = random.Random(key)
    village = chance.choice([LIUJIAWOBU, LIUJIAWOBU, NEXT_DOOR])
    words = {"village": f"{village:012d}", "subject": f"第{chance.randrange(1000)}件事", "text": "事情经过写在这里。"}
    at = NOW - timedelta(days=chance.randrange(DAYS), hours=chance.randrange(8), minutes=chance.randrange(60))
    fate = chance.choice(FATES)
    gaps = [chance.choice([2, 5, 26, 50, 100, 200]) for _ in fate]
    return Letter(key, at, words | chance.choice(kinds) | chance.choice(SENDERS), tuple(zip(fate, gaps, strict=True)))


@dataclass
class Told:
    """One letter in one world, once it has come."""

    letter: Letter
    sender: Sender
    cast: Cast

    @property
    def message(self) -> Message:
        """The message as it stands."""
        return Message.objects.get(pk=self.letter.message_id)

    @property
    def owner(self) -> User:
        """Whoever holds the post that owns it."""
        message = self.message
        region = code_at(message.village_id, Level(message.owner_level))
        return self.cast.staff(Role(message.owner_role), region)

    @property
    def caller(self) -> User:
        """Whoever calls back: above the owner, so that nobody calls about their own answer."""
        inspector = self.message.owner_role == Role.INSPECTOR
        return self.cast.city_inspector if inspector else self.cast.city_follow_up


def _call(told: Told, outcome: str) -> None:
    message = told.message
    caller = told.cast.follow_up if message.owner_role == Role.HANDLER else told.caller
    record_follow_up(message.pk, by=caller, call=Call(reached=True, outcome=outcome))
    if outcome == "solved":
        close_message(message.pk, by=caller, reason="solved")


def _rate(told: Told) -> None:
    score = random.Random(told.letter.key).randint(1, 5)
    rate_message(told.message.pk, sender=told.sender, score=score, reason="写得不够清楚")


def _reroute(told: Told) -> None:
    if told.message.owner_role == Role.HANDLER:
        reroute_message(told.message.pk, by=told.owner, to="department", reason="属于部门职责")


def _brief(told: Told) -> None:
    if told.message.about == "none" and told.message.category != "accusation":
        send_brief(told.message.pk, by=told.owner, text="请到三组现场看看排水情况并拍照。")


#: What a letter of a fate stands for.
STEPS: dict[str, Callable[[Told], Any]] = {
    "a": lambda told: accept_message(told.message.pk, by=told.owner),
    "q": lambda told: ask_sender(told.message.pk, by=told.owner, text="请补充是哪一天的事。"),
    "e": lambda told: extend_message(told.message.pk, by=told.owner, reason="要等部门丈量"),
    "r": lambda told: reply_to_message(told.message.pk, by=told.owner, text=ANSWER),
    "g": _rate,
    "o": lambda told: reopen_by_sender(told.message.pk, sender=told.sender, reason="没有解决"),
    "c": lambda told: _call(told, "solved"),
    "C": lambda told: _call(told, "not_solved"),
    "m": _reroute,
    "B": _brief,
}


def tell(found: Iterable[Letter], cast: Cast, numbers: Numbers) -> None:
    """Let everything happen in the order of time until NOW, with what happens by itself each week in between.

    A step that is not allowed when its time comes is left out.
    """
    _restart_sequences()
    events = [_Event(NOW - timedelta(days=days, hours=2), "", _a_morning) for days in range(0, DAYS, 7)]
    for letter in found:
        events += _events(letter, cast, numbers)
    for event in sorted(events):
        with clock.at(event.at), suppress(DomainError):
            event.happen()


@dataclass(frozen=True, order=True)
class _Event:
    at: datetime
    key: str
    happen: Callable[[], Any] = field(compare=False)


def _events(letter: Letter, cast: Cast, numbers: Numbers) -> list[_Event]:
    told: list[Told] = []

    def send() -> None:
        numbers.chance = random.Random(letter.key)
        receipt = send_message(read_draft(letter.fields), key=letter.key, by=None)
        route_message(receipt.message.pk)
        told.append(Told(letter, Sender.known_by(None, code=receipt.code), cast))

    events, at = [_Event(letter.at, letter.key, send)], letter.at
    for place, (step, hours) in enumerate(letter.steps):
        at += timedelta(hours=hours)
        if at < NOW:
            events.append(_Event(at, f"{letter.key} {place}", partial(lambda take: take(told[0]), STEPS[step])))
    return events


def _a_morning() -> None:
    now = clock.now()
    sweep_messages(now)
    evaluate_rules(region=Region.objects.get(pk=PROVINCE), on=now.date(), at=now)


def _restart_sequences() -> None:
    """Let running numbers begin alike in every world: that there was something else between two things must not show."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER SEQUENCE {name} RESTART WITH 1000000")

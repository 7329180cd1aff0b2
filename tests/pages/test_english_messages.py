"""English pages of somebody who asks: whatever is Chinese there is their own words or an office's, and says so."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from feedback.actions.finish import Call, close_message, record_follow_up
from feedback.actions.handle import ask_sender, extend_message, reroute_message
from feedback.actions.reply import reply_to_message
from feedback.actions.sweep import sweep_messages
from feedback.models import Message
from feedback.reasons import CHOSEN_REASONS
from sanshu.core import clock
from sanshu.core.actions.holidays import load_holidays
from tests.cast import LIUJIAWOBU, NOW, Cast, sign_in
from tests.feedback.conftest import ANSWER, accepted, replied, routed, sent
from tests.pages.english import Reader
from tests.publicity.chain import filled, published

pytestmark = pytest.mark.django_db
NEW = f"/messages/new/?village={LIUJIAWOBU}"
ASKED = {"text": "三组门前的排水沟堵了半年。", "about": "none", "category": "facilities", "identity": "anonymous"}


@pytest.fixture(autouse=True)
def working_days(db: None) -> None:
    """Know the working days of the year."""
    load_holidays(2026)


@pytest.fixture
def reader(client: Client) -> Reader:
    """A visitor."""
    return Reader(client)


def hidden(page: Any) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))


def test_asking(cast: Cast, reader: Reader) -> None:
    record = published(cast, filled(cast, "F-03")).record
    for path in ("/messages/new/", "/messages/new/?q=刘家", "/messages/new/?q=zzz", "/messages/new/?village=1"):
        reader.get(path)
    reader.get(f"{NEW}&record={record.pk}&row=r1")
    page = reader.get(NEW)
    refused: list[dict[str, str]] = [
        {"text": ""},
        {"text": "字" * 3000},
        {"about": "x"},
        {"category": "x"},
        {"identity": "x"},
        {"contact": "9" * 61},
        {"name": "名" * 31},
        {"village": "1"},
        {"village": ""},
        {"record": "x"},
        {"key": ""},
    ]
    for wrong in refused:
        reader.post("/messages/new/", hidden(page) | ASKED | wrong, status=400)
    receipt = reader.post("/messages/new/", hidden(page) | ASKED)
    reader.post("/messages/new/", hidden(page) | ASKED | {"text": "另一件事"}, status=422)
    assert "receipt-code" in receipt.content.decode()
    assert reader.found == {}


def test_following_by_code(reader: Reader) -> None:
    code = sent().code
    reader.get("/messages/track/")
    for wrong in ("", "12", "1234567812345678"):
        reader.post("/messages/track/", {"code": wrong}, status=400 if not wrong else 404)
    reader.post("/messages/track/", {"code": code})
    for _ in range(20):
        reader.client.post("/en/messages/track/", {"code": "1234567812345678"})
    reader.post("/messages/track/", {"code": code}, status=429)
    assert reader.found == {}


def by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.resident()}


def reachable(cast: Cast) -> dict[str, Any]:
    return by(cast) | {"identity": "open", "name": "钱某", "contact": "024-87312345"}


def asked_back(cast: Cast) -> Message:
    message = accepted(cast, **by(cast))
    ask_sender(message.pk, by=cast.handler, text="请补充是哪一天的事。")
    return message


def extended(cast: Cast) -> Message:
    return extend_message(accepted(cast, **by(cast)).pk, by=cast.handler, reason="要等部门丈量")


def rerouted(cast: Cast) -> Message:
    return reroute_message(accepted(cast, **by(cast)).pk, by=cast.handler, to="department", reason="属于部门职责")


def called(cast: Cast, *calls: Call) -> Message:
    message = replied(cast, **reachable(cast))
    for call in calls:
        record_follow_up(message.pk, by=cast.follow_up, call=call)
    return message


def closed(cast: Cast, reason: str) -> Message:
    message = called(cast, Call(reached=True, outcome="solved", score=4))
    other = routed(key="key-2")
    return close_message(message.pk, by=cast.follow_up, reason=reason, duplicate_of=other.pk)


def unobjected(cast: Cast) -> Message:
    message = replied(cast, **by(cast))
    with clock.at(NOW + timedelta(days=30)) as later:
        sweep_messages(later)
    return message


STAGES: dict[str, Callable[[Cast], Message]] = {
    "received": lambda cast: sent(**by(cast)).message,
    "routed": lambda cast: routed(**by(cast)),
    "accepted": lambda cast: accepted(cast, **by(cast)),
    "about the township": lambda cast: routed(about="township", **by(cast)),
    "an accusation": lambda cast: routed(category="accusation", **by(cast)),
    "asked back": asked_back,
    "extended": extended,
    "rerouted": rerouted,
    "replied": lambda cast: replied(cast, **by(cast)),
    "to be called back": lambda cast: replied(cast, **reachable(cast)),
    "called in vain": lambda cast: called(cast, Call(reached=False), Call(reached=False)),
    "called back": lambda cast: called(cast, Call(reached=True, outcome="explained")),
    "reopened by the desk": lambda cast: called(cast, Call(reached=True, outcome="not_solved")),
    "unobjected": unobjected,
    **{reason: partial(closed, reason=reason) for reason in CHOSEN_REASONS},
}


@pytest.mark.parametrize("stage", STAGES)
def test_ones_own_message_at_every_stage(cast: Cast, stage: str) -> None:
    message = STAGES[stage](cast)
    reader = Reader(sign_in(Client(), cast.resident()))
    reader.get(f"/messages/{message.pk}/")
    reader.get("/me/")
    assert reader.found == {}


def test_everything_one_may_do_with_ones_own_message(cast: Cast) -> None:
    message = asked_back(cast)
    reader, page = Reader(sign_in(Client(), cast.resident())), f"/messages/{message.pk}/"
    reader.post(f"{page}answer/", {"text": ""}, status=400)
    reader.post(f"{page}answer/", {"text": "上个月十号"})
    reader.post(f"{page}answer/", {"text": "还有一句"}, status=409)
    reader.post(f"{page}rate/", {"score": 4}, status=409)
    reply_to_message(message.pk, by=cast.handler, text=ANSWER)
    reader.post(f"{page}rate/", {"score": 9}, status=400)
    reader.post(f"{page}rate/", {"score": 1}, status=400)
    reader.post(f"{page}rate/", {"score": 4, "reason": "说清楚了"})
    reader.post(f"{page}rate/", {"score": 4}, status=409)
    reader.post(f"{page}reopen/", {"reason": ""}, status=400)
    reader.post(f"{page}reopen/", {"reason": "又堵了"})
    reader.post(f"{page}withdraw/", {})
    reader.post(f"{page}withdraw/", {}, status=409)
    reader.post("/messages/leave/", {})
    assert reader.found == {}


def test_an_objection_that_comes_too_late(cast: Cast) -> None:
    message = unobjected(cast)
    reader = Reader(sign_in(Client(), cast.resident()))
    with clock.at(NOW + timedelta(days=40)):
        reader.post(f"/messages/{message.pk}/reopen/", {"reason": "又堵了"}, status=409)
    assert reader.found == {}


def test_what_is_not_ones_own_or_no_step(cast: Cast, reader: Reader) -> None:
    message = routed()
    reader.get(f"/messages/{message.pk}/", status=404)
    reader.post(f"/messages/{message.pk}/sing/", {}, status=404)
    assert reader.found == {}

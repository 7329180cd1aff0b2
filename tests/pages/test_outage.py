"""While PostgreSQL is away pages say so and when to come back; the proxy has its copies, and no typed word is lost."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from feedback.models import Message
from sanshu.core.log_setup import configure_logging
from tests.cast import KANGPING, LIUJIAWOBU, Cast, sign_in
from tests.feedback.conftest import sent

TEXT = "三组门前的排水沟堵了半年，\r\n一下雨就进院子。</textarea><b>"
ASK = {
    "key": "one-key-for-this-form",
    "village": f"{LIUJIAWOBU:012d}",
    "text": TEXT,
    "about": "none",
    "category": "facilities",
    "identity": "sealed",
    "name": "甲",
    "contact": "024-87312345",
}
PUBLIC = ("/", f"/villages/{LIUJIAWOBU}/", f"/regions/{KANGPING}/", "/search/?q=修路", "/messages/new/?village=1")
PRIVATE = ("/me/", "/admin/", "/desk/", "/supervision/", "/accounts/password/")
Trouble = Callable[[], AbstractContextManager[None]]


@contextmanager
def changed(**settings: Any) -> Iterator[None]:
    """Let every connection be made with other settings."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(settings)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def away() -> AbstractContextManager[None]:
    """Nothing answers where PostgreSQL should be."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return changed(HOST="127.0.0.1", PORT=str(probe.getsockname()[1]))


def read_only() -> AbstractContextManager[None]:
    """PostgreSQL answers but takes nothing in, like a standby."""
    return changed(OPTIONS={"options": "-c default_transaction_read_only=on"})


def browser() -> Client:
    return Client(raise_request_exception=False)


def fields_of(html: str) -> dict[str, str]:
    """What a browser would send with the form of a page."""
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', html, re.DOTALL)
    return {name: unescape(value) for name, value in [*inputs, *areas]}


def is_told(answer: Any, words: str = "暂时办不了") -> bool:
    """Whether an answer says that it can't be done now, when to come back, and is kept by nobody."""
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "no-store" in answer.headers["Cache-Control"]
    return words in answer.content.decode()


@pytest.mark.parametrize(("prefix", "words"), [("", "暂时办不了"), ("/en", "Not possible just now")])
def test_a_page_says_that_it_can_not_be_shown_now_and_when_to_come_back(
    committed: Cast, prefix: str, words: str
) -> None:
    clerk = sign_in(browser(), committed.clerk)
    with away():
        assert all(is_told(browser().get(prefix + address), words) for address in PUBLIC)
        assert all(is_told(clerk.get(prefix + address), words) for address in PUBLIC + PRIVATE)
    assert browser().get(prefix + "/").status_code == 200


def test_what_needs_no_database_goes_on(committed: Cast) -> None:
    with away():
        assert browser().get("/healthz").status_code == 200
        assert browser().get("/readyz").status_code == 503
        assert browser().get("/help/").status_code == 200


@pytest.mark.parametrize("trouble", [away, read_only])
def test_a_message_typed_during_an_outage_stands_on_the_page_and_is_sent_from_there_once(
    committed: Cast, trouble: Trouble, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("INFO")
    visitor = browser()
    with trouble():
        answers = [visitor.post("/messages/new/", ASK) for _ in range(2)]
    assert all(is_told(answer) for answer in answers)
    given_back = fields_of(answers[0].content.decode())
    given_back.pop("csrfmiddlewaretoken")
    assert given_back == {name: value for name, value in ASK.items() if name in given_back}
    assert set(ASK) - set(given_back) == set()
    printed = capsys.readouterr().err
    assert "/messages/new/" in printed
    assert not [secret for secret in ("排水沟", ASK["contact"], "一下雨") if secret in printed]
    for _ in range(2):
        assert visitor.post("/messages/new/", given_back).status_code == 200
    assert Message.objects.count() == 1


def test_a_member_of_staff_keeps_the_answer_they_wrote(committed: Cast) -> None:
    handler, message = sign_in(browser(), committed.handler), sent().message
    with away():
        answer = handler.post(f"/desk/messages/{message.pk}/reply/", {"text": TEXT})
    assert is_told(answer)
    assert fields_of(answer.content.decode())["text"] == TEXT


def test_nothing_else_is_given_back(committed: Cast) -> None:
    with away():
        answers = [
            browser().post("/accounts/login/", {"login": "LN1", "password": "a-secret-word", "text": "a-secret-word"}),
            browser().post("/messages/new/", ASK, headers={"Sec-Fetch-Site": "cross-site"}),
            browser().get("/messages/new/", ASK),
        ]
    assert all(is_told(answer) for answer in answers)
    assert not [answer for answer in answers if "a-secret-word" in answer.content.decode()]
    assert not [answer for answer in answers if "<textarea" in answer.content.decode()]


def test_a_program_gets_a_problem_document(committed: Cast) -> None:
    body = {"village": f"{LIUJIAWOBU:012d}", "subject": "门前排水沟堵了", "text": TEXT}
    program = browser()
    with away():
        answers = [
            program.get("/api/v1/regions/"),
            program.post("/api/v1/messages/", body, "application/json", headers={"Idempotency-Key": "program-1"}),
        ]
    for answer in answers:
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert (answer.json()["type"], answer.json()["status"]) == ("/problems/unavailable", 503)
        assert "过半分钟再试" in answer.json()["detail"]

import json
import logging
from typing import Any

import pytest
import structlog
from celery import Celery
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from sanshu.core import request_id
from sanshu.core.log_scrub import DROPPED, scrub_event, scrub_value
from sanshu.core.log_setup import configure_logging
from sanshu.core.request_id import RequestIdMiddleware
from tests.core.numbers import ID_NUMBERS, MOBILES


@given(st.one_of(ID_NUMBERS, MOBILES), st.sampled_from(["event", "exception", "detail", "url"]))
def test_no_personal_number_reaches_a_log_line_wherever_it_stands(number: str, key: str) -> None:
    event = {
        key: f"see {number}!",
        "deep": {"list": [number, {"x": number}], "tuple": (number,)},
        "error": ValueError(number),
    }
    if number.isdecimal():
        event["count"] = int(number)
    assert number not in json.dumps(scrub_event(None, "info", event), ensure_ascii=False)


@pytest.mark.parametrize(
    "key",
    ["password", "Phone", "id_number", "receipt_code", "Authorization", "text", "csrf_token", "args", "totp_secret"],
)
def test_values_under_telling_keys_are_dropped_whatever_they_hold(key: str) -> None:
    assert scrub_value(key, "anything") == DROPPED
    assert scrub_value("outer", {key: 1}) == {key: DROPPED}


def test_harmless_values_stay_as_they_are() -> None:
    event = {
        "event": "published",
        "village": 210123106207,
        "rows": 12,
        "ok": True,
        "took": 0.25,
        "when": "2026-11-17T09:30:00.123456+08:00",
    }
    assert scrub_event(None, "info", dict(event)) == event


def test_text_from_outside_cannot_fake_a_line_and_bytes_are_not_shown() -> None:
    assert scrub_value("path", "/a\r\nfake") == "/a\\r\nfake"
    assert scrub_value("upload", b"13800138000") == "<11 bytes>"
    nested: object = "x"
    for _ in range(20):
        nested = [nested]
    assert DROPPED in repr(scrub_value("nested", nested))


def test_a_line_of_the_standard_library_is_scrubbed_too(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO")
    logging.getLogger("sanshu.test").info("called from %s", "13800138000")
    structlog.get_logger("sanshu.test").info("called", note="13800138000")
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 2
    assert "13800138000" not in "".join(lines)
    assert all(json.loads(line)["level"] == "info" for line in lines)


def answer_with_id(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request_id.current() + "|" + structlog.contextvars.get_contextvars()["request_id"])


@pytest.mark.parametrize(
    ("given_id", "kept"),
    [("0123456789abcdef", True), ("short", False), ("x" * 65, False), ("bad id\nfake", False), ("", False)],
)
def test_a_request_has_one_id_in_log_and_answer(given_id: str, kept: bool) -> None:
    request = RequestFactory().get("/")
    request.META["HTTP_X_REQUEST_ID"] = given_id
    response = RequestIdMiddleware(answer_with_id)(request)
    bound, logged = response.content.decode().split("|")
    assert bound == logged == response.headers["X-Request-ID"]
    assert (bound == given_id) is kept
    assert request_id.current() == ""
    assert "request_id" not in structlog.contextvars.get_contextvars()


def test_the_id_of_a_request_goes_along_to_the_worker() -> None:
    app = Celery("test", broker="memory://")
    seen: list[str] = []

    @app.task(name="note")
    def note() -> None:
        seen.append(request_id.current())

    headers: dict[str, Any] = {}
    with request_id.bound("0123456789abcdef"):
        request_id._send_along(headers=headers)
    note.apply(headers=headers)
    assert seen == ["0123456789abcdef"]
    note.apply()
    assert len(seen[1]) == 32
    assert request_id.current() == ""

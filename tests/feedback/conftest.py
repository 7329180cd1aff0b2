"""Messages in every stage, made by the real actions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from feedback.actions.handle import accept_message
from feedback.actions.reply import reply_to_message
from feedback.actions.route import route_message
from feedback.actions.send import Receipt, send_message
from feedback.intake import read_draft
from feedback.models import Message
from sanshu.core import clock
from sanshu.core.actions.holidays import load_holidays
from sanshu.core.models import User
from tests.cast import LIUJIAWOBU, NOW, Cast

ANSWER = "排水沟已于11月16日清通，费用由镇里承担，以后每年汛前清一次，有事请打镇里电话024-87312345。"


@pytest.fixture
def holidays(db: None) -> None:
    """Load the announced years 2026 and before."""
    for year in (2025, 2026):
        load_holidays(year)


def sent(*, key: str = "key-1", by: User | None = None, **fields: Any) -> Receipt:
    """Send a message about 刘家窝堡."""
    body = {
        "village": f"{LIUJIAWOBU:012d}",
        "subject": "门前排水沟堵了",
        "text": "三组门前的排水沟堵了半年，一下雨就进院子。",
    }
    return send_message(read_draft(body | fields), key=key, by=by)


def routed(**fields: Any) -> Message:
    """Send and route a message."""
    receipt = sent(**fields)
    assert route_message(receipt.message.pk)
    receipt.message.refresh_from_db()
    return receipt.message


def accepted(cast: Cast, **fields: Any) -> Message:
    """Send, route and accept a message as the township's handler."""
    return accept_message(routed(**fields).pk, by=cast.handler)


def replied(cast: Cast, **fields: Any) -> Message:
    """Send, route, accept and answer a message."""
    message = accepted(cast, **fields)
    reply_to_message(message.pk, by=cast.handler, text=ANSWER)
    message.refresh_from_db()
    return message


@pytest.fixture
def days_later() -> Callable[[int], Any]:
    """Give a way to stand some calendar days later."""

    def later(days: int) -> Any:
        return clock.at(NOW + timedelta(days=days))

    return later

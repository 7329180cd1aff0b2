"""What the sender reads on top: in every state who does what by when, said as people say days, and what one can do oneself."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import translation

from feedback.actions.finish import Call, close_message, record_follow_up
from feedback.actions.handle import accept_message, ask_sender
from feedback.actions.rate import rate_message
from feedback.actions.reply import reply_to_message
from feedback.actions.sweep import sweep_messages
from feedback.queries.sender import Sender
from feedback.templatetags.next_steps import spoken_day
from sanshu.core import clock
from tests.cast import NOW, Cast, sign_in
from tests.feedback.conftest import ANSWER, accepted, replied, routed, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holidays")]
REACHABLE = {"identity": "open", "name": "钱某", "contact": "024-87312345"}
WAY = "不满意不用等，到12月1日（星期二）为止都可以在下面要求重新办理。"


def shown(cast: Cast, *, days: int = 0) -> str:
    """What stands on top of the sender's page some days later."""
    with clock.at(NOW + timedelta(days=days)):
        path = re.search(r"/messages/[0-9a-f-]{36}/", sign_in(Client(), cast.resident()).get("/me/").content.decode())
        assert path
        page = sign_in(Client(), cast.resident()).get(path[0]).content.decode()
    found = re.search(r'<p class="notice[^"]*">(.*?)</p>', page, re.DOTALL)
    assert found
    return found[1]


def test_before_it_is_accepted(cast: Cast) -> None:
    sent(by=cast.resident())
    assert shown(cast) == "下一步：承办的岗位最迟明天（11月18日）受理，受理后答复您。您现在不用做什么。"


def test_waiting_for_the_office(cast: Cast) -> None:
    routed(by=cast.resident())
    assert shown(cast).startswith("下一步：二牛所口镇 受理岗最迟明天（11月18日）受理")
    assert "本该昨天（11月18日）受理，已经过期，系统提醒了上一级" in shown(cast, days=2)


def test_waiting_for_the_answer(cast: Cast) -> None:
    accepted(cast, by=cast.resident())
    assert "最迟11月24日（星期二）答复您，答复就写在这一页" in shown(cast)
    assert "本该11月24日（星期二）答复您，已经过期" in shown(cast, days=10)


def test_waiting_for_the_sender(cast: Cast) -> None:
    ask_sender(accepted(cast, by=cast.resident()).pk, by=cast.handler, text="请补充是哪一天的事。")
    assert shown(cast) == "下一步：等您补充，最迟12月1日（星期二）写在下面；不补充也会继续办理。"


def test_answered_and_to_be_called(cast: Cast) -> None:
    replied(cast, by=cast.resident(), **REACHABLE)
    assert shown(cast) == f"下一步：县（区）里最迟11月24日（星期二）联系您，问解决了没有。{WAY}"
    assert "本该11月24日（星期二）联系您" in shown(cast, days=9)


def test_answered_and_nobody_to_be_called(cast: Cast) -> None:
    message = replied(cast, by=cast.resident())
    assert shown(cast) == f"已经答复。您没有意见，过了12月1日（星期二）就算办结。{WAY}"
    rate_message(message.pk, sender=Sender.known_by(cast.resident()), score=1, reason="没来人")
    assert shown(cast).startswith("下一步：您没有留联系方式，县（区）里最迟11月24日（星期二）看您打的分和理由")


def test_called_back_and_closed_by_the_county(cast: Cast) -> None:
    message = replied(cast, by=cast.resident(), **REACHABLE)
    record_follow_up(message.pk, by=cast.follow_up, call=Call(reached=True, outcome="explained"))
    assert shown(cast) == f"已经回访，县（区）里最迟12月1日（星期二）办结。{WAY}"
    close_message(message.pk, by=cast.follow_up, reason="explained")
    assert shown(cast) == f"已经办结：情况已说明。{WAY}"
    assert shown(cast, days=20) == "已经办结：情况已说明。还有要问的，可以再提一条新的。"


def test_closed_because_nobody_objected(cast: Cast) -> None:
    replied(cast, by=cast.resident())
    sweep_messages(NOW + timedelta(days=30))
    assert shown(cast, days=30) == "已经办结：期限内没有异议。还有要问的，可以再提一条新的。"


def test_reopened_and_then_the_city(cast: Cast) -> None:
    message = replied(cast, by=cast.resident(), **REACHABLE)
    record_follow_up(message.pk, by=cast.follow_up, call=Call(reached=True, outcome="not_solved"))
    assert shown(cast).startswith("要重新办理，升了一级，换了人办。下一步：康平县 回访岗最迟明天（11月18日）受理")


def test_who_was_answered_by_the_county_may_be_called_by_the_city(cast: Cast) -> None:
    message = routed(about="township", by=cast.resident(), **REACHABLE)
    accept_message(message.pk, by=cast.follow_up)
    reply_to_message(message.pk, by=cast.follow_up, text=ANSWER)
    assert shown(cast).startswith("下一步：县（区）里或者市里最迟11月24日（星期二）联系您")


def test_nobody_is_pushed_to_object_to_an_answer_they_graded_well(cast: Cast) -> None:
    message = replied(cast, by=cast.resident())
    client, path = sign_in(Client(), cast.resident()), f"/messages/{message.pk}/"
    assert '<details id="rate" open' in client.get(path).content.decode()
    client.post(f"{path}rate/", {"score": "5"})
    page = client.get(path).content.decode()
    assert '<details id="reopen"' in page
    assert '<details id="reopen" open' not in page


def test_a_day_that_may_still_move_says_so(cast: Cast) -> None:
    with clock.at(NOW + timedelta(days=35)):
        reply_to_message(accepted(cast, by=cast.resident()).pk, by=cast.handler, text=ANSWER)
    text = shown(cast, days=35)
    assert "2027年1月" in text
    assert "这一天可能会变" in text


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2026, 11, 17), "今天（11月17日）", "today (17 November)"),
        (date(2026, 11, 18), "明天（11月18日）", "tomorrow (18 November)"),
        (date(2026, 11, 19), "后天（11月19日）", "Thursday 19 November"),
        (date(2026, 11, 16), "昨天（11月16日）", "yesterday (16 November)"),
        (date(2026, 11, 29), "11月29日（星期日）", "Sunday 29 November"),
        (date(2027, 1, 4), "2027年1月4日（星期一）", "Monday 4 January 2027"),
    ],
)
def test_days_are_said_as_people_say_them(day: date, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert spoken_day(day) == chinese
    with translation.override("en"):
        assert spoken_day(day) == english

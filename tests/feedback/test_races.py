"""Many at once, with real transactions: one effect, the same answer, and a serial order."""

import pytest

from feedback.actions.handle import accept_message
from feedback.actions.rate import rate_message
from feedback.actions.reply import reply_to_message
from feedback.actions.route import route_message
from feedback.actions.sweep import sweep_messages
from feedback.models import IdempotencyKey, Message, MessageCount, Rating
from feedback.queries.sender import Sender
from sanshu.core import timeline
from sanshu.core.errors import Conflict, SameKeyOtherBody, WrongState
from tests.cast import NOW, Cast
from tests.feedback.conftest import ANSWER, sent
from tests.racing import AT_ONCE, at_once


def test_one_key_tapped_many_times_is_one_message_and_one_code(committed: Cast) -> None:
    for number in range(5):
        receipts = at_once(*[lambda number=number: sent(key=f"tap-{number}")] * AT_ONCE)
        assert len({(receipt.message.pk, receipt.code) for receipt in receipts}) == 1
    assert Message.objects.count() == IdempotencyKey.objects.count() == 5
    assert MessageCount.objects.get().received == 5


def test_one_key_with_two_bodies_lets_exactly_one_through(committed: Cast) -> None:
    results = at_once(*[lambda text=text: sent(text=text) for text in ("路灯坏了", "水停了") * 4])
    assert sum(isinstance(result, SameKeyOtherBody) for result in results) == 4
    assert Message.objects.count() == 1


def test_a_task_delivered_many_times_beside_sweeps_routes_once(committed: Cast) -> None:
    message = sent().message
    at_once(*[lambda: route_message(message.pk)] * 6, *[lambda: sweep_messages(NOW)] * 4)
    assert timeline.of(message).filter(action="route").count() == 1
    assert Message.objects.get().status == "routed"


def test_two_answers_and_two_grades_at_once_count_once(committed: Cast) -> None:
    cast, receipt = committed, sent()
    route_message(receipt.message.pk)
    handler = cast.handler
    accept_message(receipt.message.pk, by=handler)
    results = at_once(*[lambda: reply_to_message(receipt.message.pk, by=handler, text=ANSWER)] * 4)
    assert sum(isinstance(result, WrongState) for result in results) == 3
    sender = Sender.known_by(None, code=receipt.code)
    results = at_once(*[lambda: rate_message(receipt.message.pk, sender=sender, score=4)] * 4)
    assert sum(isinstance(result, Conflict) for result in results) == 3
    row = MessageCount.objects.get()
    assert (row.answered, row.rated, row.satisfied, Rating.objects.count()) == (1, 1, 1, 1)


def test_many_messages_of_one_village_at_once_are_all_counted(committed: Cast) -> None:
    at_once(*[lambda number=number: sent(key=f"many-{number}") for number in range(AT_ONCE)])
    assert Message.objects.count() == MessageCount.objects.get().received == AT_ONCE


@pytest.mark.parametrize("rounds", [3])
def test_sweeps_beside_each_other_remind_once(committed: Cast, rounds: int) -> None:
    message = sent().message
    route_message(message.pk)
    later = NOW.replace(day=23)
    at_once(*[lambda: sweep_messages(later)] * rounds)
    assert message.reminders.count() == 1

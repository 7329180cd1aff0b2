"""The whole chain by actions: sent, routed, accepted, answered, called back, reopened, closed."""

import pytest

from feedback.actions.finish import Call, close_message, record_follow_up, reopen_by_sender
from feedback.actions.handle import accept_message, answer_question, ask_sender, extend_message, reroute_message
from feedback.actions.rate import rate_message
from feedback.actions.reply import reply_to_message
from feedback.actions.route import route_message
from feedback.models import Message, MessageCount
from feedback.queries.access import visible_to
from feedback.queries.sender import Sender
from sanshu.core import timeline
from sanshu.core.errors import Absent, Invalid, NotAllowed, WrongState
from sanshu.core.models import User
from tests.cast import ERNIUSUOKOU, KANGPING, SHENYANG, Cast
from tests.feedback.conftest import ANSWER, accepted, replied, routed, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holidays")]


def test_a_message_goes_from_receipt_to_closure_and_every_step_is_on_record(cast: Cast) -> None:
    receipt = sent(contact="138 0000 0000")
    message_id = receipt.message.pk
    assert route_message(message_id)
    accept_message(message_id, by=cast.handler)
    reply_to_message(message_id, by=cast.handler, text=ANSWER, proposal="solved")
    record_follow_up(message_id, by=cast.follow_up, call=Call(reached=True, outcome="solved", score=5))
    message = close_message(message_id, by=cast.follow_up, reason="solved")
    assert message.status == "closed"
    steps = [(entry.action, entry.new) for entry in timeline.of(message)]
    assert steps == [
        ("send", "received"),
        ("route", "routed"),
        ("accept", "accepted"),
        ("reply", "replied"),
        ("follow_up", "followed_up"),
        ("close", "closed"),
    ]
    assert all(entry.by_id is None for entry in timeline.of(message)[:2])


def test_an_objection_raises_the_owner_to_the_county_and_the_second_to_the_city(cast: Cast) -> None:
    receipt = sent()
    sender = Sender.known_by(None, code=receipt.code)
    message = receipt.message
    route_message(message.pk)
    accept_message(message.pk, by=cast.handler)
    reply_to_message(message.pk, by=cast.handler, text=ANSWER)
    message = reopen_by_sender(message.pk, sender=sender, reason="沟还是堵着")
    assert (message.status, message.owner_level, message.owner_region_id) == ("reopened", 3, KANGPING)
    accept_message(message.pk, by=cast.follow_up)
    reply_to_message(message.pk, by=cast.follow_up, text=ANSWER)
    message = reopen_by_sender(message.pk, sender=sender, reason="还是没人来")
    assert (message.owner_level, message.owner_role, message.owner_region_id) == (2, "follow_up", SHENYANG)


def test_a_call_back_that_finds_nothing_solved_reopens(cast: Cast) -> None:
    message = replied(cast, contact="138 0000 0000")
    record_follow_up(
        message.pk, by=cast.follow_up, call=Call(reached=True, outcome="not_solved", score=1, text="没人来过")
    )
    message.refresh_from_db()
    assert (message.status, message.reopened_count, message.owner_region_id) == ("reopened", 1, KANGPING)


def test_nobody_closes_what_they_answered_themselves(cast: Cast) -> None:
    message = routed(about="township", contact="138 0000 0000")
    accept_message(message.pk, by=cast.follow_up)
    reply_to_message(message.pk, by=cast.follow_up, text=ANSWER)
    with pytest.raises(NotAllowed):
        record_follow_up(message.pk, by=cast.follow_up, call=Call(reached=True, outcome="solved"))
    record_follow_up(message.pk, by=cast.city_follow_up, call=Call(reached=True, outcome="solved"))


def test_a_question_stops_the_clock_and_the_answer_lets_it_go_on(cast: Cast) -> None:
    receipt = sent()
    route_message(receipt.message.pk)
    due = accept_message(receipt.message.pk, by=cast.handler).due_on
    ask_sender(receipt.message.pk, by=cast.handler, text="请问是三组哪一段？")
    answer_question(receipt.message.pk, sender=Sender.known_by(None, code=receipt.code), text="村部往东200米")
    message = Message.objects.get()
    assert (message.status, message.clock, message.due_on) == ("accepted", "reply", due)


def test_more_time_is_given_once(cast: Cast) -> None:
    message = accepted(cast)
    before = message.due_on
    assert extend_message(message.pk, by=cast.handler, reason="等水利站来看").due_on > before
    with pytest.raises(WrongState):
        extend_message(message.pk, by=cast.handler, reason="还要等")


def test_an_accusation_never_leaves_the_inspectors(cast: Cast) -> None:
    message = routed(category="accusation")
    assert message.owner_role == "inspector"
    with pytest.raises(Absent):
        accept_message(message.pk, by=cast.handler)
    with pytest.raises(NotAllowed):
        reroute_message(message.pk, by=cast.inspector, to="township", reason="请乡镇办理")


@pytest.mark.parametrize(
    "text", ["已收悉，将尽快处理。感谢您的来信与支持。", "好的", "请联系张某，电话13800138000，他会告诉您怎么办。"]
)
def test_an_answer_without_substance_or_with_a_number_is_refused(cast: Cast, text: str) -> None:
    message = accepted(cast)
    with pytest.raises(Invalid) as refused:
        reply_to_message(message.pk, by=cast.handler, text=text)
    assert refused.value.errors["text"]
    assert Message.objects.get().status == "accepted"


def test_a_low_grade_needs_a_reason_and_calls_the_county(cast: Cast) -> None:
    receipt = sent()
    sender = Sender.known_by(None, code=receipt.code)
    route_message(receipt.message.pk)
    accept_message(receipt.message.pk, by=cast.handler)
    reply_to_message(receipt.message.pk, by=cast.handler, text=ANSWER)
    assert Message.objects.get().clock == "objection"
    with pytest.raises(Invalid):
        rate_message(receipt.message.pk, sender=sender, score=2)
    rate_message(receipt.message.pk, sender=sender, score=2, reason="没来人")
    assert Message.objects.get().clock == "call_back"


def test_counters_move_with_the_facts(cast: Cast) -> None:
    receipt = sent()
    sender = Sender.known_by(None, code=receipt.code)
    route_message(receipt.message.pk)
    accept_message(receipt.message.pk, by=cast.handler)
    reply_to_message(receipt.message.pk, by=cast.handler, text=ANSWER)
    rate_message(receipt.message.pk, sender=sender, score=4)
    reopen_by_sender(receipt.message.pk, sender=sender, reason="又堵了")
    accept_message(receipt.message.pk, by=cast.follow_up)
    reply_to_message(receipt.message.pk, by=cast.follow_up, text=ANSWER)
    rate_message(receipt.message.pk, sender=sender, score=1, reason="还是堵")
    row = MessageCount.objects.get()
    assert (row.received, row.answered, row.answered_on_time, row.rated, row.satisfied, row.reopened) == (
        1,
        1,
        1,
        1,
        0,
        1,
    )


def test_a_vacant_post_is_covered_by_the_level_above(cast: Cast) -> None:
    message = routed()
    assert message.owner_region_id == ERNIUSUOKOU
    assert visible_to(cast.city_follow_up).count() == 1
    accept_message(message.pk, by=cast.city_follow_up)


def test_a_cover_steps_back_when_the_post_is_filled(cast: Cast) -> None:
    message = routed()
    assert isinstance(cast.handler, User)
    with pytest.raises(NotAllowed):
        accept_message(message.pk, by=cast.follow_up)
    assert not visible_to(cast.province_inspector).exists()

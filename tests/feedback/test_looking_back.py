"""A second look (回头看): the county calls about what is closed already, and what was not solved goes back to work."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from feedback.actions.finish import Call, close_message, record_follow_up, reopen_by_desk, withdraw_message
from feedback.actions.handle import accept_message, ask_sender
from feedback.actions.identity import has_identity
from feedback.actions.rate import rate_message
from feedback.actions.reply import reply_to_message
from feedback.actions.sweep import sweep_messages
from feedback.lifecycle import MessageStatus
from feedback.models import Message, Reminder
from feedback.queries.access import on_desk_of
from feedback.queries.calls import to_sample
from feedback.queries.sender import Sender
from sanshu.core import clock, timeline
from sanshu.core.errors import WrongState
from sanshu.core.models import User
from sanshu.core.roles import Role
from tests.cast import ANSHAN, KANGPING, NOW, TODAY, Cast, sign_in
from tests.feedback.conftest import ANSWER, accepted, replied, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holidays")]
REACHABLE = {"identity": "open", "name": "钱某", "contact": "024-87312345"}
MISSED = Call(reached=False)
SOLVED, NOT_SOLVED = Call(reached=True, outcome="solved"), Call(reached=True, outcome="not_solved", text="又堵了")


def closed(cast: Cast, *, days: int = -10, **fields: Any) -> Message:
    """A message that was closed some days ago after two calls that reached nobody."""
    with clock.at(NOW + timedelta(days=days - 4)):
        message = replied(cast, **REACHABLE | fields)
    for day in (days - 3, days - 2):
        with clock.at(NOW + timedelta(days=day)):
            record_follow_up(message.pk, by=cast.follow_up, call=MISSED)
    with clock.at(NOW + timedelta(days=days)):
        return close_message(message.pk, by=cast.follow_up, reason="solved")


def look_back(cast: Cast, message: Message, call: Call, *, by: User | None = None) -> Message:
    record_follow_up(message.pk, by=by or cast.follow_up, call=call)
    return Message.objects.get(pk=message.pk)


def sample(user: User) -> set[str]:
    return {str(message.pk) for message in to_sample(user, on=TODAY)}


def test_whoever_left_nothing_but_a_name_is_not_called(cast: Cast) -> None:
    reachable, nameless = replied(cast, **REACHABLE), replied(cast, key="by-name", **REACHABLE | {"contact": ""})
    assert (reachable.sampled, nameless.sampled) == (True, False)
    assert has_identity(nameless)


def test_a_call_that_finds_a_closed_matter_unsolved_reopens_it_a_level_higher(cast: Cast) -> None:
    message = look_back(cast, closed(cast), NOT_SOLVED)
    assert (message.status, message.owner_level, message.owner_region_id) == ("reopened", 3, KANGPING)
    assert (message.closed_reason, message.closed_at, message.clock) == ("", None, "accept")
    told = [(entry.action, entry.old, entry.new) for entry in timeline.of(message)][-4:]
    assert told == [
        ("close", "followed_up", "closed"),
        ("look_back", "", ""),
        ("reopen", "closed", "reopened"),
        ("raise", "", ""),
    ]


def test_a_call_that_finds_all_well_is_a_line_in_the_timeline_and_no_step(cast: Cast) -> None:
    before = closed(cast)
    message = look_back(cast, before, SOLVED)
    assert (message.status, message.closed_at, message.closed_reason) == ("closed", before.closed_at, "solved")
    assert (message.objection_until, message.clock) == (before.objection_until, "none")
    assert [entry.action for entry in timeline.of(message)][-1] == "look_back"


def test_nobody_is_called_twice_after_the_closure(cast: Cast) -> None:
    message = look_back(cast, closed(cast), SOLVED)
    with pytest.raises(WrongState, match="已经回访过"):
        record_follow_up(message.pk, by=cast.follow_up, call=SOLVED)
    assert message.follow_ups.count() == 3
    reopen_by_desk(message.pk, by=cast.follow_up, reason="来信人又打来电话，说没有解决")


def test_after_two_calls_in_vain_the_closure_stands(cast: Cast) -> None:
    message = closed(cast)
    for _ in range(2):
        assert look_back(cast, message, MISSED).status == "closed"
    with pytest.raises(WrongState):
        record_follow_up(message.pk, by=cast.follow_up, call=NOT_SOLVED)


def to_awaiting(cast: Cast) -> Message:
    message = accepted(cast)
    ask_sender(message.pk, by=cast.handler, text="请补充是哪一天的事。")
    return message


def to_followed_up(cast: Cast) -> Message:
    message = replied(cast, **REACHABLE)
    record_follow_up(message.pk, by=cast.follow_up, call=SOLVED)
    return message


def to_reopened(cast: Cast) -> Message:
    return reopen_by_desk(replied(cast).pk, by=cast.follow_up, reason="来信人打来电话，说没有解决")


def to_withdrawn(cast: Cast) -> Message:
    return withdraw_message(routed(by=cast.resident()).pk, sender=Sender.known_by(cast.resident()))


STATES: dict[MessageStatus, Callable[[Cast], Message]] = {
    MessageStatus.ROUTED: lambda cast: routed(),
    MessageStatus.ACCEPTED: accepted,
    MessageStatus.AWAITING_RESIDENT: to_awaiting,
    MessageStatus.REPLIED: replied,
    MessageStatus.FOLLOWED_UP: to_followed_up,
    MessageStatus.REOPENED: to_reopened,
    MessageStatus.CLOSED: closed,
    MessageStatus.WITHDRAWN: to_withdrawn,
}


@pytest.mark.parametrize("status", STATES)
def test_a_call_is_written_down_only_about_an_answer_or_a_closed_message(cast: Cast, status: MessageStatus) -> None:
    message = STATES[status](cast)
    before = Message.objects.get(pk=message.pk).follow_ups.count()
    if status in {MessageStatus.REPLIED, MessageStatus.CLOSED}:
        record_follow_up(message.pk, by=cast.follow_up, call=SOLVED)
        return
    with pytest.raises(WrongState):
        record_follow_up(message.pk, by=cast.follow_up, call=SOLVED)
    assert message.follow_ups.count() == before


def test_a_desk_draws_from_what_was_closed_lately_without_anybody_having_been_spoken_to(cast: Cast) -> None:
    drawn = closed(cast, key="drawn")
    spoken_to = to_followed_up_and_closed(cast)
    long_ago = closed(cast, key="old", days=-40)
    with clock.at(NOW - timedelta(days=30)):
        nameless = replied(cast, key="nameless")
    sweep_messages(NOW - timedelta(days=5))
    nameless.refresh_from_db()
    assert {message.status for message in (spoken_to, long_ago, nameless)} == {"closed"}
    assert sample(cast.follow_up) == {str(drawn.pk)}
    for nobody in (cast.handler, cast.inspector, cast.clerk, cast.staff(Role.FOLLOW_UP, ANSHAN)):
        assert sample(nobody) == set()
    look_back(cast, drawn, MISSED)
    assert sample(cast.follow_up) == {str(drawn.pk)}
    look_back(cast, drawn, MISSED)
    assert sample(cast.follow_up) == set()


def to_followed_up_and_closed(cast: Cast) -> Message:
    message = to_followed_up(cast)
    return close_message(message.pk, by=cast.follow_up, reason="solved")


def test_a_low_grade_after_the_closure_owes_a_call_that_is_reminded_of_and_late_like_any_other(cast: Cast) -> None:
    message = replied(cast, **REACHABLE, by=cast.resident())
    record_follow_up(message.pk, by=cast.follow_up, call=Call(reached=True, outcome="explained"))
    close_message(message.pk, by=cast.follow_up, reason="explained")
    assert not on_desk_of(cast.follow_up).exists()
    rate_message(message.pk, sender=Sender.known_by(cast.resident()), score=1, reason="没有解决")
    message.refresh_from_db()
    assert (message.status, message.clock, message.is_open) == ("closed", "call_back", True)
    assert list(on_desk_of(cast.follow_up)) == [message]
    assert not on_desk_of(cast.handler).exists()
    assert message in Message.objects.overdue(message.due_on + timedelta(days=1))
    sweep_messages(NOW + timedelta(days=7))
    assert Reminder.objects.get().kind == "call_back"
    with clock.at(NOW + timedelta(days=8)):
        assert look_back(cast, message, NOT_SOLVED).status == "reopened"


def test_a_good_grade_after_the_closure_owes_nothing(cast: Cast) -> None:
    message = replied(cast, by=cast.resident())
    sweep_messages(NOW + timedelta(days=30))
    rate_message(message.pk, sender=Sender.known_by(cast.resident()), score=4)
    message.refresh_from_db()
    assert (message.status, message.clock) == ("closed", "none")


def test_the_desk_draws_a_closed_message_calls_and_it_is_handled_to_its_end_by_others(cast: Cast) -> None:
    message = closed(cast, by=cast.resident())
    county, city = sign_in(Client(), cast.follow_up), sign_in(Client(), cast.city_follow_up)
    path = f"/desk/messages/{message.pk}/"
    page = county.get("/desk/?clock=sample").content.decode()
    assert path in page
    assert "办结抽查" in page
    assert "办结抽查" not in sign_in(Client(), cast.handler).get("/desk/").content.decode()
    assert county.post(f"{path}follow-up/", {"reason": "not_solved", "text": "灯只亮了两天"}).status_code == 302
    accept_message(message.pk, by=cast.follow_up)
    reply_to_message(message.pk, by=cast.follow_up, text=ANSWER, proposal="solved")
    assert county.post(f"{path}follow-up/", {"reason": "solved", "text": ""}).status_code == 403
    city.post(f"{path}follow-up/", {"reason": "solved", "text": "亮着"})
    city.post(f"{path}close/", {"reason": "solved"})
    told = sign_in(Client(), cast.resident()).get(f"/messages/{message.pk}/").content.decode()
    assert told.index("办结后回访") > told.index("办结</b>")
    message.refresh_from_db()
    assert message.status == "closed"

"""The sweep decides what events only nudge: each thing once, and a second run writes nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.actions.brief import answer_brief, send_brief
from feedback.actions.handle import ask_sender
from feedback.actions.sweep import sweep_messages
from feedback.models import CountyLimits, Message, Reminder
from sanshu.core import clock, timeline
from sanshu.core.actions.holidays import load_holidays
from sanshu.core.models import Holiday, HolidayYear
from tests.cast import KANGPING, NOW, Cast
from tests.feedback.conftest import accepted, replied, routed, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holidays")]
NOTHING = {"routed": 0, "resumed": 0, "closed": 0, "reminded": 0, "recounted": 0, "forgotten": 0}


def swept(days: int = 0) -> dict[str, int]:
    """Sweep some days later; give what it did."""
    return {name: count for name, count in sweep_messages(NOW + timedelta(days=days)).items() if count}


def test_what_no_worker_routed_is_routed_by_the_sweep_once() -> None:
    sent()
    assert swept() == {"routed": 1}
    assert Message.objects.get().status == "routed"
    assert sweep_messages(NOW) == NOTHING
    assert timeline.of(Message.objects.get()).filter(action="route").count() == 1


def test_the_county_is_reminded_of_a_call_back_once_in_working_days(cast: Cast) -> None:
    message = replied(cast, contact="024-87312345")
    # Tuesday 17 November and five working days: Tuesday the 24th.
    assert swept(6) == {}
    assert swept(7) == {"reminded": 1}
    assert swept(7) == swept(8) == {}
    reminder = Reminder.objects.get()
    assert (reminder.message, reminder.kind, reminder.to_region_id, reminder.to_role) == (
        message,
        "call_back",
        KANGPING,
        "follow_up",
    )


def test_the_level_above_hears_once_of_what_is_overdue(cast: Cast) -> None:
    routed()
    assert swept(1) == {}
    assert swept(2) == {"reminded": 1}
    assert swept(3) == {}
    assert Reminder.objects.get().to_region_id == KANGPING


def test_an_answer_nobody_objected_to_is_closed_after_ten_working_days(cast: Cast) -> None:
    replied(cast)
    assert swept(14) == {}
    assert swept(15) == {"closed": 1}
    message = Message.objects.get()
    assert (message.status, message.closed_reason) == ("closed", "no_objection")
    assert swept(16) == {}


def test_an_answer_that_awaits_a_call_is_never_closed_by_the_clock(cast: Cast) -> None:
    replied(cast, contact="024-87312345")
    assert "closed" not in swept(60)


def test_a_sender_who_stays_silent_holds_nothing_up(cast: Cast) -> None:
    message = accepted(cast)
    ask_sender(message.pk, by=cast.handler, text="请问是三组哪一段？")
    assert swept(14) == {}
    assert swept(15) == {"resumed": 1}
    message.refresh_from_db()
    assert (message.status, message.clock) == ("accepted", "reply")


def test_a_county_sets_limits_of_its_own(cast: Cast) -> None:
    CountyLimits.objects.create(county_id=KANGPING, accept=3, reply_simple=2)
    message = accepted(cast)
    assert message.clock_days == 2


def test_a_provisional_due_day_is_counted_again_when_the_year_is_announced(cast: Cast) -> None:
    HolidayYear.objects.filter(year=2026).delete()
    Holiday.objects.filter(day__year=2026).delete()
    message = accepted(cast)
    assert message.due_provisional
    assert swept() == {}
    load_holidays(2026)
    assert swept() == {"recounted": 1}
    message.refresh_from_db()
    assert not message.due_provisional


def test_a_briefs_provisional_due_day_is_counted_again_too_unless_it_was_answered(cast: Cast) -> None:
    CountyLimits.objects.create(county_id=KANGPING, brief=3)
    with clock.at(NOW.replace(month=12, day=31)):
        open_one, answered = (
            send_brief(accepted(cast, key=key).pk, by=cast.handler, text="请到三组现场看看排水情况并拍照。")
            for key in ("one", "two")
        )
        assert open_one.due_provisional
        answer_brief(answered.pk, by=cast.clerk, text="已经派人看过，确实堵了。")
        before = open_one.due_on
        HolidayYear.objects.create(year=2027, source="测试")
        for off in (date(2027, 1, 1), before):
            Holiday.objects.create(day=off, is_working=False, name="测试")
        sweep_messages(clock.now())
    open_one.refresh_from_db()
    answered.refresh_from_db()
    assert (open_one.due_provisional, answered.due_provisional) == (False, True)
    assert open_one.due_on > before


def test_a_key_is_forgotten_after_a_month_but_never_its_message() -> None:
    receipt = sent()
    swept()
    assert "forgotten" not in swept(30)
    assert swept(31)["forgotten"] == 1
    assert Message.objects.get() == receipt.message


def test_a_quiet_sweep_costs_the_same_however_many_messages_there_are(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sweep_messages(NOW)
        return len(queries)

    routed()
    before = cost()
    for number in range(20):
        routed(key=f"more-{number}")
    assert cost() == before

"""One unit's made-up year goes through the portal's own actions, and everything about it adds up."""

from collections.abc import Iterator
from typing import Any

import pytest

from feedback.actions.route import route_message
from feedback.actions.send import send_message
from feedback.intake import read_draft
from feedback.models import Message
from publicity.models import Draft, Filing, Obligation, Record, Revision
from publicity.states import ObligationState
from sanshu.accounts.actions.decide_change import confirm_change
from sanshu.accounts.queries.people import waiting_for
from sanshu.core import clock
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import Act
from sanshu.core.queries.calendar import working_calendar
from sanshu.core.queries.scope import may
from sanshu.core.roles import Role
from sanshu.demo.load import lively, papers, province, staff
from sanshu.demo.load.disclosures import tell_year
from sanshu.demo.load.messages import desk_of, read_script
from sanshu.demo.places import DONGTA, KANGPING_LIUJIAWOBU
from sanshu.demo.threads import LAGGING
from sanshu.demo.world import World
from tests.cast import NOW, TODAY
from tests.demo.worlds import world
from tests.standing import made_once, settle

pytestmark = pytest.mark.django_db
SOME = (KANGPING_LIUJIAWOBU, DONGTA)


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Give a village a year, with the people of two units and of what stands above them."""
    with made_once(django_db_blocker):
        some = [world(code) for code in SOME]
        Region.objects.filter(pk__in=SOME).update(live_from=some[0].live_from)
        province.open_year(some)
        staff.enrol(some)
        tell_year(some[0], now=NOW)
        settle()
        yield some[0]


def test_a_year_of_one_village_has_every_kind_of_outcome(year: World) -> None:
    owed = Obligation.objects.filter(region=KANGPING_LIUJIAWOBU)
    assert all(owed.in_state(state, TODAY).exists() for state in (ObligationState.MET, ObligationState.LATE))
    assert owed.in_state(ObligationState.OVERDUE, TODAY).exists()
    assert owed.filter(met_how="nil").exists()
    assert Record.objects.public().filter(village=KANGPING_LIUJIAWOBU).count() > 120
    assert Revision.objects.filter(village=KANGPING_LIUJIAWOBU, kind="correction").count() == 1
    assert Draft.objects.filter(record__village=KANGPING_LIUJIAWOBU).exists()
    assert all(filing.until > TODAY for filing in Filing.objects.all())


def test_a_request_waits_for_the_second_administrator(year: World) -> None:
    for _ in range(2):
        staff.ask_for_another_handler()
    system_admin = staff.staff_at(Role.SYSTEM_ADMIN, staff.PROVINCE)
    (waiting,) = waiting_for(system_admin)
    confirmed = confirm_change(waiting.pk, by=system_admin)
    assert may(confirmed.user, Act.HANDLE_MESSAGE, KANGPING_LIUJIAWOBU)


def test_last_months_spending_is_there_for_the_first_story(year: World) -> None:
    last = Record.objects.public().filter(village=KANGPING_LIUJIAWOBU, item__code="F-03").latest("period")
    assert last.period == "2026-10"
    assert "支出" in last.summary


def test_no_personal_number_is_kept_from_what_was_told(year: World) -> None:
    person = year.pensioners[0]
    stored = Revision.objects.filter(record__item__code="V-13").values_list("payload__content", flat=True)
    assert stored
    assert not any(person.id_number in str(content) or person.account in str(content) for content in stored)


def test_a_second_telling_changes_nothing(year: World) -> None:
    before = Revision.objects.count()
    assert tell_year(year, now=NOW) == 0
    assert Revision.objects.count() == before


def test_people_of_every_role_hold_posts_and_those_a_visitor_meets_can_sign_in(year: World) -> None:
    assert set(Posting.objects.values_list("role", flat=True)) >= set(Role) - {Role.RESIDENT}
    clerk = User.objects.get(login=f"clerk-{KANGPING_LIUJIAWOBU}")
    assert clerk.has_usable_password()


def test_an_owed_thing_is_written_signed_and_published_by_its_people(year: World) -> None:
    owed = Obligation.objects.in_state(ObligationState.OVERDUE, TODAY).filter(region=KANGPING_LIUJIAWOBU).first()
    assert owed is not None
    draft = papers.submit(papers.write(year, owed, at=NOW), at=NOW)
    papers.publish(papers.endorse(draft, at=NOW), at=NOW)
    owed.refresh_from_db()
    assert owed.met_on == TODAY


def test_no_due_day_of_this_year_is_a_guess(year: World) -> None:
    province.open_calendar()
    assert NOW.year in working_calendar().announced


def test_the_script_has_messages_in_every_state_a_message_can_be_in() -> None:
    last = {one["steps"][-1][1] if one["steps"] else "send" for one in read_script()}
    assert {"send", "accept", "extend", "reroute", "reply", "rate", "close", "withdraw"} <= last


def test_the_demo_keeps_going_a_letter_comes_and_is_answered(year: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the two units only 东塔 is left to chance here; it has nothing in hand but the letter."""
    monkeypatch.setattr(lively, "QUIET", [DONGTA])
    monkeypatch.setattr(lively, "worlds", lambda: {DONGTA: world(DONGTA)})
    assert lively._write().startswith("received")
    message = Message.objects.get()
    route_message(message.pk)
    assert lively._answer() == f"accept {message.pk}"
    assert lively._answer() == f"reply {message.pk}"
    message.refresh_from_db()
    assert message.status == "replied"
    assert desk_of(message, "accept").postings.get().role == Role.HANDLER


def test_a_visitors_own_message_is_left_to_the_visitor(year: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lively, "QUIET", [DONGTA])
    monkeypatch.setattr(lively, "worlds", lambda: {DONGTA: world(DONGTA)})
    draft = read_draft({"village": str(DONGTA), "text": "这是参观的人自己写的一句话。"})
    route_message(send_message(draft, key="visitor", by=None).message.pk)
    assert lively._answer() == ""


def test_nothing_happens_before_the_province_is_loaded(year: World) -> None:
    assert lively.one_believable_action() == "demo_data is still at work"
    province.note_loaded()
    assert province.is_loaded()
    assert province.begun_on() == clock.today()


def test_a_project_under_way_is_told_stage_by_stage_on_one_record(year: World) -> None:
    lagging = world(LAGGING)
    Region.objects.filter(pk=LAGGING).update(live_from=lagging.live_from)
    province.open_year([lagging])
    staff.enrol([lagging])
    tell_year(lagging, now=NOW)
    record = Record.objects.public().get(village=LAGGING, item__code="F-15")
    kinds = record.revisions.order_by("number").values_list("kind", flat=True)
    owed = record.obligation.stages.order_by("period_end")
    assert list(kinds) == ["publication", *["stage"] * 4]
    assert [(one.stage, one.met_on is not None) for one in owed] == [
        ("中标公示", True), ("合同签订", True), ("开工", True), ("进度", True), ("竣工验收", False)
    ]  # fmt: skip
    assert owed[4].state(TODAY) is ObligationState.OVERDUE

"""Statistics and warnings through the API: the same figures as the boards, as far as the caller may see."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from feedback.models import MessageCount
from publicity.models import Obligation
from publicity.queries.statistics import disclosure_here
from sanshu.core.models import Region, User
from supervision.actions.evaluate import evaluate_rules
from supervision.figures import MessageTally, released, shown_in_public
from supervision.models import EarlyWarning
from tests.cast import (
    AOHANTUN,
    DONGTA,
    ERNIUSUOKOU,
    KANGPING,
    LIUJIAWOBU,
    NOW,
    PROVINCE,
    SHENYANG,
    TODAY,
    Cast,
    sign_in,
)
from tests.supervision.test_pages import text_of
from tests.supervision.worlds import late_message, scatter_obligations

pytestmark = pytest.mark.django_db
STATISTICS = "/api/v1/statistics/"
WARNINGS = "/api/v1/warnings/"
FIGURES = {"owed", "met_on_time", "met_late", "nil", "filed", "overdue", "publication_rate", "timeliness", "judged"}


def as_user(user: User | None) -> Client:
    return sign_in(Client(), user) if user else Client()


def statistics(user: User | None, region: int, **query: str) -> dict[str, Any]:
    answer = as_user(user).get(STATISTICS, {"region": f"{region:012d}", **query})
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def count_messages(village: int, month: date, *, first_role: str = "handler", **counts: int) -> None:
    MessageCount.objects.create(village_id=village, first_role=first_role, month=month, **counts)


def test_everybody_sees_how_a_region_discloses() -> None:
    scatter_obligations(random.Random(3), 300)
    body = statistics(None, KANGPING)
    figures = disclosure_here(Region.objects.get(pk=KANGPING), on=TODAY).total
    assert set(body) == FIGURES | {"region", "as_of", "units", "by_category", "messages", "satisfaction"}
    assert set(body["messages"].values()) == {None}
    assert (body["region"], body["as_of"]) == ("210123000000", "2026-11-17")
    assert body["owed"] == figures.everything.owed
    assert body["publication_rate"] == pytest.approx(figures.publication_rate)
    assert body["timeliness"] == pytest.approx(figures.timeliness)
    assert set(body["by_category"]) == {"party", "affairs", "finance"}
    for name in ("owed", "met_on_time", "met_late", "nil", "filed", "overdue"):
        assert body[name] == sum(part[name] for part in body["by_category"].values())
    judged = body["judged"]
    whole = judged["owed"] - judged["filed"]
    assert body["publication_rate"] == pytest.approx((judged["met_on_time"] + judged["met_late"]) / whole)


def test_a_region_without_duties_has_no_rates() -> None:
    body = statistics(None, LIUJIAWOBU)
    assert (body["owed"], body["publication_rate"], body["timeliness"]) == (0, None, None)


def test_a_shorter_code_is_padded_and_a_span_is_of_due_days() -> None:
    scatter_obligations(random.Random(3), 300)
    answer = Client().get(STATISTICS, {"region": "210123", "from": "2026-10-01", "to": "2026-10-31"})
    rows = Obligation.objects.within(Region.objects.get(pk=KANGPING))
    assert answer.json()["owed"] == rows.filter(due_on__year=2026, due_on__month=10).count() > 0


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({}, 400, "region"),
        ({"region": "x"}, 400, "region"),
        ({"region": "2101231062071"}, 400, "region"),
        ({"region": "21\x00"}, 400, "region"),
        ({"region": "999999"}, 404, ""),
        ({"region": "21", "from": "2026-13-01"}, 400, "from"),
        ({"region": "21", "to": "yesterday"}, 400, "to"),
    ],
)
def test_a_broken_question_is_answered_with_a_problem_in_chinese(
    query: dict[str, str], status: int, field: str
) -> None:
    answer = Client().get(STATISTICS, query)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert ("errors" in answer.json()) == bool(field)
    assert not field or answer.json()["errors"][field]


def test_the_api_and_the_board_say_the_same(cast: Cast) -> None:
    scatter_obligations(random.Random(11), 400)
    late_message(days=3)
    evaluate_rules(region=Region.objects.get(pk=PROVINCE), on=TODAY, at=NOW)
    body = statistics(cast.inspector, KANGPING)
    page = text_of(as_user(cast.inspector).get(f"/supervision/{KANGPING}/"))
    assert f"应公开 {body['owed']} " in page
    assert f"已公开 {body['met_on_time'] + body['met_late']} " in page
    assert f"逾期未公开 {body['overdue']} " in page
    assert f"公开率 {body['publication_rate'] * 100:.1f}% " in page
    assert f"及时率 {body['timeliness'] * 100:.1f}% " in page
    assert f"来信 {body['messages']['received']} " in page
    assert f"未办结预警 {body['warnings']['open']} " in page
    assert body["warnings"]["open"] == EarlyWarning.objects.within(Region.objects.get(pk=KANGPING)).count()


def test_messages_and_satisfaction_are_shown_in_full_only_inside_ones_own_subtree(cast: Cast) -> None:
    count_messages(LIUJIAWOBU, date(2026, 10, 1), received=3, answered=2, answered_on_time=1, rated=2, satisfied=1)
    for user, code in ((cast.handler, LIUJIAWOBU), (cast.handler, ERNIUSUOKOU), (cast.city_inspector, LIUJIAWOBU)):
        body = statistics(user, code)
        assert body["messages"] == {"received": 3, "answered": 2, "on_time": 1, "reopened": 0, "rated": 2}
        assert body["satisfaction"] == 0.5
    outside = [(cast.handler, AOHANTUN), (cast.clerk, LIUJIAWOBU), (cast.auditor, LIUJIAWOBU), (None, LIUJIAWOBU)]
    for stranger, code in outside:
        assert {"messages", "satisfaction"}.isdisjoint(statistics(stranger, code))


@pytest.mark.parametrize(
    ("office", "received"),
    [
        *((name, 2) for name in ("reviewer", "handler", "discipline")),
        *((name, 5) for name in ("department", "follow_up", "city_follow_up")),
        *((name, 12) for name in ("inspector", "city_inspector", "province_inspector")),
    ],
)
def test_nobody_counts_a_message_that_was_kept_from_them(cast: Cast, office: str, received: int) -> None:
    for first_role, number in (("handler", 2), ("follow_up", 3), ("inspector", 7)):
        count_messages(LIUJIAWOBU, date(2026, 10, 1), first_role=first_role, received=number, answered=number)
    user = getattr(cast, office)
    body, page = statistics(user, LIUJIAWOBU), text_of(as_user(user).get(f"/supervision/{LIUJIAWOBU}/"))
    assert (body["messages"]["received"], body["messages"]["answered"]) == (received, received)
    assert f"来信 {received} " in page
    assert ("不在这些数里" in page) == (received < 12)


def test_the_public_sums_hold_nothing_that_a_township_could_tell_from_its_own(cast: Cast) -> None:
    count_messages(LIUJIAWOBU, date(2026, 9, 1), received=30, answered=20)
    before = [statistics(user, KANGPING) for user in (None, cast.clerk, cast.handler)]
    count_messages(LIUJIAWOBU, date(2026, 9, 1), first_role="follow_up", received=25, answered=25)
    count_messages(LIUJIAWOBU, date(2026, 9, 1), first_role="inspector", received=25, answered=25)
    assert [statistics(user, KANGPING) for user in (None, cast.clerk, cast.handler)] == before
    assert before[0]["messages"]["received"] == 30


@pytest.mark.parametrize("role", ["", "resident", "clerk", "secretary", "oversight", "auditor"])
def test_outside_the_circle_no_count_under_ten_is_shown_and_nothing_below_the_county(cast: Cast, role: str) -> None:
    user: User | None = None
    if role:
        user = cast.resident() if role == "resident" else getattr(cast, role)
    count_messages(LIUJIAWOBU, date(2026, 9, 1), received=12, answered=11, answered_on_time=9, rated=9, satisfied=9)
    for code in (LIUJIAWOBU, ERNIUSUOKOU):
        assert {"messages", "satisfaction"}.isdisjoint(statistics(user, code))
    body = statistics(user, KANGPING)
    assert body["messages"] == {"received": 12, "answered": 11, "on_time": None, "reopened": None, "rated": None}
    assert body["satisfaction"] is None
    assert {"messages", "satisfaction"}.isdisjoint(statistics(user, KANGPING, **{"from": "2026-09-01"}))


def test_no_subtraction_gives_a_small_county_away() -> None:
    count_messages(LIUJIAWOBU, date(2026, 9, 1), received=40, answered=20)
    before = statistics(None, PROVINCE)
    count_messages(DONGTA, date(2026, 9, 1), received=7, answered=7)
    after = statistics(None, PROVINCE)
    assert before["messages"] == after["messages"]
    assert statistics(None, 210302000000)["messages"]["received"] is None


def test_what_came_this_month_or_in_a_trickle_is_not_released_yet() -> None:
    count_messages(LIUJIAWOBU, TODAY.replace(day=1), received=50)
    assert statistics(None, KANGPING)["messages"]["received"] is None
    months = [MessageTally(received=n) for n in (12, 3, 4, 3, 9)]
    seen = [released(months[:n]).received for n in range(len(months) + 1)]
    assert seen == [0, 12, 12, 12, 22, 22]
    assert shown_in_public(released(months)).received == 22


def test_statistics_cost_the_same_however_much_there_is(cast: Cast) -> None:
    client, costs = as_user(cast.province_inspector), []
    for number in (10, 500):
        scatter_obligations(random.Random(1), number)
        with CaptureQueriesContext(connection) as queries:
            client.get(STATISTICS, {"region": "21"})
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 10


def raise_warnings() -> None:
    scatter_obligations(random.Random(12), 300)
    evaluate_rules(region=Region.objects.get(pk=PROVINCE), on=TODAY, at=NOW)


def test_warnings_are_listed_as_far_as_one_may_see_them(cast: Cast) -> None:
    raise_warnings()
    for user, code in ((cast.clerk, LIUJIAWOBU), (cast.discipline, ERNIUSUOKOU), (cast.city_inspector, SHENYANG)):
        wanted = EarlyWarning.objects.within(Region.objects.get(pk=code)).order_by("-pk")
        body = as_user(user).get(WARNINGS, {"page_size": 200}).json()
        assert [one["id"] for one in body["results"]] == [str(pk) for pk in wanted.values_list("pk", flat=True)[:200]]


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ({"severity": "red"}, "severity", "red"),
        ({"status": "raised"}, "status", "raised"),
        ({"rule": "disclosure_overdue"}, "rule", "disclosure_overdue"),
        ({"region": "210123106"}, "region", "210123106"),
    ],
)
def test_warnings_are_filtered(cast: Cast, query: dict[str, str], field: str, value: str) -> None:
    raise_warnings()
    found = as_user(cast.city_inspector).get(WARNINGS, query).json()["results"]
    assert found
    assert all(one[field].startswith(value) for one in found)


@pytest.mark.parametrize("query", [{"severity": "pink"}, {"status": "x"}, {"region": "x"}])
def test_a_filter_that_is_none_is_a_problem(cast: Cast, query: dict[str, str]) -> None:
    answer = as_user(cast.inspector).get(WARNINGS, query)
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_the_whole_life_of_a_warning_through_the_api(cast: Cast) -> None:
    made = scatter_obligations(random.Random(1), 1)[0]
    Obligation.objects.update(region_id=LIUJIAWOBU, met_on=None, met_how="", filed_until=None)
    Obligation.objects.update(due_on=TODAY - timedelta(days=3))
    evaluate_rules(region=Region.objects.get(pk=PROVINCE), on=TODAY, at=NOW)
    pk = EarlyWarning.objects.get(obligation=made).pk
    steps = [
        (cast.discipline, "assign", "assigned"),
        (cast.secretary, "explain", "explained"),
        (cast.discipline, "verify", "verified"),
        (cast.inspector, "close", "closed"),
    ]
    for user, step, status in steps:
        answer = as_user(user).post(
            f"{WARNINGS}{pk}/{step}/", {"text": "账本在镇里审计"}, content_type="application/json"
        )
        assert (answer.status_code, answer.json()["status"]) == (200, status)
    again = as_user(cast.inspector).post(f"{WARNINGS}{pk}/close/", {}, content_type="application/json")
    assert again.status_code == 409


def test_a_false_positive_needs_its_reason(cast: Cast) -> None:
    raise_warnings()
    pk = as_user(cast.inspector).get(WARNINGS).json()["results"][0]["id"]
    address = f"{WARNINGS}{pk}/false-positive/"
    refused = as_user(cast.inspector).post(address, {}, content_type="application/json")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["reason"])
    done = as_user(cast.inspector).post(address, {"reason": "已张贴"}, content_type="application/json")
    assert done.json()["verdict"] == "false_positive"


def test_who_is_nobody_here_is_told_so(cast: Cast) -> None:
    raise_warnings()
    pk = EarlyWarning.objects.values_list("pk", flat=True)[0]
    for user, status in ((None, 401), (cast.resident(), 403), (cast.auditor, 403)):
        assert as_user(user).get(WARNINGS).status_code == status
        assert as_user(user).post(f"{WARNINGS}{pk}/assign/", {}, content_type="application/json").status_code == status


def test_a_foreign_warning_and_one_that_is_not_are_answered_alike(cast: Cast) -> None:
    raise_warnings()
    foreign = EarlyWarning.objects.within(Region.objects.get(pk=210300000000)).values_list("pk", flat=True)[0]
    answers = [
        as_user(cast.inspector).post(f"{WARNINGS}{pk}/assign/", {}, content_type="application/json")
        for pk in (foreign, UUID(int=1))
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_the_schema_describes_what_is_there(client: Client) -> None:
    schema = client.get("/api/schema/?format=json").json()
    assert {"/api/v1/statistics/", "/api/v1/warnings/", "/api/v1/warnings/{warning_id}/{step}/"} <= set(schema["paths"])
    page = client.get("/api/docs/").content.decode()
    assert "<style" not in page
    assert "<script>" not in page
    assert "style=" not in page

"""The pages: who gets in, that figures are right and lead to their rows, and what each costs."""

import csv
import io
import random
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publicity.models import Obligation
from publicity.queries.statistics import disclosure_here
from sanshu.core.models import Region
from sanshu.core.roles import Role
from supervision.actions.evaluate import evaluate_rules
from supervision.actions.warnings import assign_warning
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
from tests.supervision.worlds import late_message, recount_all, scatter_obligations

pytestmark = pytest.mark.django_db


def text_of(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))  # type: ignore[attr-defined]


def evaluate() -> None:
    evaluate_rules(region=Region.objects.get(pk=PROVINCE), on=TODAY, at=NOW)


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = client.get(f"/supervision/{KANGPING}/?period=2026")
    assert response.status_code == 302
    assert "next=" in response["Location"]


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "auditor"])
def test_administrators_see_no_supervision(cast: Cast, client: Client, role: str) -> None:
    assert sign_in(client, getattr(cast, role)).get("/supervision/").status_code == 403


def test_a_resident_sees_no_supervision(cast: Cast, client: Client) -> None:
    assert sign_in(client, cast.resident()).get("/supervision/").status_code == 403


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("clerk", "刘家窝堡村"),
        ("discipline", "二牛所口镇"),
        ("inspector", "康平县"),
        ("city_inspector", "沈阳市"),
        ("province_inspector", "辽宁省"),
    ],
)
def test_supervision_begins_at_ones_own_post(cast: Cast, client: Client, role: str, name: str) -> None:
    response = sign_in(client, getattr(cast, role)).get("/supervision/")
    assert f"{name} 公开监督" in text_of(response)


@pytest.mark.parametrize("code", [PROVINCE, SHENYANG, DONGTA, 999999999999, 21])
def test_what_lies_outside_ones_subtree_is_as_absent_as_what_does_not_exist(
    cast: Cast, client: Client, code: int
) -> None:
    sign_in(client, cast.inspector)
    for address in (f"/supervision/{code}/", f"/supervision/{code}/obligations/", f"/supervision/{code}/figures.csv"):
        assert client.get(address).status_code == 404


def test_from_the_province_one_walks_down_to_the_village_and_its_rows(cast: Cast, client: Client) -> None:
    scatter_obligations(random.Random(2), 600)
    sign_in(client, cast.province_inspector)
    for code in (PROVINCE, SHENYANG, KANGPING, ERNIUSUOKOU):
        page = client.get(f"/supervision/{code}/").content.decode()
        below = Region.objects.filter(parent_id=code)
        assert all(f'href="/supervision/{child.code}/"' in page for child in below)
    assert client.get(f"/supervision/{LIUJIAWOBU}/").status_code == 200


@pytest.mark.parametrize("state", ["overdue", "due", "met", "late", "filed", "published", "all"])
@pytest.mark.parametrize("query", ["", "&category=finance", "&period=2026-10"])
def test_the_rows_behind_a_figure_are_as_many_as_the_figure(cast: Cast, client: Client, state: str, query: str) -> None:
    scatter_obligations(random.Random(4), 500)
    sign_in(client, cast.city_inspector)
    expected = Obligation.objects.within(Region.objects.get(pk=SHENYANG))
    if "finance" in query:
        expected = expected.filter(item__category="finance")
    if "period" in query:
        expected = expected.filter(due_on__year=2026, due_on__month=10)
    if state == "published":
        expected = expected.filter(met_on__isnull=False)
    elif state != "all":
        expected = expected.in_state(state, TODAY)  # type: ignore[arg-type]
    address, seen = f"/supervision/{SHENYANG}/obligations/?state={state}{query}", 0
    while address:
        page = client.get(address).content.decode()
        seen += page.count('<tr><th scope="row"')
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"/supervision/{SHENYANG}/obligations/{older[1].replace('&amp;', '&')}" if older else ""
    assert seen == expected.count()
    # Nothing that was due last month can still be due.
    assert seen > 0 or (state, query) == ("due", "&period=2026-10")


def test_the_figures_on_the_page_and_in_the_file_are_those_of_the_query(cast: Cast, client: Client) -> None:
    scatter_obligations(random.Random(8), 500)
    sign_in(client, cast.inspector)
    county = Region.objects.get(pk=KANGPING)
    figures = disclosure_here(county, on=TODAY).total
    page = client.get(f"/supervision/{KANGPING}/")
    assert f"应公开 {figures.everything.owed} " in text_of(page)
    assert f"逾期未公开 {figures.overdue} " in text_of(page)
    file = client.get(f"/supervision/{KANGPING}/figures.csv").content.decode("utf-8-sig")
    *children, whole = list(csv.DictReader(io.StringIO(file)))
    assert whole["区划代码"] == "210123000000"
    assert int(whole["应公开"].replace(",", "")) == figures.everything.owed
    assert sum(int(child["逾期未公开"]) for child in children) == figures.overdue
    assert whole["公开率"] == f"{(figures.publication_rate or 0) * 100:.1f}%"


def test_message_figures_are_for_those_who_handle_or_supervise_messages(cast: Cast, client: Client) -> None:
    late_message(days=3)
    for user, shown in ((cast.handler, True), (cast.inspector, True), (cast.clerk, False), (cast.secretary, False)):
        page = text_of(sign_in(client, user).get("/supervision/"))
        assert ("满意" in page) == shown
        assert ("来信" in page) == shown


@pytest.mark.parametrize("period", ["2026-13", "x", "2026-10-17", "0"])
def test_a_period_that_is_none_is_refused_in_chinese(cast: Cast, client: Client, period: str) -> None:
    response = sign_in(client, cast.inspector).get(f"/supervision/{KANGPING}/?period={period}")
    assert response.status_code == 400
    assert "2026-10" in text_of(response)


@pytest.mark.parametrize("query", ["state=x", "category=x", "after=x", "after=2026-10-10", "after=2026-10-10.x"])
def test_a_broken_address_is_refused(cast: Cast, client: Client, query: str) -> None:
    assert sign_in(client, cast.inspector).get(f"/supervision/{KANGPING}/obligations/?{query}").status_code == 400


def test_a_board_costs_the_same_however_much_there_is(cast: Cast, client: Client) -> None:
    sign_in(client, cast.province_inspector)
    costs = []
    for number in (10, 600):
        scatter_obligations(random.Random(1), number)
        for address in (f"/supervision/{PROVINCE}/", f"/supervision/{PROVINCE}/obligations/?state=all"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            costs.append(len(queries))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 12


def test_the_list_of_warnings_costs_the_same_however_many_there_are(cast: Cast, client: Client) -> None:
    sign_in(client, cast.province_inspector)
    costs = []
    for number in (30, 400):
        scatter_obligations(random.Random(1), number, keep=True)
        evaluate()
        with CaptureQueriesContext(connection) as queries:
            client.get("/supervision/warnings/")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_the_list_of_warnings_pages_by_key_without_losing_or_repeating_one(cast: Cast, client: Client) -> None:
    scatter_obligations(random.Random(9), 500)
    evaluate()
    sign_in(client, cast.city_inspector)
    address, seen = "/supervision/warnings/", []
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r'href="/supervision/warnings/([0-9a-f-]{36})/"', page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"/supervision/warnings/{older[1].replace('&amp;', '&')}" if older else ""
    wanted = EarlyWarning.objects.within(Region.objects.get(pk=SHENYANG)).order_by("-pk").values_list("pk", flat=True)
    assert seen == [str(pk) for pk in wanted]
    assert len(seen) > 50


def test_a_warning_is_handled_on_its_page_from_raised_to_closed(cast: Cast, client: Client) -> None:
    made = scatter_obligations(random.Random(1), 1)[0]
    Obligation.objects.update(region_id=LIUJIAWOBU, met_on=None, met_how="", filed_until=None)
    Obligation.objects.update(due_on=TODAY - timedelta(days=3))
    evaluate()
    pk = EarlyWarning.objects.get(obligation=made).pk
    page = f"/supervision/warnings/{pk}/"
    steps = [
        (cast.discipline, "assign", "请尽快公开"),
        (cast.secretary, "explain", "账本在镇里审计"),
        (cast.discipline, "verify", ""),
        (cast.inspector, "close", ""),
    ]
    for user, step, words in steps:
        sign_in(client, user)
        assert f'action="{page}{step}/"' in client.get(page).content.decode()
        assert client.post(f"{page}{step}/", {"text": words}).status_code == 302
    shown = text_of(client.get(page))
    assert "已办结" in shown
    assert "账本在镇里审计" in shown
    assert "二牛所口镇 纪检岗" in shown
    assert "<form" not in client.get(page).content.decode().split("<main")[1]


def test_a_step_without_its_words_says_what_is_missing_and_saves_nothing(cast: Cast, client: Client) -> None:
    scatter_obligations(random.Random(1), 200)
    evaluate()
    found = EarlyWarning.objects.within(Region.objects.get(pk=ERNIUSUOKOU)).filter(judged_by=4).first()
    assert found is not None
    assign_warning(found.pk, by=cast.discipline)
    clerk = cast.staff(Role.CLERK, found.region_id)
    response = sign_in(client, clerk).post(f"/supervision/warnings/{found.pk}/explain/", {"text": " "})
    assert response.status_code == 400
    assert "请先改好这几处" in text_of(response)
    found.refresh_from_db()
    assert found.status == "assigned"


@pytest.mark.parametrize(("step", "status"), [("assign", 403), ("nonsense", 404)])
def test_a_step_one_may_not_take_is_refused(cast: Cast, client: Client, step: str, status: int) -> None:
    scatter_obligations(random.Random(1), 200)
    Obligation.objects.update(region_id=LIUJIAWOBU)
    recount_all()
    evaluate()
    pk = EarlyWarning.objects.values_list("pk", flat=True)[0]
    response = sign_in(client, cast.secretary).post(f"/supervision/warnings/{pk}/{step}/", {"text": "x"})
    assert response.status_code == status


def test_a_foreign_warning_is_absent(cast: Cast, client: Client) -> None:
    scatter_obligations(random.Random(1), 200)
    Obligation.objects.update(region_id=AOHANTUN)
    evaluate()
    pk = EarlyWarning.objects.values_list("pk", flat=True)[0]
    for user in (cast.secretary, cast.discipline):
        assert sign_in(client, user).get(f"/supervision/warnings/{pk}/").status_code == 404


def test_the_pages_speak_english_below_en(cast: Cast, client: Client) -> None:
    scatter_obligations(random.Random(1), 100)
    evaluate()
    sign_in(client, cast.province_inspector)
    assert "is neither published nor on file" in text_of(client.get("/en/supervision/warnings/"))

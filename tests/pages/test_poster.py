"""The notice-board poster: what a stranger reads on the village's page, on one sheet, whoever asks for it."""

import re
from contextlib import ExitStack
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from publicity.actions.obligations import open_obligations
from publicity.models import Record
from sanshu.core.models import Region
from sanshu.core.printing.press import PLACES, Press
from tests.cast import LIUJIAWOBU, PROVINCE, TODAY, Cast, sign_in
from tests.paper import pdf, text_of
from tests.publicity.chain import filled, published

pytestmark = pytest.mark.django_db

VILLAGE = f"/villages/{LIUJIAWOBU}/"
POSTER = f"{VILLAGE}poster/"
A3, A4 = (842, 1191), (595, 842)


@pytest.fixture
def ledger(cast: Cast) -> Record:
    """A village with much that is late, a ledger and its officers."""
    open_obligations(on=TODAY, from_day=date(2026, 8, 1))
    published(cast, filled(cast, "V-01"))
    return published(cast, filled(cast, "F-03")).record


def words_of(client: Client, path: str) -> str:
    """Give the words of a page without marks and spaces."""
    return re.sub(r"<[^>]+>|\s", "", client.get(path).content.decode())


def test_the_poster_says_what_the_page_says(client: Client, ledger: Record) -> None:
    poster, page = text_of(client.get(POSTER).content), words_of(client, VILLAGE)
    fields = ledger.revision.payload.content["fields"]  # type: ignore[union-attr]
    for key in ("income_total", "expense_total", "closing_balance"):
        assert f"{Decimal(fields[key]):,.2f}" in poster
    month = re.search(r"本月到期\d+项，已公开\d+项(，本期无发生[1-9]\d*项)?(，备案[1-9]\d*项)?。", page)
    overdue = re.search(r"有\d+项逾期还没公开", page)
    for found in (month, overdue):
        assert found
        assert found[0] in poster
    for said in (re.sub(r"\s", "", ledger.summary), "2026年10月的收支明细还没公开", "刘家窝堡村", "2026年11月17日印"):
        assert said in poster
        assert said in page or "印" in said
    assert f"localhost:8000{VILLAGE}" in poster
    assert "localhost:8000/messages/new/" in poster
    assert "乡镇" in poster


@pytest.mark.parametrize(("query", "size"), [("", A3), ("?paper=a3", A3), ("?paper=a4", A4)])
@pytest.mark.parametrize("language", ["", "/en"])
def test_it_is_one_sheet_of_the_asked_size(
    client: Client, ledger: Record, query: str, size: tuple[int, int], language: str
) -> None:
    response = client.get(f"{language}{POSTER}{query}")
    assert response.headers["Content-Type"] == "application/pdf"
    (sheet,) = pdf(response.content).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == size


def test_a_village_without_any_publication_has_a_poster_that_says_so(client: Client) -> None:
    text = text_of(client.get(POSTER).content)
    assert "最近几期的收支明细都还没公开" in text
    assert "还没有公开过内容" in text
    assert "没有逾期" in text


@pytest.mark.parametrize("name", ["本溪南芬辽砚文化产业园区社区", "营口高新技术产业开发区社区", "砬子村"])
def test_a_long_name_and_a_rare_one_stand_on_one_sheet(client: Client, name: str) -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(name=name)
    response = client.get(POSTER)
    assert name in text_of(response.content)
    assert len(pdf(response.content).pages) == 1


def test_staff_and_residents_get_the_strangers_poster(client: Client, cast: Cast, ledger: Record) -> None:
    published(cast, filled(cast, "V-13"))
    anonymous = client.get(POSTER).content
    for person in (cast.resident(), cast.clerk, cast.inspector):
        assert sign_in(Client(), person).get(POSTER).content == anonymous


def test_no_row_for_residents_is_on_the_wall(client: Client, cast: Cast, ledger: Record) -> None:
    record = published(cast, filled(cast, "V-13")).record
    public = {row["name"] for row in Record.objects.get(item__code="V-01").revision.payload.content["rows"]}  # type: ignore[union-attr]
    names = {row["name"] for row in record.revision.payload.content["rows"]} - public  # type: ignore[union-attr]
    text = text_of(client.get(POSTER).content)
    assert names
    assert not [name for name in names if name in text]


def test_an_unchanged_poster_is_not_set_again(
    client: Client, cast: Cast, ledger: Record, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = client.get(POSTER).headers["ETag"]
    assert client.get(f"{POSTER}?paper=a4").headers["ETag"] != tag
    with django_assert_num_queries(1):
        assert client.get(POSTER, headers={"If-None-Match": tag}).status_code == 304
    published(cast, filled(cast, "F-03"))
    assert client.get(POSTER, headers={"If-None-Match": tag}).status_code == 200


def test_a_poster_costs_the_same_questions_however_much_was_published(
    client: Client, cast: Cast, ledger: Record, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(POSTER)  # what an edition declares is read once a process
    for code in ("", "P-01", "V-10"):
        if code:
            published(cast, filled(cast, code))
        with django_assert_num_queries(7):
            client.get(POSTER)


@pytest.mark.parametrize(
    "path", [f"/villages/{PROVINCE}/poster/", "/villages/999999999999/poster/", f"{POSTER}?paper=a0"]
)
def test_there_is_no_poster_of_what_is_no_unit_and_on_no_other_paper(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_village_that_owes_nothing_yet_has_no_poster(client: Client) -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=None)
    assert client.get(POSTER).status_code == 404


def test_while_every_place_is_taken_a_visitor_is_told_to_come_back(
    client: Client, ledger: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = Press()  # with nothing on its shelf yet
    monkeypatch.setattr("publicity.views.sheets.PRESS", press)
    with ExitStack() as taken:
        for _place in range(PLACES):
            taken.enter_context(press.place())
        full = client.get(POSTER)
        assert full.status_code == 503
        assert "请过几秒再点一次" in full.content.decode()
        assert "no-store" in full.headers["Cache-Control"]
        assert "ETag" not in full.headers
        assert client.get(VILLAGE).status_code == 200
    assert client.get(POSTER).status_code == 200

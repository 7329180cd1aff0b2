"""A re-coded unit is a new one; the old one keeps its code, and the new one's pages tell both histories."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publicity.actions.corrections import Ground, withdraw_record
from publicity.models import Record
from publicity.queries.village_page import face_of
from sanshu.core.models import Region
from tests.cast import AOHANTUN, DONGTA, LIUJIAWOBU, Cast
from tests.publicity.chain import filled, published

pytestmark = pytest.mark.django_db
NEW = f"/villages/{AOHANTUN}/"
CLOSED_ON = date(2026, 11, 12)


@pytest.fixture
def record(cast: Cast) -> Record:
    """A ledger that 刘家窝堡 published before it became part of 敖汉屯."""
    return published(cast, filled(cast, "F-03")).record


def close(code: int, *, into: int = AOHANTUN) -> None:
    """Close a unit in favour of another, as the register says it."""
    Region.objects.filter(pk=code).update(closed_on=CLOSED_ON, successor_id=into)


def questions(client: Client, path: str) -> int:
    """Count what one page asks."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_village_page_lists_what_the_old_unit_published_under_its_name(client: Client, record: Record) -> None:
    assert "以前的公开" not in client.get(NEW).content.decode()
    close(LIUJIAWOBU)
    body = client.get(NEW).content.decode()
    part = body.split("以前的公开", 1)[1].split("</section>", 1)[0]
    assert "由这个单位改设而来：" in part
    assert "（2026年11月12日撤销）" in part
    assert f"/villages/{LIUJIAWOBU}/" in part
    assert f"/records/{record.pk}/" in part
    close(DONGTA)
    assert "由这些单位合并而来：" in client.get(NEW).content.decode()


def test_the_item_through_time_holds_both_histories_under_their_own_periods(client: Client, record: Record) -> None:
    close(LIUJIAWOBU)
    body = client.get(f"{NEW}items/F-03/").content.decode()
    assert "由这个单位改设而来：" in body
    line = next(line for line in body.split("<li>") if f"/records/{record.pk}/" in line)
    assert "刘家窝堡" in line
    assert "2026年8月" in line


def test_feed_and_search_find_the_old_units_records(client: Client, record: Record) -> None:
    assert record.title not in client.get(f"{NEW}feed/").content.decode()
    close(LIUJIAWOBU)
    assert f"：{record.title}</title>" in client.get(f"{NEW}feed/").content.decode()
    found = client.get("/search/", {"q": "收支", "region": str(AOHANTUN)}).content.decode()
    assert f"/records/{record.pk}/" in found
    assert f"/records/{record.pk}/" not in client.get("/search/", {"q": "收支", "region": str(DONGTA)}).content.decode()


def test_a_unit_closed_twice_over_is_still_read_and_a_circle_ends(client: Client, record: Record) -> None:
    close(LIUJIAWOBU, into=DONGTA)
    close(DONGTA)
    assert f"/records/{record.pk}/" in client.get(NEW).content.decode()
    close(AOHANTUN, into=LIUJIAWOBU)
    assert client.get(f"{NEW}items/F-03/").status_code == 200


def test_the_closed_units_own_page_says_where_it_went_and_what_it_published(client: Client, record: Record) -> None:
    close(LIUJIAWOBU)
    body = client.get(f"/villages/{LIUJIAWOBU}/").content.decode()
    assert "撤销以前的公开" in body
    assert Region.objects.get(pk=AOHANTUN).full_name in body
    assert NEW in body
    assert f"/records/{record.pk}/" in body


@pytest.mark.parametrize("path", ["", "items/F-03/", "feed/"])
def test_a_reader_is_told_anew_when_the_old_units_history_changes(
    client: Client, cast: Cast, record: Record, path: str
) -> None:
    before = client.get(NEW + path).headers["ETag"]
    close(LIUJIAWOBU)
    joined = client.get(NEW + path, headers={"If-None-Match": before})
    assert joined.status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(NEW + path, headers={"If-None-Match": joined.headers["ETag"]}).status_code == 304
    assert len(asked) <= (3 if path.startswith("items") else 2)
    withdraw_record(record.pk, by=cast.reviewer, reason="写了住址", ground=Ground.PRIVACY)
    assert client.get(NEW + path, headers={"If-None-Match": joined.headers["ETag"]}).status_code == 200


def test_who_inherits_nothing_asks_no_question_more_and_two_old_units_no_more_than_one(
    client: Client, record: Record
) -> None:
    paths = (NEW, f"{NEW}items/F-03/", f"{NEW}feed/")
    for path in paths:
        questions(client, path)
    alone = [questions(client, path) for path in paths]
    close(LIUJIAWOBU)
    one = [questions(client, path) for path in paths]
    close(DONGTA)
    two = [questions(client, path) for path in paths]
    assert one == two
    # Whether they changed, who they were, and (on the village page) what they published last.
    assert [more - less for more, less in zip(one, alone, strict=True)] == [3, 2, 2]


def test_the_face_of_a_unit_without_predecessors_inherits_nothing() -> None:
    face = face_of(AOHANTUN)
    assert face is not None
    assert face.inherited == 0

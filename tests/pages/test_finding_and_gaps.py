"""What is missing is shown as missing, what was taken down is gone from every page, and what is there can be found."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client

from publicity.actions.corrections import Ground, start_correction, withdraw_record
from publicity.actions.drafts import Typed, save_draft
from publicity.actions.obligations import open_obligations
from publicity.models import Record
from publicity.queries.record_search import MOST_COUNTED, find_records, pieces
from publicity.reading.listing import ROWS_SHOWN
from sanshu.core.models import Region
from tests.cast import DONGTA, LIUJIAWOBU, TODAY, Cast, sign_in
from tests.publicity.chain import filled, published, spec, started
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db

VILLAGE = f"/villages/{LIUJIAWOBU}/"


def long_list(cast: Cast, rows: int) -> Record:
    """Publish a pension list of many rows."""
    draft = started(cast, "V-13")
    header, lines = typed_content(spec("V-13"), rows=rows, period=draft.record.period)
    saved = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, lines))
    return published(cast, saved).record


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("低保", ["'低保'"]),
        ("收支明细", ["'收支'", "'支明'", "'明细'"]),
        ("低", ["'低':*"]),
        ("F-03 修路", ["'f'", "'03'", "'修路'"]),
        ("“低保”！", ["'低保'"]),
        ("' | & :* \\", []),
    ],
)
def test_words_are_asked_for_in_pairs_of_signs(words: str, asked: list[str]) -> None:
    assert pieces(words) == asked


def test_a_single_sign_and_a_pair_find_a_record_and_a_foreign_region_hides_it(cast: Cast) -> None:
    record = published(cast, filled(cast, "F-03")).record
    here, elsewhere = Region.objects.get(pk=LIUJIAWOBU), Region.objects.get(pk=DONGTA)
    for words in ("收支", "财", "明细 2026"):
        assert [one.pk for one in find_records(words, within=here).records] == [record.pk], words
        assert find_records(words, within=elsewhere).records == []
    assert find_records("没有这个词", within=None).count == 0
    assert MOST_COUNTED == 1001


def test_the_search_is_answered_by_its_index(cast: Cast) -> None:
    published(cast, filled(cast, "F-03"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM publicity_record WHERE sanshu_pieces(title || ' ' || summary) @@ '''收支'''::tsquery"
        )
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "publicity_record_words" in plan


def test_the_money_of_a_month_that_was_not_published_is_a_gap(client: Client, cast: Cast) -> None:
    published(cast, filled(cast, "F-03"))  # August; September and October are still owed
    body = client.get(VILLAGE).content.decode()
    assert "2026年10月的收支明细还没公开" in body
    assert body.count('<rect class="none"') == 5


def test_no_gap_is_shown_before_a_village_went_live(client: Client, cast: Cast) -> None:
    published(cast, filled(cast, "F-03"))
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=date(2026, 8, 10))
    assert client.get(VILLAGE).content.decode().count('<rect class="none"') == 2


def test_newly_owed_disclosures_change_the_page_without_a_publication(client: Client) -> None:
    tag = client.get(VILLAGE).headers["ETag"]
    open_obligations(on=TODAY, from_day=date(2026, 9, 1))
    assert client.get(VILLAGE, headers={"If-None-Match": tag}).status_code == 200


def test_a_withdrawn_record_is_gone_from_every_page_and_every_revision(client: Client, cast: Cast) -> None:
    record = published(cast, filled(cast, "F-03")).record
    draft = start_correction(record.pk, by=cast.clerk, reason="凭证张数数错了")
    fields, rows = typed_content(spec("F-03"), period=record.period)
    fields["voucher_count"] = "987654"
    kept = [{**row, "id": f"r{place}"} for place, row in enumerate(rows, start=1)]
    published(cast, save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(fields, kept)))
    assert "987654" in client.get(f"/records/{record.pk}/revisions/").content.decode()
    withdraw_record(record.pk, by=cast.reviewer, reason="写进了不该公开的内容", ground=Ground.PRIVACY)
    for path in ("", "revisions/"):
        body = client.get(f"/records/{record.pk}/{path}").content.decode()
        assert "987654" not in body
        assert "写进了不该公开的内容" in body
    for path in (f"/records/{record.pk}.json", f"/records/{record.pk}.csv", VILLAGE, f"{VILLAGE}feed/"):
        assert "987654" not in client.get(path).content.decode()


def test_a_long_list_is_shown_in_parts_and_can_be_searched(cast: Cast) -> None:
    record = long_list(cast, ROWS_SHOWN + 5)
    reader = sign_in(Client(), cast.resident())
    first = reader.get(f"/records/{record.pk}/").content.decode()
    assert first.count('<tr id="row-') == ROWS_SHOWN
    assert f"from=r{ROWS_SHOWN + 1}" in first
    rest = reader.get(f"/records/{record.pk}/", {"from": f"r{ROWS_SHOWN + 1}"}).content.decode()
    assert rest.count('<tr id="row-') == 5
    name = record.revision.payload.content["rows"][0]["name"]  # type: ignore[union-attr]
    found = reader.get(f"/records/{record.pk}/", {"find": name}).content.decode()
    assert 0 < found.count('<tr id="row-') <= ROWS_SHOWN
    assert "名单里没有这样的行" in reader.get(f"/records/{record.pk}/", {"find": "查无此人"}).content.decode()


def test_searching_a_list_tells_a_stranger_nothing(client: Client, cast: Cast) -> None:
    record = long_list(cast, 12)
    name = record.revision.payload.content["rows"][0]["name"]  # type: ignore[union-attr]
    bodies = [
        unquote(client.get(f"/records/{record.pk}/", {"find": words}).content.decode()).replace(words, "")
        for words in (name, "查无此人")
    ]
    # The words themselves come back in the link to the other language, and nowhere else.
    assert bodies[0] == bodies[1]

"""Public pages: what they show to whom, that they carry no cookie and nothing inline, and what they cost."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from publicity.actions.corrections import start_correction
from publicity.actions.drafts import Typed, save_draft
from publicity.actions.obligations import open_obligations
from publicity.models import Item, Record
from sanshu.core.models import Region
from tests.cast import DONGTA, LIUJIAWOBU, NOW, PROVINCE, TODAY, Cast, sign_in
from tests.publicity.chain import endorsed, filled, published, spec
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db

VILLAGE = f"/villages/{LIUJIAWOBU}/"
CODES = [
    "P-01", "V-01", "V-04", "V-10", "V-13", "F-03", "F-04", "F-09", "F-15", "F-17"
]  # fmt: skip


@pytest.fixture
def record(cast: Cast) -> Record:
    """A published ledger of 刘家窝堡."""
    return published(cast, filled(cast, "F-03")).record


def list_record(cast: Cast, code: str = "V-13") -> Record:
    """Publish a list whose rows only residents may read."""
    return published(cast, filled(cast, code)).record


def every_page(record: Record) -> list[str]:
    """The public pages that a record touches."""
    return [
        "/",
        "/help/",
        "/search/?q=刘家窝堡",
        f"/regions/{PROVINCE}/",
        f"/regions/{record.village.parent_id}/",
        VILLAGE,
        f"{VILLAGE}items/{record.item.code}/",
        f"{VILLAGE}feed/",
        f"/records/{record.pk}/",
        f"/records/{record.pk}/revisions/",
        f"/records/{record.pk}.json",
        f"/records/{record.pk}.csv",
        *papers(record),
    ]


def papers(record: Record) -> list[str]:
    """The files that a record and its village can be taken away as."""
    return [f"/records/{record.pk}.xlsx", f"/records/{record.pk}.pdf", f"{VILLAGE}poster/"]


def test_every_public_page_opens_without_a_cookie_and_without_anything_inline(client: Client, record: Record) -> None:
    for path in every_page(record):
        response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        if path in papers(record):
            continue
        body = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", body), path
        assert "<form" not in body or 'method="post"' not in body.lower(), path


def test_every_public_page_speaks_english_below_en(client: Client, record: Record) -> None:
    for path in every_page(record):
        response = client.get(f"/en{path}")
        assert response.status_code == 200, path
        if response.headers["Content-Type"].startswith("text/html"):
            body = response.content.decode()
            assert '<html lang="en">' in body
            # Whatever is Chinese on an English page is published content and says so.
            marked = re.sub(
                r"<(\w+)[^>]*\blang=\"zh[^>]*>.*?</\1>|<title>.*?</title>|<[^>]+>", "", body, flags=re.DOTALL
            )
            assert not re.search(r"[\u4e00-\u9fff]", marked), (path, re.findall(r".{0,20}[\u4e00-\u9fff]+", marked)[:5])


def test_a_reader_who_holds_the_page_gets_304_until_something_is_published(
    client: Client, cast: Cast, record: Record
) -> None:
    for path in every_page(record):
        first = client.get(path)
        if "search" in path:
            continue
        tag = first.headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304, path
        assert client.get(path, headers={"If-None-Match": f"W/{tag}"}).status_code == 304, path
        assert "public" in first.headers["Cache-Control"]
        assert first.headers["X-Accel-Expires"] == f"@{int(NOW.timestamp())}"
    tag = client.get(VILLAGE).headers["ETag"]
    published(cast, filled(cast, "F-03"))
    assert client.get(VILLAGE, headers={"If-None-Match": tag}).status_code == 200


def test_the_village_page_says_what_came_in_what_went_out_and_what_is_left(client: Client, record: Record) -> None:
    body = client.get(VILLAGE).content.decode()
    fields = record.revision.payload.content["fields"]  # type: ignore[union-attr]
    for key in ("income_total", "expense_total", "closing_balance"):
        assert f"{Decimal(fields[key]):,.2f}" in body
    assert record.summary in body
    assert "<svg" in body


def test_the_village_page_says_what_is_late_and_for_how_long(client: Client, cast: Cast) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 9, 1))
    body = client.get(VILLAGE).content.decode()
    assert "该公开还没公开" in body
    assert "逾期33天" in body  # the September ledger was due on 15 October; today is 17 November


def test_a_village_that_is_not_enrolled_says_so_and_owes_nothing(client: Client) -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=None)
    response = client.get(VILLAGE)
    assert response.status_code == 200
    assert "尚未开通" in response.content.decode()


def test_a_closed_village_leads_to_its_successor(client: Client) -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(closed_on=TODAY, successor_id=DONGTA)
    body = client.get(VILLAGE).content.decode()
    assert "撤销" in body
    assert f"/villages/{DONGTA}/" in body


@pytest.mark.parametrize(
    "path",
    [
        "/villages/999999999999/",
        f"/villages/{PROVINCE}/",
        "/regions/99/",
        "/records/999999/",
        "/records/999999/revisions/",
        f"{VILLAGE}items/Z-99/",
        "/records/99999999999999999999/",
    ],
)
def test_what_does_not_exist_is_a_plain_404(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "没有找到" in response.content.decode()


def test_a_record_that_is_not_published_is_as_absent_as_one_that_never_was(client: Client, cast: Cast) -> None:
    draft = endorsed(cast, filled(cast, "F-03"))
    absent_id = 10 ** len(str(draft.record_id)) - 1
    hidden, absent = client.get(f"/records/{draft.record_id}/"), client.get(f"/records/{absent_id}/")
    assert hidden.status_code == absent.status_code == 404
    assert len(hidden.content) == len(absent.content)


@pytest.mark.parametrize("code", CODES)
def test_no_bare_key_and_no_digest_is_shown(client: Client, cast: Cast, code: str) -> None:
    record = published(cast, filled(cast, code)).record
    resident = sign_in(Client(), cast.resident(record.village_id))
    for reader in (client, resident):
        for language in ("", "/en"):
            text = re.sub(r"<[^>]+>", " ", reader.get(f"{language}/records/{record.pk}/").content.decode())
            assert not re.search(r"\b[a-z]+_[a-z_]+\b", text), re.findall(r"\b[a-z]+_[a-z_]+\b", text)
            assert "hmac" not in text


def test_rows_for_residents_are_shown_to_residents_only(client: Client, cast: Cast) -> None:
    record = list_record(cast)
    names = [row["name"] for row in record.revision.payload.content["rows"]]  # type: ignore[union-attr]
    anonymous = client.get(f"/records/{record.pk}/").content.decode()
    assert "名单只给本村居民看" in anonymous
    mine = sign_in(Client(), cast.resident()).get(f"/records/{record.pk}/")
    other = sign_in(Client(), cast.resident(DONGTA)).get(f"/records/{record.pk}/").content.decode()
    assert "no-store" in mine.headers["Cache-Control"]
    for name in names:
        assert name in mine.content.decode()
        assert name not in anonymous
        assert name not in other
    assert json.loads(client.get(f"/records/{record.pk}.json").content)["rows"] == []
    assert not any(name in client.get(f"/records/{record.pk}.csv").content.decode() for name in names)


def test_aggregate_items_show_no_row_to_residents_either(client: Client, cast: Cast) -> None:
    record = list_record(cast, "V-15")
    body = sign_in(Client(), cast.resident()).get(f"/records/{record.pk}/").content.decode()
    assert "只公开汇总" in body
    assert "row-r1" not in body


def test_a_correction_is_shown_with_what_changed(client: Client, cast: Cast, record: Record) -> None:
    draft = start_correction(record.pk, by=cast.clerk, reason="凭证张数数错了")
    fields, rows = typed_content(spec("F-03"), period=record.period)
    fields["voucher_count"] = "987"
    kept = [{**row, "id": f"r{place}"} for place, row in enumerate(rows, start=1)]
    published(cast, save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(fields, kept)))
    page = client.get(f"/records/{record.pk}/").content.decode()
    assert "更正过" in page
    history = client.get(f"/records/{record.pk}/revisions/").content.decode()
    assert "凭证张数数错了" in history
    assert "<ins>987</ins>" in history


@pytest.mark.parametrize("words", ["刘家窝堡", "liujiawopu", "liujiawobao", "ljwp", "LJWP", "康平 刘家窝堡", "家窝"])
def test_a_village_is_found_by_name_part_pinyin_and_initials(client: Client, words: str) -> None:
    assert VILLAGE in client.get("/search/", {"q": words}).content.decode()


@pytest.mark.parametrize("words", ["%", "_", "'; drop table", "\x00", "\u202e村", "💧", "x" * 500, "{{7*7}}"])
def test_hostile_words_find_nothing_and_break_nothing(client: Client, words: str) -> None:
    response = client.get("/search/", {"q": words})
    assert response.status_code == 200
    assert "49" not in response.content.decode()


def test_two_character_words_find_records(client: Client, record: Record) -> None:
    assert f"/records/{record.pk}/" in client.get("/search/", {"q": "收支"}).content.decode()


def test_a_page_costs_the_same_however_much_was_published(
    client: Client, cast: Cast, record: Record, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pages = [page for page in every_page(record) if not page.startswith("/help")]
    counted = {}
    for page in pages:
        with django_assert_max_num_queries(12) as queries:
            client.get(page)
        counted[page] = len(queries)
    for code in CODES:
        published(cast, filled(cast, code))
    for page in pages:
        with django_assert_max_num_queries(12) as queries:
            client.get(page)
        assert len(queries) <= counted[page] + 1, page  # one more when the village has people to show at last


def test_an_unchanged_village_page_costs_one_query(
    client: Client, record: Record, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = client.get(VILLAGE).headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get(VILLAGE, headers={"If-None-Match": tag}).status_code == 304


def test_the_item_page_lists_every_period_with_what_is_missing(client: Client, cast: Cast) -> None:
    open_obligations(on=TODAY, from_day=date(2026, 8, 1))
    body = client.get(f"{VILLAGE}items/F-03/").content.decode()
    for month in ("8月", "9月", "10月", "11月"):
        assert f"2026年{month}" in body
    assert "逾期" in body
    assert Item.objects.get(code="F-03").name in body

"""Every structure is laid out for its reader: every row can be questioned, long lists are found in, nothing is dumped."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from publicity.actions.drafts import Typed, save_draft
from publicity.actions.obligations import open_obligations
from publicity.models import Item, Record
from publicity.reading.listing import ROWS_SHOWN
from sanshu.core.roles import Role
from tests.cast import TODAY, Cast, sign_in
from tests.publicity.chain import filled, published, spec, started, township_of
from tests.publicity.samples import typed_content
from tests.publicity.test_masking import SPECS

pytestmark = pytest.mark.django_db

#: One item of each structure and shape, with the words that its design has on the page.
DESIGNED = {
    "F-03": "期初余额",
    "F-01": "上年执行数",
    "F-06": "债权期末合计",
    "F-13": "年度控制额",
    "V-13": "怎么算的",
    "F-11": "财政负担",
    "F-15": "要花多少，付了多少",
    "F-19": "成交价",
    "F-20": "到什么时候",
    "V-29": "谁在用、谁在管",
    "V-01": "办公电话",
    "V-08": "印章保管人",
    "V-04": "决议内容",
    "V-06": "称职",
    "P-13": "已完成整改数",
    "V-02": "正文",
}


def reader_of(cast: Cast, record: Record) -> Client:
    """Sign in somebody who sees the rows: the township's reviewer, who sees them in any list."""
    return sign_in(Client(), cast.staff(Role.REVIEWER, township_of(record.village_id)))


def with_rows(cast: Cast, code: str, rows: int) -> Record:
    """Publish an item with many rows."""
    draft = started(cast, code)
    header, lines = typed_content(spec(code), rows=rows, period=draft.record.period)
    clerk = cast.staff(Role.CLERK, draft.record.village_id)
    saved = save_draft(draft.pk, by=clerk, version=draft.version, typed=Typed(header, lines))
    return published(cast, saved).record


def words_of(body: str) -> str:
    """Give what a page says, without its markup."""
    return unescape(re.sub(r"<[^>]+>", " ", body))


@pytest.mark.parametrize("code", DESIGNED)
def test_a_structure_has_its_own_page_in_both_languages(cast: Cast, code: str) -> None:
    record = published(cast, filled(cast, code)).record
    reader, rows = reader_of(cast, record), len(record.revision.payload.content["rows"])  # type: ignore[union-attr]
    body = reader.get(f"/records/{record.pk}/").content.decode()
    text = words_of(body)
    assert DESIGNED[code] in re.sub(r"\s", "", text)
    assert body.count('id="row-') == rows == len(re.findall(r"&amp;row=r\d+\"", body))
    assert not re.search(r"\b[a-z]+_[a-z_]+\b|None|\bTrue\b|\bFalse\b", text)
    assert "(元)" not in text
    english = reader.get(f"/en/records/{record.pk}/").content.decode()
    marked = re.sub(r"<(\w+)[^>]*\blang=\"zh[^>]*>.*?</\1>|<title>.*?</title>|<[^>]+>", "", english, flags=re.DOTALL)
    assert not re.findall(r".{0,20}[\u4e00-\u9fff]+", marked)


@pytest.mark.parametrize("code", ["F-03", "V-13", "V-29", "P-04", "P-06"])
def test_a_long_list_costs_what_a_short_one_does(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, code: str
) -> None:
    short = with_rows(cast, code, 2)
    client = reader_of(cast, short)
    # A matter nobody opened is on no page, so both have the same threads: none.
    pages: list[str] = [f"/records/{short.pk}/"]
    client.get(pages[0])
    with django_assert_num_queries(QUERIES) as first:
        client.get(pages[0])
    long = with_rows(cast, code, ROWS_SHOWN + 40)
    for asked in ({}, {"find": "王"}, {"group": "没有这一组"}, {"from": f"r{ROWS_SHOWN + 1}"}):
        with django_assert_num_queries(len(first)):
            client.get(f"/records/{long.pk}/", asked)


#: Session, account, posting, record, village and chain, declaration, signatures, threads.
QUERIES = 9


def test_rows_are_found_by_name_and_group_without_scripts(cast: Cast) -> None:
    record = with_rows(cast, "V-13", 24)
    rows = record.revision.payload.content["rows"]  # type: ignore[union-attr]
    reader = reader_of(cast, record)
    group, name = rows[0]["group_name"], rows[0]["name"]
    page = reader.get(f"/records/{record.pk}/", {"group": group, "find": name}).content.decode()
    expected = [row["id"] for row in rows if row["group_name"] == group and row["name"] == name]
    assert re.findall(r'id="row-(r\d+)"', page) == expected
    assert f'<option value="{group}"' in page
    assert re.search(r'<form class="find"[^>]*role="search"[^>]*action="#rows"', page)
    assert 'method="post"' not in re.search(r'<form class="find".*?</form>', page, re.DOTALL)[0]  # type: ignore[index]


def test_a_stranger_learns_no_group_and_no_count_of_hidden_rows(client: Client, cast: Cast) -> None:
    record = with_rows(cast, "V-13", 24)
    body = client.get(f"/records/{record.pk}/", {"group": "第二组"}).content.decode()
    assert 'id="row-' not in body
    assert 'name="group"' not in body
    assert "名单只给本村居民看" in body


@pytest.mark.parametrize(
    "asked", [{"find": "%"}, {"find": "\x00"}, {"group": "x" * 9000}, {"from": "r0"}, {"find": "💧"}]
)
def test_hostile_words_in_a_list_break_nothing(cast: Cast, asked: dict[str, str]) -> None:
    record = with_rows(cast, "F-03", 12)
    assert Client().get(f"/records/{record.pk}/", asked).status_code == 200


def test_a_hard_word_is_explained_where_it_stands(client: Client, cast: Cast) -> None:
    record = published(cast, filled(cast, "F-04")).record
    body = client.get(f"/records/{record.pk}/").content.decode()
    [place] = re.findall(r'href="#word-(\d+)">所有者权益</a>', body)
    assert f'id="word-{place}"' in body
    assert "真正属于集体的家底" in body
    assert f'href="#at-{place}"' in body


def test_all_seventy_items_are_read_by_anybody(client: Client, cast: Cast) -> None:
    open_obligations(on=TODAY)
    for code in SPECS:
        record = published(cast, filled(cast, code)).record
        body = client.get(f"/records/{record.pk}/").content.decode()
        assert Item.objects.get(code=code).name in unescape(body), code
        assert not re.search(r"\b[a-z]+_[a-z_]+\b", words_of(body)), code


def test_only_a_ledger_of_dated_entries_has_a_column_for_days(client: Client, cast: Cast) -> None:
    shown = {
        code: client.get(f"/records/{published(cast, filled(cast, code)).record_id}/") for code in ("F-03", "F-04")
    }
    assert {code: '<th scope="col">日期</th>' in page.content.decode() for code, page in shown.items()} == {
        "F-03": True,
        "F-04": False,
    }

"""A disclosure as file: to whom it shows what, that nothing in it runs or hides, and what it costs."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from publicity.actions.corrections import Ground, start_correction, withdraw_record
from publicity.actions.drafts import Typed, save_draft
from publicity.masking import Viewer, shown_specs
from publicity.models import Record
from publicity.spreadsheets import Cell, Grid, as_csv, as_workbook, harmless, number_in
from publicity.tables import Column, Fact, Table, TableRow, weights
from publicity.views import record_sheet
from tests.cast import DONGTA, NOW, Cast, sign_in
from tests.pages.test_finding_and_gaps import long_list
from tests.paper import parts_of, pdf, sheet_of, text_of
from tests.publicity.chain import filled, published, spec
from tests.publicity.samples import NAMES, typed_content

pytestmark = pytest.mark.django_db
FILES = ("pdf", "xlsx", "csv", "json")


def contents(reader: Client, record: Record, kind: str, *, language: str = "") -> str:
    """Give all words of one of a record's files."""
    body = reader.get(f"{language}/records/{record.pk}.{kind}").content
    if kind == "pdf":
        return text_of(body)
    return "".join(parts_of(body).values()) if kind == "xlsx" else body.decode()


@pytest.fixture
def record(cast: Cast) -> Record:
    """A published ledger of 刘家窝堡."""
    return published(cast, filled(cast, "F-03")).record


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("code", ["V-13", "V-15"])
def test_a_list_for_residents_is_in_no_file_of_a_stranger(client: Client, cast: Cast, code: str, kind: str) -> None:
    record = published(cast, filled(cast, code)).record
    names = [row["name"] for row in record.revision.payload.content["rows"]]  # type: ignore[union-attr]
    for reader in (client, sign_in(Client(), cast.resident(DONGTA))):
        found = contents(reader, record, kind)
        assert not any(name in found for name in names)
        assert "hmac" not in found
    mine = contents(sign_in(Client(), cast.resident()), record, kind)
    assert any(name in mine for name in names) is (code == "V-13")
    assert "hmac" not in mine


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_a_files_of_a_signed_in_reader_are_kept_by_no_cache(cast: Cast, kind: str) -> None:
    record = published(cast, filled(cast, "V-13")).record
    response = sign_in(Client(), cast.resident()).get(f"/records/{record.pk}.{kind}")
    assert "no-store" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers


def test_a_residents_paper_says_that_it_is_not_for_everybody(client: Client, cast: Cast) -> None:
    record = published(cast, filled(cast, "V-13")).record
    assert "请不要张贴、转发" in contents(sign_in(Client(), cast.resident()), record, "pdf")
    assert "请不要张贴、转发" in contents(sign_in(Client(), cast.resident()), record, "xlsx")
    assert "请不要张贴、转发" not in contents(client, record, "pdf")
    assert "名单只给本村居民看" in contents(client, record, "pdf")


def test_the_paper_says_all_that_the_page_says(client: Client, record: Record) -> None:
    text = contents(client, record, "pdf")
    fields = record.revision.payload.content["fields"]  # type: ignore[union-attr]
    assert re.sub(r"\s", "", record.summary) in text
    for key in ("income_total", "expense_total", "closing_balance"):
        assert f"{Decimal(fields[key]):,.2f}" in text
    for row in record.revision.payload.content["rows"]:  # type: ignore[union-attr]
        assert f"{Decimal(row['amount']):,.2f}" in text
    assert "刘家窝堡村" in text
    assert "村(社区)党组织书记" in text
    assert record.revision.digest in text  # type: ignore[union-attr]
    assert reverse("record_revisions", args=[record.pk]) in text
    assert "2026年11月17日印" in text


def test_a_paper_can_be_read_aloud(client: Client, record: Record) -> None:
    opened = pdf(client.get(f"/records/{record.pk}.pdf").content)
    root: Any = opened.root_object
    assert root["/Lang"] == "zh"
    assert root["/MarkInfo"]["/Marked"]
    assert opened.metadata
    assert opened.metadata.title == f"刘家窝堡村 · {record.item.name} · 2026年8月"
    assert not opened.metadata.author
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()


def test_a_correction_stands_on_the_paper_with_its_reason(client: Client, cast: Cast, record: Record) -> None:
    draft = start_correction(record.pk, by=cast.clerk, reason="凭证张数数错了")
    fields, rows = typed_content(spec("F-03"), period=record.period)
    fields["voucher_count"] = "987654"
    kept = [{**row, "id": f"r{place}"} for place, row in enumerate(rows, start=1)]
    published(cast, save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(fields, kept)))
    text = contents(client, record, "pdf")
    assert "这份公开更正过" in text
    assert "凭证张数数错了" in text
    assert "987654" in text
    withdraw_record(record.pk, by=cast.reviewer, reason="写进了不该公开的内容", ground=Ground.PRIVACY)
    for kind in FILES:
        found = contents(client, record, kind)
        assert "987654" not in found
        assert "写进了不该公开的内容" in found
    summary = re.sub(r"\s", "", record.summary)
    assert summary not in contents(client, record, "pdf")
    assert summary not in contents(client, record, "csv")


def test_a_long_list_is_printed_in_part_and_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_sheet, "MOST_ROWS", 30)
    record = long_list(cast, 31)
    reader = sign_in(Client(), cast.resident())
    text = contents(reader, record, "pdf")
    assert "名单共31行，纸上只印前30行" in text
    assert sum(text.count(name) for name in NAMES) == 30
    assert len(sheet_of(reader.get(f"/records/{record.pk}.xlsx").content)) == 32
    assert len(reader.get(f"/records/{record.pk}.csv").content.decode().splitlines()) == 32


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_a_file_costs_the_same_questions_however_long_its_list_is(
    cast: Cast, kind: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for record in (published(cast, filled(cast, "F-03")).record, long_list(cast, 60)):
        with django_assert_num_queries({"pdf": 4, "xlsx": 1, "csv": 1}[kind]):
            Client().get(f"/records/{record.pk}.{kind}")


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_an_unchanged_file_is_not_written_again(
    client: Client, record: Record, kind: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = client.get(f"/records/{record.pk}.{kind}").headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get(f"/records/{record.pk}.{kind}", headers={"If-None-Match": tag}).status_code == 304


def test_a_paper_travels_packed(client: Client, record: Record) -> None:
    packed = client.get(f"/records/{record.pk}.pdf", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(client.get(f"/records/{record.pk}.pdf").content)


# --- Workbooks and CSV -------------------------------------------------------------------------------------------------


def test_a_workbook_has_every_column_that_anybody_may_see_and_numbers_as_numbers(
    client: Client, record: Record
) -> None:
    head, *rows = sheet_of(client.get(f"/records/{record.pk}.xlsx").content)
    declared = shown_specs(spec("F-03").row_fields, Viewer.PUBLIC)
    assert [one.label for one in declared] == [text for _kind, text in head]
    amounts = [row["amount"] for row in record.revision.payload.content["rows"]]  # type: ignore[union-attr]
    place = [text for _kind, text in head].index("金额(元)")
    assert [row[place] for row in rows] == [("n", str(float(amount)).removesuffix(".0")) for amount in amounts]


def test_a_workbook_says_what_it_is_and_where_it_comes_from(client: Client, record: Record) -> None:
    rows = sheet_of(client.get(f"/records/{record.pk}.xlsx").content, 2)
    about = {label: text for (_type, label), (_kind, text) in rows}
    assert about["公开单位"].endswith("刘家窝堡村")
    assert about["一句话"] == record.summary
    assert about["网址"].endswith(f"/records/{record.pk}/")
    assert about["核对码"] == record.revision.digest  # type: ignore[union-attr]


def test_a_workbook_hides_nothing_and_runs_nothing(client: Client, record: Record) -> None:
    parts = parts_of(client.get(f"/records/{record.pk}.xlsx").content)
    everything = "".join(parts.values())
    assert not [name for name in parts if re.search(r"vba|external|pivot|comment|custom|printerSettings", name)]
    assert "<f>" not in everything
    assert "hidden" not in everything
    assert "definedName" not in everything
    core = parts["docProps/core.xml"]
    assert re.search(r"<dc:creator>(.*?)</dc:creator>", core)[1] == ""  # type: ignore[index]
    assert re.search(r"<cp:lastModifiedBy>(.*?)</cp:lastModifiedBy>", core)[1] == ""  # type: ignore[index]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_could_run_is_a_text_in_both_kinds_of_table(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    grid = Grid("明细", ["甲"], [[Cell(text), Cell(text, number=True)]])
    assert f"'{start}" in as_csv(grid)
    book = as_workbook([grid], title="", at=NOW)
    assert [kind for kind, _text in sheet_of(book)[1]] == ["s", "s"]
    assert 'quotePrefix="1"' in parts_of(book)["xl/styles.xml"]
    assert "<f>" not in "".join(parts_of(book).values())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("83,100.00", "83100.00"),
        ("-1,200.50", "-1200.50"),
        ("0", "0"),
        ("2.3500", "2.3500"),
        ("9999999999999.99", "9999999999999.99"),
        ("", None),
        ("无", None),
        ("1e5", None),
        ("12345678901234567", None),
    ],
)
def test_a_number_is_a_number_when_a_spreadsheet_can_keep_it(text: str, value: str | None) -> None:
    assert number_in(Cell(text, number=True)) == (None if value is None else Decimal(value))
    assert number_in(Cell(text)) is None


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "＝1+1", "@x", "-1+2"])
def test_what_could_run_gets_a_mark_in_front(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("plain", ["-120.50", "-1,200.50", "王小明", "", "024-87221234", "1-2"])
def test_what_cannot_run_stays_as_it_is(plain: str) -> None:
    assert harmless(plain) == plain


def test_a_csv_opens_in_chinese_and_its_numbers_add_up(client: Client, record: Record) -> None:
    body = client.get(f"/records/{record.pk}.csv").content
    assert body.startswith(b"\xef\xbb\xbf")
    amounts = [row["amount"] for row in record.revision.payload.content["rows"]]  # type: ignore[union-attr]
    for amount in amounts:
        assert f",{amount}," in body.decode()


def test_the_same_workbook_is_the_same_file(client: Client, record: Record) -> None:
    path = f"/records/{record.pk}.xlsx"
    assert client.get(path).content == client.get(path).content


def test_a_column_is_as_wide_as_its_longest_number_and_no_wider_than_a_phrase() -> None:
    def fact(text: str) -> Fact:
        return Fact("甲", text, text, "", number=False)

    columns = tuple(Column(name, name, number=False) for name in ("金额", "备注", "组"))
    row = TableRow("r1", (fact("1,234,567.00"), fact("很长的一段话" * 20), fact("一")))
    assert weights(Table(columns, (row,))) == [13, 22, 5]


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_files_speak_english_below_en(client: Client, record: Record, kind: str) -> None:
    words = contents(client, record, kind, language="/en")
    assert {"pdf": "Howtocheckthis", "xlsx": "In a sentence", "csv": "Amount"}[kind] in words
    assert "核对码" not in words


def test_files_are_named_for_people(client: Client, record: Record) -> None:
    name = "%E5%88%98%E5%AE%B6%E7%AA%9D%E5%A0%A1%E6%9D%91-F-03-2026-08"
    assert f"filename*=utf-8''{name}.xlsx" in client.get(f"/records/{record.pk}.xlsx").headers["Content-Disposition"]
    assert client.get(f"/records/{record.pk}.pdf").headers["Content-Disposition"].startswith("inline")

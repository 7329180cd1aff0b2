"""A clerk brings a table by the pages: understood, mended, taken over; nobody else sees it, and it does not stay."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from publicity.actions.imports import forget_files
from publicity.forms.content import MOST_ROWS_ON_PAGE
from publicity.models import Draft, ImportFile
from sanshu.core import clock
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, Cast, sign_in
from tests.publicity.chain import filled, started, submitted
from tests.publicity.importing.workbooks import minimum_list, workbook
from tests.publicity.samples import identity

pytestmark = pytest.mark.django_db
CONSTANTS = {"all-category": "A类", "all-start_month": "2026-01", "all-status": "延续", "all-cadre_relative": "否"}


def bring(client: Client, draft: Draft, content: bytes, name: str = "低保10月.xlsx") -> str:
    """Upload a file for a draft; gives the address of its page."""
    response = client.post(
        reverse("admin:work_bring", args=[draft.pk]),
        {"version": draft.version, "file": SimpleUploadedFile(name, content)},
    )
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def columns_in(page: str) -> dict[str, str]:
    """Read what the page's columns are set to."""
    chosen = {}
    for name, options in re.findall(r'<select name="(column-\d+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen[name] = re.findall(r'<option value="([^"]*)"\s+selected', options)[0]
    return chosen


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    sign_in(client, cast.clerk)
    return client


def test_a_table_as_the_office_has_it_becomes_the_draft(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    address = bring(clerk, draft, minimum_list())
    page = clerk.get(address).content.decode()
    assert columns_in(page) == {
        "column-0": "", "column-1": "name", "column-2": "id_number", "column-3": "persons", "column-4": "amount",
        "column-5": "bank_account", "column-6": "",
    }  # fmt: skip
    assert identity(1) not in page
    assert "王小明1" in page
    category = _first_choice(page, "all-category")
    taken = clerk.post(
        address, {"version": draft.version, "do": "take", **columns_in(page), **CONSTANTS, "all-category": category}
    )
    assert taken.status_code == 302, taken.content.decode()
    draft.refresh_from_db()
    rows = draft.content["rows"]
    assert [(row["name"], row["amount"], row["status"]) for row in rows] == [
        ("王小明1", "351.00", "延续"),
        ("王小明2", "352.00", "延续"),
    ]
    assert rows[0]["id_number"].startswith("hmac-sha256$")
    kept = ImportFile.objects.get(draft=draft)
    assert kept.content is None
    assert kept.rows_taken == 2
    assert clerk.get(address).status_code == 404


def _first_choice(page: str, name: str) -> str:
    select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    assert select
    return str(re.findall(r'<option value="([^"]+)"', select[0])[0])


def test_next_month_nothing_has_to_be_said_again(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    address = bring(clerk, draft, minimum_list())
    page = clerk.get(address).content.decode()
    choices = {**columns_in(page), **CONSTANTS, "all-category": _first_choice(page, "all-category"), "column-3": ""}
    clerk.post(address, {"version": draft.version, "do": "take", **choices})
    draft.refresh_from_db()
    again = clerk.get(bring(clerk, draft, minimum_list(households=3))).content.decode()
    assert columns_in(again)["column-3"] == ""
    assert "可以导入3行" in again
    assert 'value="2026-01"' in again


def test_the_same_file_again_changes_no_row(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    contents = []
    for _time in range(2):
        draft.refresh_from_db()
        address = bring(clerk, draft, minimum_list())
        page = clerk.get(address).content.decode()
        clerk.post(address, {"version": draft.version, "do": "take", **columns_in(page), "all-status": "延续"})
        contents.append(Draft.objects.get(pk=draft.pk).content)
    assert contents[0] == contents[1]


def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_taken(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    bad = workbook(
        [
            ["姓名", "身份证号", "保障人数", "月保障金额(元)"],
            ["王小明", identity(1)[:-1] + ("0" if identity(1)[-1] != "0" else "1"), 2, "三百五"],
            ["赵大山", 2.10199e17, 1, 400],
            ["合计", None, 3, 900],
        ]
    )
    address = bring(clerk, draft, bad)
    page = clerk.get(address).content.decode()
    for told in ("第2行B列", "校验位不对", "第2行D列", "第3行B列", "被表格当成了数字"):
        assert told in page, told
    refused = clerk.post(address, {"version": draft.version, "do": "take", **columns_in(page)})
    assert refused.status_code == 400
    draft.refresh_from_db()
    assert draft.content["rows"] == []
    marked = clerk.get(reverse("admin:work_marked", args=[ImportFile.objects.get().pk]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(marked.content)).get_sheet_by_name("7月").to_python()
    assert rows[1][0] == "王小明"
    assert rows[1][1] == ""
    assert rows[2][1] == ""


def test_only_the_uploader_sees_a_file_and_it_is_gone_the_next_day(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    address = bring(clerk, draft, minimum_list())
    kept = ImportFile.objects.get()
    assert kept.content is not None
    assert identity(1).encode() not in bytes(kept.content)
    for other in (cast.secretary, cast.reviewer, cast.staff(Role.CLERK, AOHANTUN)):
        client = Client()
        sign_in(client, other)
        assert client.get(address).status_code == 404
        assert client.get(f"{address}marked/").status_code == 404
    assert forget_files(at=clock.now() + timedelta(hours=23)) == 0
    assert forget_files(at=clock.now() + timedelta(hours=25)) == 1
    assert clerk.get(address).status_code == 404


def test_a_file_waits_no_longer_than_its_draft_is_written_in(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "F-03")
    bring(clerk, draft, workbook([["日期", "摘要", "收入", "支出"], ["2026-10-03", "办公用品", None, 26]]))
    Draft.objects.filter(pk=draft.pk).update(status="submitted")
    assert forget_files() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7 ...", "这不是表格文件"),
        (b"PK\x03\x04 broken", "文件打不开"),
        ("张三,李四\n王五,赵六".encode(), "没有找到表头"),
    ],
)
def test_what_is_no_table_is_refused_with_the_remedy(cast: Cast, clerk: Client, content: bytes, told: str) -> None:
    draft = started(cast, "V-10")
    upload = {"version": draft.version, "file": SimpleUploadedFile("名单.xlsx", content)}
    response = clerk.post(reverse("admin:work_bring", args=[draft.pk]), upload)
    assert response.status_code == 400
    assert told in response.content.decode()
    assert not ImportFile.objects.exists()


def test_a_file_name_that_names_a_person_is_kept_without_the_number(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    bring(clerk, draft, minimum_list(), name=f"C:\\名单\\{identity(3)}低保.xlsx")
    assert ImportFile.objects.get().name == "〔已隐去〕低保.xlsx"


def test_two_columns_for_one_field_are_refused(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    address = bring(clerk, draft, minimum_list())
    page = clerk.get(address).content.decode()
    refused = clerk.post(address, {"version": draft.version, "do": "check", **columns_in(page), "column-6": "name"})
    assert refused.status_code == 400
    assert "B列和G列都选了" in refused.content.decode()


def test_a_file_can_be_dropped(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    address = bring(clerk, draft, minimum_list())
    assert clerk.post(address, {"version": draft.version, "do": "drop"}).status_code == 302
    assert not ImportFile.objects.exists()


def test_what_was_sent_for_signature_takes_no_file(cast: Cast, clerk: Client) -> None:
    draft = submitted(cast, filled(cast, "V-10"))
    upload = {"version": draft.version, "file": SimpleUploadedFile("x.xlsx", minimum_list())}
    assert clerk.post(reverse("admin:work_bring", args=[draft.pk]), upload).status_code == 302
    assert not ImportFile.objects.exists()


def test_what_all_rows_share_names_nobody_by_number(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    address = bring(clerk, draft, minimum_list())
    choices = {"version": draft.version, "do": "check", **columns_in(clerk.get(address).content.decode())}
    refused = clerk.post(address, {**choices, "all-group_name": f"东屯{identity(4)}"})
    assert refused.status_code == 400
    assert "只能在文件的那一列里" in refused.content.decode()
    assert clerk.post(address, {**choices, "all-group_name": "东" * 201}).status_code == 400
    assert ImportFile.objects.get().understanding["constants"] == {}


def test_another_sheet_is_looked_at_before_it_is_taken(cast: Cast, clerk: Client) -> None:
    def more(book: Workbook, _sheet: Worksheet) -> None:
        book.add_worksheet("另一张").write_row(0, 0, ["姓名", "金额"])
        wide = book.add_worksheet("很宽")
        wide.write_row(0, 0, ["姓名", *(f"列{number}" for number in range(55))])

    draft = started(cast, "V-10")
    address = bring(clerk, draft, workbook([["姓名", "保障人数", "金额"], ["王小明", 1, 5]], more=more))
    taken = clerk.post(address, {"version": draft.version, "do": "take", "sheet": "另一张"})
    assert taken.headers["Location"] == address
    assert "没有可以导入的行" in clerk.get(address).content.decode()
    refused = clerk.post(address, {"version": draft.version, "do": "check", "sheet": "很宽"})
    assert refused.status_code == 400
    assert "列和这一项无关" in refused.content.decode()


def test_a_long_list_stays_as_it_was_brought_while_the_rest_is_typed(cast: Cast, clerk: Client) -> None:
    draft = started(cast, "V-10")
    address = bring(clerk, draft, minimum_list(households=MOST_ROWS_ON_PAGE + 1))
    page = clerk.get(address).content.decode()
    clerk.post(address, {"version": draft.version, "do": "take", **columns_in(page)})
    draft.refresh_from_db()
    form = reverse("admin:work_draft", args=[draft.pk])
    assert "明细有501行，是从表格导入的" in clerk.get(form).content.decode()
    saved = clerk.post(form, {"version": draft.version, "do": "save", "complaint_phone": "024-87221234"})
    assert saved.status_code == 302
    kept = Draft.objects.get(pk=draft.pk).content
    assert kept["rows"] == draft.content["rows"]
    assert kept["fields"]["complaint_phone"] == "02487221234"

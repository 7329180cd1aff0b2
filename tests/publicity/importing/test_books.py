"""Files as offices have them, and as somebody might send them: read, or refused with a reason and a remedy."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from publicity.importing import books
from publicity.importing.books import read_book
from publicity.importing.told import Unreadable
from tests.publicity.importing.workbooks import minimum_list, old_workbook, repacked, workbook

CSV = "姓名,金额\n王小明,120.50\n赵大山,80\n"
ROWS = [["姓名", "金额"], ["王小明", "120.50"], ["赵大山", "80"]]


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        CSV.encode("gb18030"),
        CSV.replace(",", "\t").encode("gbk"),
        CSV.replace(",", ";").encode(),
        CSV.replace("\n", "\r\n").encode() + b"\r\n,\r\n",
    ],
    ids=["utf-8", "with a mark", "utf-16", "gb18030", "tabs in gbk", "semicolons", "line ends of Windows"],
)
def test_text_tables_of_every_encoding_read_alike(content: bytes) -> None:
    (sheet,) = read_book(content).sheets
    assert [list(row) for row in sheet.rows] == ROWS


def test_rare_characters_survive() -> None:
    (sheet,) = read_book("姓名,组\n𬱖某,买买提·艾力\n".encode("gb18030")).sheets
    assert sheet.rows[1] == ["𬱖某", "买买提·艾力"]


def test_a_table_of_two_encodings_is_refused_by_its_line() -> None:
    with pytest.raises(Unreadable, match="第3行的文字编码"):
        read_book("姓名,金额\n".encode("gbk") + "王小明,1\n".encode("gbk") + b"\xff\xff,2\n")


def test_an_old_workbook_reads_like_a_new_one() -> None:
    rows = [["姓名", "金额", "日期"], ["王小明", 120.5, date(2026, 10, 3)]]
    assert [list(row) for row in read_book(old_workbook(rows)).sheets[0].rows] == [
        list(row) for row in read_book(workbook(rows)).sheets[0].rows
    ]


def test_the_content_decides_what_a_file_is() -> None:
    # An old workbook under a new name, a new one under an old: nobody looks at names.
    assert read_book(old_workbook(ROWS)).sheets[0].rows == read_book(workbook(ROWS)).sheets[0].rows


def test_dates_of_both_epochs_are_the_same_day() -> None:
    day = [["日期"], [date(2026, 10, 3)]]
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "日期")
        sheet.write_datetime(1, 0, date(2026, 10, 3), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert read_book(workbook(day)).sheets[0].rows[1] == [date(2026, 10, 3)]
    assert read_book(out.getvalue()).sheets[0].rows[1] == [date(2026, 10, 3)]


def test_what_is_hidden_merged_or_computed_is_known() -> None:
    def more(_book: Workbook, sheet: Worksheet) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.write_formula("C2", "=A2*2", None, 2)

    parts = (
        read_book(workbook([["甲", "乙", "丙"], [1, 2, None], [3, 4, 5]], merged=[("A4:A5", "组")], more=more))
        .sheets[0]
        .parts
    )
    assert parts.hidden_rows == {2}
    assert parts.hidden_columns == {1}
    assert parts.merged == (((3, 0), (4, 0)),)
    assert dict(parts.formulas) == {(1, 2): "A2*2"}


def test_a_million_blank_formatted_rows_are_no_rows() -> None:
    def more(book: Workbook, sheet: Worksheet) -> None:
        bold = book.add_format({"bold": True})
        for row in range(3, 150_000):
            sheet.write_blank(row, 0, None, bold)

    assert len(read_book(workbook(ROWS, more=more)).sheets[0].rows) == 3


def test_what_a_workbook_hides_besides_cells_is_never_read() -> None:
    secret = b"<x>210199196101100011</x>"
    packed = repacked(
        minimum_list(),
        lambda _name, body: body,
        extra={
            "xl/pivotCache/pivotCacheRecords1.xml": secret,
            "xl/comments1.xml": secret,
            "xl/media/image1.png": secret,
        },
    )
    assert all("210199196101100011" not in str(sheet.rows) for sheet in read_book(packed).sheets)


def _lying(content: bytes) -> bytes:
    """Give a package whose first sheet says that it is small, and is not."""
    big = repacked(content, lambda name, body: body + b" " * 5_000_000 if name.endswith("sheet1.xml") else body)
    with zipfile.ZipFile(BytesIO(big)) as package:
        real = package.getinfo("xl/worksheets/sheet1.xml").file_size
    return big.replace(real.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def _with(name: str, body: bytes) -> bytes:
    return repacked(minimum_list(), lambda _name, old: old, extra={name: body})


HOSTILE = {
    "nothing": (b"", "文件是空的"),
    "too large": (b"x" * (books.LARGEST_FILE + 1), "文件超过20MB"),
    "a program": (b"MZ\x90\x00" + b"\0" * 50, "不是表格文件"),
    "a PDF": (b"%PDF-1.7\n", "不是表格文件"),
    "a photograph": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "不是表格文件"),
    "a web page called xls": (b"<html><table><tr><td>1</td></tr></table></html>", "不是表格文件"),
    "half of a workbook": (minimum_list()[:3000], "文件打不开"),
    "a zip of something else": (b"PK\x03\x04" + b"\0" * 60, "文件打不开"),
    "macros": (_with("xl/vbaProject.bin", b"x"), "带有宏"),
    "a path out of the package": (_with("../../etc/cron.d/x", b"x"), "不正常的路径"),
    "a document type": (
        repacked(
            minimum_list(),
            lambda name, body: b'<!DOCTYPE x [<!ENTITY a "b">]>' + body if name == "xl/workbook.xml" else body,
        ),
        "外部定义",
    ),
    "a lie about its size": (_lying(minimum_list()), "文件打不开"),
    "a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "设了密码",
    ),
    "an old workbook with macros": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le"),
        "带有宏",
    ),
    "a broken old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "文件打不开"),
    "no value at all": (workbook([]), "文件里没有内容"),
    "too many columns": (workbook([[f"列{n}" for n in range(80)]]), "有80列"),
    "a binary text": (b"a,b\n\0\0,1\n", "不是表格文件"),
    "a cell without end": (b'"' + b"x" * 200_000, "太长"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_can_not_be_read_is_refused_with_what_to_do(kind: str) -> None:
    content, told = HOSTILE[kind]
    with pytest.raises(Unreadable, match=told):
        read_book(content)


def test_a_bomb_is_refused_before_it_is_unfolded() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _piece in range(40):
                part.write(b"0" * 10_000_000)
    with pytest.raises(Unreadable, match="展开后太大"):
        read_book(out.getvalue())

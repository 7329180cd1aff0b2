"""What is handed back: the clerk's own sheet, faults marked, and nobody's number in it."""

import io
import zipfile
from datetime import date

from python_calamine import CalamineWorkbook

from publicity.importing.books import read_book
from publicity.importing.examine import Aim, examine, first_look
from publicity.importing.marked import marked_workbook
from tests.publicity.importing.catalogue import an_item
from tests.publicity.importing.workbooks import Rows, workbook
from tests.publicity.samples import identity

MINIMUM = an_item("V-10")
ROWS: Rows = [
    ["姓名", "身份证号", "金额", "联系电话", "备注"],
    ["王小明", identity(1), "三百", 13800138000, f"证号{identity(2)}"],
    ["赵大山", 210199196101100, 400, "138 0013 8000", "=1+1"],
]


def handed_back() -> bytes:
    """Give back a table with faults and numbers in every column."""
    book = read_book(workbook(ROWS))
    known = first_look(book, MINIMUM)
    found = examine(book, known, Aim(MINIMUM, "2026-10", date(2026, 11, 17)))
    assert found.errors
    return marked_workbook(book, known, MINIMUM, found.problems)


def test_numbers_of_persons_are_blank_in_what_is_handed_back() -> None:
    with zipfile.ZipFile(io.BytesIO(handed_back())) as package:
        inside = " ".join(package.read(name).decode(errors="replace") for name in package.namelist())
    for number in (identity(1), identity(2), "210199196101100", "13800138000", "138 0013 8000"):
        assert number not in inside


def test_the_rest_stands_as_it_was_and_every_fault_is_listed_first() -> None:
    back = CalamineWorkbook.from_filelike(io.BytesIO(handed_back()))
    faults, sheet = (back.get_sheet_by_name(name).to_python() for name in ("要改的地方", "7月"))
    assert [row[0] for row in sheet] == ["姓名", "王小明", "赵大山"]
    assert sheet[1][2] == "三百"
    assert ["7月", 2.0, "C", "月保障金额(元)"] in [row[:4] for row in faults]

"""The workbook of each item: typed, offered, helped; what comes back filled in is what the form would have stored."""

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from xlsxwriter import Workbook

from publicity.catalogue import Field, ItemSpec
from publicity.content import clean_content
from publicity.importing.books import read_book
from publicity.importing.examine import Aim, examine, first_look
from publicity.importing.template import FACTS, MARK, ROWS, template
from sanshu.core.clock import SHANGHAI
from tests.publicity.importing.catalogue import an_item, every_item
from tests.publicity.importing.workbooks import repacked
from tests.publicity.samples import typed_content

ON = date(2026, 11, 17)
AT = datetime(2026, 11, 17, tzinfo=SHANGHAI)
PERIOD = "2026-10"


def filled(spec: ItemSpec, header: dict[str, str], rows: list[dict[str, Any]]) -> bytes:
    """Fill in a template as a spreadsheet program saves it: numbers as numbers, dates as dates, the rest as text."""
    out = io.BytesIO()
    old = CalamineWorkbook.from_filelike(io.BytesIO(template(spec, edition="甲", at=AT)))
    with Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for known in old.sheets_metadata:
            sheet = book.add_worksheet(known.name)
            cells = [list(line) for line in old.get_sheet_by_name(known.name).to_python(skip_empty_area=False)]
            for row, line in enumerate(cells):
                for column, value in enumerate(line):
                    if value != "":
                        sheet.write(row, column, value)
            asked = {FACTS: [header], ROWS: rows}.get(known.name, [])
            fields = [one for one in (spec.fields if known.name == FACTS else spec.row_fields) if one.type != "file"]
            for number, values in enumerate(asked, start=3):
                for place, one in enumerate(fields):
                    where = (3 + place, 1) if known.name == FACTS else (number, place)
                    _put(sheet, where, one, values[one.key], day)
            if known.visible == SheetVisibleEnum.VeryHidden:
                sheet.very_hidden()
    return out.getvalue()


def _put(sheet: Any, where: tuple[int, int], one: Field, text: str, day: Any) -> None:
    if one.type in {"money", "decimal", "integer"}:
        sheet.write_number(*where, float(text))
    elif one.type == "date":
        sheet.write_datetime(*where, datetime.fromisoformat(text), day)
    else:
        sheet.write_string(*where, text)


@pytest.mark.parametrize("code", every_item())
def test_a_filled_in_template_gives_what_the_form_would(code: str) -> None:
    spec = an_item(code)
    header, rows = typed_content(spec, period=PERIOD)
    book = read_book(filled(spec, header, rows))
    found = examine(book, first_look(book, spec), Aim(spec, PERIOD, ON))
    typed = clean_content(spec, header, rows, on=ON)
    assert not typed.errors
    assert not found.errors, [str(one) for one in found.errors]
    assert found.content == typed.content
    assert found.is_good


@pytest.mark.parametrize("code", every_item())
def test_an_untouched_template_gives_nothing(code: str) -> None:
    spec = an_item(code)
    book = read_book(template(spec, edition="甲", at=AT))
    found = examine(book, first_look(book, spec), Aim(spec, PERIOD, ON))
    assert found.content == {"fields": {}, "rows": []}
    assert not found.errors
    assert not found.is_good


def test_columns_are_typed_and_choices_offered() -> None:
    spec = an_item("F-03")
    with zipfile.ZipFile(io.BytesIO(template(spec, edition="甲", at=AT))) as package:
        rows, styles = package.read("xl/worksheets/sheet1.xml").decode(), package.read("xl/styles.xml").decode()
    offered = re.findall(r"<formula1>(.*?)</formula1>", rows)
    assert len(offered) == len([one for one in spec.row_fields if one.choices])
    assert all(one.startswith(f"{MARK}!$A$") for one in offered)
    assert ("yyyy-mm-dd" in styles and "#,##0.00" in styles) or 'numFmtId="4"' in styles


def test_headings_that_were_changed_do_not_matter_in_a_template() -> None:
    spec = an_item("V-10")
    header, rows = typed_content(spec, period=PERIOD)
    content = filled(spec, header, rows)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
    assert "月保障金额(元)*" in strings
    changed = repacked(
        content,
        lambda name, body: (
            body.replace("月保障金额(元)*".encode(), "随便改的".encode())
            if name.endswith("sharedStrings.xml")
            else body
        ),
    )
    book = read_book(changed)
    found = examine(book, first_look(book, spec), Aim(spec, PERIOD, ON))
    assert [row["amount"] for row in found.content["rows"]] == [
        row["amount"] for row in clean_content(spec, header, rows, on=ON).content["rows"]
    ]


def test_the_template_of_another_item_is_read_by_its_headings() -> None:
    spec, other = an_item("V-10"), an_item("V-11")
    header, rows = typed_content(other, period=PERIOD)
    book = read_book(filled(other, header, rows))
    found = examine(book, first_look(book, spec), Aim(spec, PERIOD, ON))
    assert not found.takes_facts
    assert found.content["rows"][0]["name"] == rows[0]["name"]


def test_an_example_left_half_changed_is_told() -> None:
    spec = an_item("V-10")
    header, rows = typed_content(spec, period=PERIOD)
    rows[0]["group_name"] = "（示例）"
    book = read_book(filled(spec, header, rows))
    found = examine(book, first_look(book, spec), Aim(spec, PERIOD, ON))
    assert any("还是模板里的示例" in one.text for one in found.errors)


def test_a_template_is_the_same_each_time() -> None:
    assert template(an_item("V-10"), edition="甲", at=AT) == template(an_item("V-10"), edition="甲", at=AT)

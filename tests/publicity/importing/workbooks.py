"""Workbooks such as offices have, made for the tests. Every person and number in them is made up."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlwt
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.publicity.samples import identity

#: Rows of cells: texts, numbers, dates, None.
Rows = Sequence[Any]
MINIMUM_HEADINGS = ("序号", "户主姓名", "身份证号码", "家庭人口", "低保金(元)", "银行帐号", "备注")


def workbook(
    rows: Rows,
    *,
    name: str = "7月",
    merged: Sequence[tuple[str, str]] = (),
    more: Callable[[Workbook, Worksheet], None] | None = None,
) -> bytes:
    """Make an .xlsx with one sheet; `merged` are ranges with what stands in them."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value is not None:
                    sheet.write(row, column, value)
        for span, value in merged:
            sheet.merge_range(span, value)
        if more:
            more(book, sheet)
    return out.getvalue()


def old_workbook(rows: Rows) -> bytes:
    """Make an .xls of before 2007, as many offices still save."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("7月")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if value is not None:
                sheet.write(row, column, value, *([day] if isinstance(value, date) else []))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def minimum_list(*, households: int = 2, merged: Sequence[tuple[str, str]] = ()) -> bytes:
    """Make a village's list of minimum living allowances as its office keeps it: titles, serials, totals, signatures."""
    people = [
        (number, f"王小明{number}", identity(number), 2, 350 + number, f"62170001{number:08d}", None)
        for number in range(1, households + 1)
    ]
    total = sum(350 + number for number in range(1, households + 1))
    return workbook(
        [
            ["康平县二牛所口镇刘家窝堡村农村低保金发放表"],
            ["单位：刘家窝堡村", None, None, "2026年10月", None, "单位：元"],
            MINIMUM_HEADINGS,
            *people,
            ["合计", None, None, 2 * households, total],
            ["制表人：周某", None, "审核：李某"],
        ],
        merged=merged,
    )


def repacked(content: bytes, change: Callable[[str, bytes], bytes], *, extra: dict[str, bytes] | None = None) -> bytes:
    """Change the parts of a package, and add some."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, body in (extra or {}).items():
            new.writestr(name, body)
    return out.getvalue()

"""A file from an office as plain sheets: its kind told by its content, opened with care, bounded, nothing in it run. Pure.

Read are .xlsx, .xls and text tables (.csv); whatever the name says. What spreadsheets hide besides cells (pivot and
name caches, comments, pictures, links) is never read, so it can't be published.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from publicity.importing.parts import NOTHING, SheetParts, check_package, parts_of
from publicity.importing.text_tables import read_text_table
from publicity.importing.told import Unreadable

#: What a browser may send at once, and what one sheet may hold: a county's largest list is a tenth of it.
LARGEST_FILE = 20 * 1024 * 1024
MOST_SHEETS = 60
MOST_ROWS = 200_000
MOST_COLUMNS = 60

Value = str | int | float | bool | date | datetime | None
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_SAVE_AS = "请用Excel或WPS打开，另存为“Excel工作簿（.xlsx）”后再上传。"


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of values from its first row on, without blank ones at the end; rows and columns count from 0."""

    name: str
    rows: Sequence[Sequence[Value]]
    is_hidden: bool = False
    parts: SheetParts = NOTHING

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int) -> Value:
        """Give the value of a cell; None where there is none."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else None


@dataclass(frozen=True)
class Book:
    """A file's sheets in their order, those without a single value left out."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """Find a sheet by name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read_book(content: bytes) -> Book:
    """Read a file; Unreadable, in Chinese and with the remedy, for what is no table, too large or dangerous."""
    if not content:
        raise Unreadable("文件是空的，请重新选择文件。")
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"文件超过{LARGEST_FILE // 1024 // 1024}MB，请删去图片和用不到的工作表，或分成几个文件。")
    sheets = tuple(_sheets(content))
    if not sheets:
        raise Unreadable("文件里没有内容，请核对是不是选错了文件。")
    return Book(sheets)


def _sheets(content: bytes) -> Iterator[Sheet]:
    if content.startswith(_ZIP):
        check_package(content)
        yield from _workbook_sheets(content, packed=True)
    elif content.startswith(_OLE):
        _check_old(content)
        yield from _workbook_sheets(content, packed=False)
    else:
        rows = read_text_table(content)
        _check_size("表格", len(rows), max((len(row) for row in rows), default=0))
        if rows:
            yield Sheet("表格", rows)


def _check_old(content: bytes) -> None:
    if _ENCRYPTED in content:
        raise Unreadable("这个文件设了密码，打不开。请在Excel或WPS里取消密码，保存后再上传。")
    if _MACROS in content:
        raise Unreadable(f"这个文件带有宏，不能上传。{_SAVE_AS}")


def _workbook_sheets(content: bytes, *, packed: bool) -> Iterator[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            known = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            if len(known) > MOST_SHEETS:
                raise Unreadable(f"工作表太多（{len(known)}个，最多{MOST_SHEETS}个），请只留要公开的再上传。")
            parts = parts_of(content) if packed else {}
            for one in known:
                found = book.get_sheet_by_name(one.name)
                rows = _rows(found)
                if rows:
                    yield Sheet(
                        one.name, rows, one.visible != SheetVisibleEnum.Visible, parts.get(one.name) or _old(found)
                    )
    except PasswordError:
        raise Unreadable("这个文件设了密码，打不开。请在Excel或WPS里取消密码，保存后再上传。") from None
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as problem:
        if isinstance(problem, Unreadable):
            raise
        raise Unreadable(f"文件打不开，可能已经损坏，或者不是表格。{_SAVE_AS}") from None


def _old(sheet: CalamineSheet) -> SheetParts:
    return SheetParts(merged=tuple(sheet.merged_cell_ranges or ()))


def _rows(sheet: CalamineSheet) -> list[list[Value]]:
    if sheet.start is None:
        return []
    before: list[Value] = [None] * sheet.start[1]
    rows: list[list[Value]] = []
    for line in sheet.iter_rows():
        row = before + [_value(one) for one in line]
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
        if len(rows) > MOST_ROWS:
            break
    while rows and not rows[-1]:
        rows.pop()
    _check_size(sheet.name, len(rows), max((len(row) for row in rows), default=0))
    return rows


def _check_size(name: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise Unreadable(f"工作表“{name}”超过{MOST_ROWS}行，请分成几个文件。")
    if columns > MOST_COLUMNS:
        raise Unreadable(f"工作表“{name}”有{columns}列，最多{MOST_COLUMNS}列，请删去右边用不到的列。")


def _value(given: object) -> Value:
    if isinstance(given, datetime):
        return given.date() if given.time() == time() else given
    if isinstance(given, str):
        return given if given.strip() else None
    if isinstance(given, float) and not isfinite(given):
        return str(given)
    if isinstance(given, bool | int | float | date):
        return given
    return str(given) if isinstance(given, time | timedelta) else None

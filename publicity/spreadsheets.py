"""Tables as files: CSV and Excel workbooks that hold what was given, run nothing and tell nothing else. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from publicity.tables import width_of

#: A cell that begins with one of these is run as a formula by spreadsheet programs (OWASP ASVS 1.2.10).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: The media type of an Excel workbook (ISO/IEC 29500).
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Excel keeps fifteen digits of a number; what is longer stays text.
MOST_DIGITS = 15
_NUMBER = re.compile(r"-?\d{1,3}(?:,?\d{3})*(?:\.\d+)?")
_NARROWEST, _WIDEST = 8, 48
_CENTS = 2


@dataclass(frozen=True)
class Cell:
    """One value as a reader sees it, and whether it is a number: `83,100.00`."""

    text: str
    number: bool = False


@dataclass(frozen=True)
class Grid:
    """One sheet: its name, the names of its columns (none for a sheet of labels and values), its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def number_in(cell: Cell) -> Decimal | None:
    """Give a number cell's value; None for text, and for what Excel could not keep exactly."""
    if not cell.number or not _NUMBER.fullmatch(cell.text):
        return None
    value = Decimal(cell.text.replace(",", ""))
    return value if len(value.as_tuple().digits) <= MOST_DIGITS else None


def harmless(text: str) -> str:
    """Keep a spreadsheet program from running a cell; plain numbers stay numbers."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(text) else text


def as_csv(grid: Grid) -> str:
    """Write one sheet as CSV (RFC 4180) with a mark in front by which spreadsheet programs know that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    if grid.columns:
        writer.writerow([harmless(name) for name in grid.columns])
    writer.writerows([_plain(cell) for cell in row] for row in grid.rows)
    return "\ufeff" + out.getvalue()


def _plain(cell: Cell) -> str:
    value = number_in(cell)
    return harmless(cell.text) if value is None else str(value)


def as_workbook(grids: Iterable[Grid], *, title: str, at: datetime) -> bytes:
    """Write an Excel workbook: numbers as numbers, all else as text that is never run; the same bytes each time.

    It names neither author nor program user, and nothing in it is hidden. `at` is what it gives as its date.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        book.set_properties({"title": title, "created": at.replace(tzinfo=None)})
        for grid in grids:
            _write(book, grid)
    return out.getvalue()


@dataclass(frozen=True)
class _Looks:
    """The formats of one workbook. `quoted` tells Excel to keep a text a text even when somebody edits it."""

    head: object
    text: object
    quoted: object
    cents: object


def _write(book: Workbook, grid: Grid) -> None:
    looks = _Looks(
        head=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        quoted=book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
        cents=book.add_format({"num_format": "#,##0.00", "valign": "top"}),
    )
    sheet = book.add_worksheet(grid.name)
    for place, name in enumerate(grid.columns):
        sheet.write_string(0, place, name, looks.head)
    first = 1 if grid.columns else 0
    sheet.freeze_panes(first, 0)
    for line, row in enumerate(grid.rows, start=first):
        for place, cell in enumerate(row):
            _write_cell(sheet, (line, place), cell, looks)
    for place, width in enumerate(_widths(grid)):
        sheet.set_column(place, place, width)


def _write_cell(sheet: Worksheet, where: tuple[int, int], cell: Cell, looks: _Looks) -> None:
    value = number_in(cell)
    if value is None:
        sheet.write_string(*where, cell.text, looks.quoted if harmless(cell.text) != cell.text else looks.text)
    else:
        exponent = value.as_tuple().exponent
        sheet.write_number(*where, float(value), looks.cents if exponent == -_CENTS else looks.text)


def _widths(grid: Grid) -> list[int]:
    lines = [grid.columns, *([cell.text for cell in row] for row in grid.rows)]
    count = max((len(line) for line in lines), default=0)
    return [
        min(_WIDEST, max([_NARROWEST, *(width_of(line[place]) + 2 for line in lines if place < len(line))]))
        for place in range(count)
    ]

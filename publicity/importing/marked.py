"""A clerk's own sheet handed back with what is wrong marked in it; numbers of persons are left blank. Pure."""

import io
from collections.abc import Iterable
from datetime import date, datetime

from xlsxwriter import Workbook

from publicity.catalogue import ItemSpec
from publicity.importing.books import Book, Sheet, Value
from publicity.importing.columns import Understanding
from publicity.importing.names import field_of
from publicity.importing.told import Problem, letters
from publicity.spreadsheets import harmless
from sanshu.core.scan import find_personal_numbers

#: What one person mends in a sitting; the list on the page has them all.
MOST_COMMENTS = 5_000
_WIDTH = 14
#: A telephone has eleven digits, a card and an identity number more; no amount of a village has.
_LONG_NUMBER = 10**10


def marked_workbook(book: Book, known: Understanding, spec: ItemSpec, problems: Iterable[Problem]) -> bytes:
    """Write the understood sheet anew: bad cells coloured with what to do beside them, and all problems on a first sheet.

    Cells of identity and account numbers, and any cell in which such a number is found, are blank: the file may be
    mailed around.
    """
    sheet = book.sheet(known.sheet)
    told = list(problems)
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        _write_list(made, told)
        if sheet is not None:
            _write_sheet(made, sheet, _secret_columns(known, spec), told)
    return out.getvalue()


def _write_list(made: Workbook, told: list[Problem]) -> None:
    bold, plain = made.add_format({"bold": True, "bottom": 1}), made.add_format({"text_wrap": True, "valign": "top"})
    page = made.add_worksheet("要改的地方")
    for column, (name, width) in enumerate((("工作表", 12), ("行", 6), ("列", 6), ("栏目", 16), ("怎么改", 70))):
        page.write_string(0, column, name, bold)
        page.set_column(column, column, width)
    for line, one in enumerate(told, start=1):
        page.write_string(line, 0, one.place.sheet, plain)
        page.write_number(line, 1, one.place.row + 1, plain)
        page.write_string(line, 2, "" if one.place.column is None else letters(one.place.column), plain)
        page.write_string(line, 3, one.label, plain)
        page.write_string(line, 4, one.text, plain)
    page.freeze_panes(1, 0)


def _write_sheet(made: Workbook, sheet: Sheet, secret: set[int], told: list[Problem]) -> None:
    page = made.add_worksheet(sheet.name[:31])
    bad = made.add_format({"bg_color": "#FFD9D2", "border": 1, "border_color": "#B3261E"})
    marks: dict[tuple[int, int], list[str]] = {}
    for one in told:
        if one.place.sheet == sheet.name:
            marks.setdefault((one.place.row, one.place.column or 0), []).append(one.text)
    page.set_column(0, max(sheet.width - 1, 0), _WIDTH)
    cells = ((row, column, value) for row, line in enumerate(sheet.rows) for column, value in enumerate(line))
    for row, column, value in cells:
        if value is not None and (said := shown(value, is_secret=column in secret)) is not None:
            page.write(row, column, said, bad if (row, column) in marks else None)
    for number, ((row, column), texts) in enumerate(marks.items()):
        if sheet.at(row, column) is None or column in secret:
            page.write_blank(row, column, None, bad)
        if number < MOST_COMMENTS:
            page.write_comment(row, column, "\n".join(texts), {"x_scale": 2, "y_scale": 1.2})


def _secret_columns(known: Understanding, spec: ItemSpec) -> set[int]:
    fields = {column: field_of(spec, target)[0] for column, target in known.columns.items()}
    return {column for column, one in fields.items() if one is not None and one.sensitive == "never_public"}


def shown(value: Value, *, is_secret: bool) -> str | float | None:
    """Give a cell as it may be shown again: None for what may name a person by number, formulas as text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return None if is_secret or abs(value) >= _LONG_NUMBER else float(value)
    text = value.isoformat() if isinstance(value, date | datetime) else str(value)
    return None if is_secret or find_personal_numbers(text) else harmless(text)

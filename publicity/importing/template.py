"""The workbook that an item asks for: one sheet of facts, one of rows, typed, with help, and a mark by which it is known.

What comes back filled in is read by the mark's keys, whatever happened to the headings. Pure.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from publicity.catalogue import Field, ItemSpec
from publicity.importing.books import Book, Value
from publicity.importing.columns import Understanding
from publicity.importing.told import letters
from publicity.importing.values import EXAMPLE
from publicity.tables import width_of

FACTS, ROWS, HELP, MARK = "总体情况", "明细", "填写说明", "sanshu"
MARKED = "sanshu-template-1"
#: As many rows are prepared; more may be added below, the types reach down to here.
PREPARED_ROWS = 2_000
_FIRST_FACT = 3
_HEAD_ROW = 2
_NARROWEST, _WIDEST = 10, 36
#: Where the choices begin on the hidden sheet, a line a field.
_FIRST_LIST = 4
_FORMATS = {"money": "#,##0.00", "decimal": "0.####", "integer": "0", "date": "yyyy-mm-dd"}
#: A number kept as text loses no digit and no leading zero.
_AS_TEXT = "@"


@dataclass(frozen=True)
class FilledIn:
    """A template that came back: how its rows are read, and the facts that were typed, by key."""

    known: Understanding | None
    facts: Mapping[str, Value]
    fact_rows: Mapping[str, int]


def template(spec: ItemSpec, *, edition: str, at: datetime) -> bytes:
    """Make the workbook of an item; the same bytes for the same edition."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"{spec.name}（填报模板）", "created": at.replace(tzinfo=None)})
        facts, rows = _asked(spec.fields), _asked(spec.row_fields)
        if rows:
            _write_rows(book, spec, rows)
        if facts:
            _write_facts(book, spec, facts, first_list=_FIRST_LIST + len(rows))
        _write_help(book, spec, [*facts, *rows])
        _write_mark(book, [[MARKED, spec.code, edition], [one.key for one in rows], [one.key for one in facts]])
        for line, one in enumerate([*rows, *facts], start=_FIRST_LIST):
            book.get_worksheet_by_name(MARK).write_row(line, 0, _choices(one))
    return out.getvalue()


def _write_mark(book: Workbook, lines: list[list[str]]) -> None:
    mark = book.add_worksheet(MARK)
    for line, values in enumerate(lines):
        mark.write_row(line, 0, values)
    mark.very_hidden()


def _asked(declared: Sequence[Field]) -> list[Field]:
    return [one for one in declared if one.type != "file"]


def _title(page: Worksheet, book: Workbook, spec: ItemSpec, text: str) -> None:
    page.write_string(0, 0, spec.name, book.add_format({"bold": True, "font_size": 14}))
    page.write_string(1, 0, text, book.add_format({"font_color": "#5B6770"}))


def _write_rows(book: Workbook, spec: ItemSpec, rows: list[Field]) -> None:
    page = book.add_worksheet(ROWS)
    _title(
        page,
        book,
        spec,
        "带*的必填。从第4行填起，第4行是示例，请改成真的或删掉。身份证号、账号上传后只留核对码，不保存数字。",
    )
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E3F0F0"})
    sample = book.add_format({"italic": True, "font_color": "#7A7A7A"})
    for column, one in enumerate(rows):
        look = book.add_format({"num_format": _FORMATS.get(one.type, _AS_TEXT)})
        page.set_column(column, column, _width(one), look)
        page.write_string(_HEAD_ROW, column, _heading(one), head)
        page.write_string(_HEAD_ROW + 1, column, example(one), sample)
        _offer(page, one, _FIRST_LIST + column, (_HEAD_ROW + 1, column), (_HEAD_ROW + PREPARED_ROWS, column))
    page.freeze_panes(_HEAD_ROW + 1, 1)


def _write_facts(book: Workbook, spec: ItemSpec, facts: list[Field], *, first_list: int) -> None:
    page = book.add_worksheet(FACTS)
    _title(page, book, spec, "在B列填写，带*的必填。")
    label, note = book.add_format({"bold": True}), book.add_format({"font_color": "#5B6770", "text_wrap": True})
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 40)
    page.set_column(2, 2, 60)
    for line, one in enumerate(facts, start=_FIRST_FACT):
        page.write_string(line, 0, _heading(one), label)
        page.write_blank(
            line, 1, None, book.add_format({"num_format": _FORMATS.get(one.type, _AS_TEXT), "text_wrap": True})
        )
        page.write_string(line, 2, _hint(one), note)
        _offer(page, one, first_list + line - _FIRST_FACT, (line, 1), (line, 1))


def _write_help(book: Workbook, spec: ItemSpec, fields: list[Field]) -> None:
    page = book.add_worksheet(HELP)
    _title(page, book, spec, spec.content)
    head = book.add_format({"bold": True, "bottom": 1})
    for column, (name, width) in enumerate((("栏目", 28), ("必填", 6), ("怎么填", 90))):
        page.write_string(_HEAD_ROW, column, name, head)
        page.set_column(column, column, width)
    for line, one in enumerate(fields, start=_HEAD_ROW + 1):
        page.write_string(line, 0, one.label)
        page.write_string(line, 1, "必填" if one.required else "")
        page.write_string(line, 2, _hint(one))


def _heading(one: Field) -> str:
    return f"{one.label}{'*' if one.required else ''}"


def _width(one: Field) -> int:
    return min(_WIDEST, max(_NARROWEST, width_of(one.label) + 4, width_of(example(one)) + 2))


_HINTS = {
    "date": "公历，例如2026-10-17。",
    "month": "例如2026-10。",
    "money": "单位是元，最多两位小数；没有发生的填0。",
    "decimal": "数字，最多四位小数，不带单位。",
    "integer": "整数，不带单位。",
    "bool": "填“是”或“否”。",
    "id_number": "18位。上传后变成核对码，不保存、不显示一个数字。",
    "bank_account": "上传后变成核对码，不保存、不显示一个数字。",
    "phone": "带区号的固定电话，例如024-87221234。",
    "matter": "填已登记的决议或项目编号。",
}


def _hint(one: Field) -> str:
    choices = f"从这些里选一个：{'、'.join(one.choices)}。" if one.choices else ""
    return " ".join(part for part in (one.help, choices, _HINTS.get(one.type, "")) if part)


_EXAMPLES = {
    "date": "2026-10-17",
    "month": "2026-10",
    "money": "1234.50",
    "decimal": "12.5",
    "integer": "3",
    "bool": "否",
    "person_name": f"{EXAMPLE}张某某",
    "phone": "024-87221234",
}


def example(one: Field) -> str:
    """Give what the example row shows in a column; numbers of persons are described, never made up."""
    if one.is_digested:
        return f"{EXAMPLE}填完整号码"
    return one.choices[0] if one.choices else _EXAMPLES.get(one.type, EXAMPLE)


def _choices(one: Field) -> list[str]:
    return list(one.choices) or (["是", "否"] if one.type == "bool" else [])


def _offer(page: Worksheet, one: Field, line: int, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Offer a field's choices as a drop-down; they stand on a line of the hidden sheet, a rule itself holds few."""
    choices = _choices(one)
    if choices:
        source = f"={MARK}!$A${line + 1}:${letters(len(choices) - 1)}${line + 1}"
        told = {"error_title": "请选一个", "error_message": "请从下拉的选项里选一个。"}
        page.data_validation(*first, *last, {"validate": "list", "source": source, "ignore_blank": True, **told})


def filled_in(book: Book, spec: ItemSpec) -> FilledIn | None:
    """Know a template by its mark; None for any other workbook, also for the template of another item."""
    mark = book.sheet(MARK)
    if mark is None or mark.at(0, 0) != MARKED or mark.at(0, 1) != spec.code:
        return None
    keys = [[str(one) for one in (mark.rows[row] if row < len(mark.rows) else ()) if one is not None] for row in (1, 2)]
    facts = book.sheet(FACTS)
    places = {key: _FIRST_FACT + place for place, key in enumerate(keys[1]) if spec.field(key)}
    typed = {key: facts.at(row, 1) for key, row in places.items()} if facts else {}
    columns = {place: key for place, key in enumerate(keys[0]) if spec.row_field(key)}
    known = Understanding(ROWS, _HEAD_ROW, 1, columns) if columns and book.sheet(ROWS) else None
    return FilledIn(known, {key: value for key, value in typed.items() if value is not None}, places)


def is_example(row: Sequence[tuple[Field, Value]]) -> bool:
    """Say whether a row is the template's example, left as it was; given as fields and the cells they have."""
    said = [(one, value) for one, value in row if value is not None]
    return bool(said) and all(value == example(one) for one, value in said)

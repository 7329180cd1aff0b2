"""What an .xlsx package holds besides cells: refused when dangerous, else told (hidden, merged, computed). Pure.

The package is looked at before anything is inflated, and its XML only after a document type was ruled out, so that
neither a zip bomb nor an entity bomb is ever unfolded.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from publicity.importing.told import Unreadable, letters

Cell = tuple[int, int]
Span = tuple[Cell, Cell]

#: A real sheet packs ten to twenty times; bombs a thousand times.
LARGEST_INFLATED = 300 * 1024 * 1024
_HIGHEST_RATIO = 200
#: No office merges so many; every look at the headings goes through all of them.
MOST_MERGED = 2_000
_SMALL = 1024 * 1024
_MOST_PARTS = 2_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TARGET = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOVABLE = re.compile(r"(?<![A-Za-z$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\d(])")
_TELLS = (b"<f", b"hidden=", b"<mergeCell")
_SAVE_AS = "请用Excel或WPS打开，另存为“Excel工作簿（.xlsx）”后再上传。"


@dataclass(frozen=True)
class SheetParts:
    """What a sheet hides, merges and computes; cells count from 0, a span is its first and last cell."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()
    formulas: Mapping[Cell, str] = field(default_factory=dict)


#: A sheet that hides, merges and computes nothing.
NOTHING = SheetParts()


def check_package(content: bytes) -> None:
    """Refuse what is no workbook or would do harm: bombs, macros, paths that leave the package, document types."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_sizes(package.infolist())
            _check_names(package.namelist())
            _check_contents(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable(f"文件打不开，可能没有传完整，或者已经损坏。{_SAVE_AS}") from None


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    inflated, packed = sum(one.file_size for one in parts), sum(one.compress_size for one in parts)
    bomb = inflated > _SMALL and inflated > _HIGHEST_RATIO * max(packed, 1)
    if inflated > LARGEST_INFLATED or bomb or len(parts) > _MOST_PARTS:
        raise Unreadable("文件展开后太大，不能打开。请新建一个工作簿，只把要公开的内容复制进去再上传。")


def _check_names(names: list[str]) -> None:
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        raise Unreadable(f"文件里有不正常的路径，不能上传。{_SAVE_AS}")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(f"这个文件带有宏，不能上传。{_SAVE_AS}")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable("这不是Excel表格。请上传.xlsx、.xls或.csv；压缩包要先解开，Word文档要先做成表格。")


def _check_contents(package: zipfile.ZipFile) -> None:
    # Sizes in a package can lie; reading each part once, in pieces, finds the one that does.
    if package.testzip() is not None:
        raise zipfile.BadZipFile
    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and _declares_type(package, name):
            raise Unreadable(f"文件里有表格不会有的内容（外部定义），不能上传。{_SAVE_AS}")


def _declares_type(package: zipfile.ZipFile, name: str) -> bool:
    with package.open(name) as part:
        return b"<!doctype" in part.read(4096).replace(b"\0", b"").lower()


def parts_of(content: bytes) -> dict[str, SheetParts]:
    """Give what each sheet of a checked package holds besides values, by the sheet's name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: _sheet_parts(package, path) for name, path in _sheets(package) if path in package.namelist()}


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    try:
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in ET.fromstring(package.read("xl/_rels/workbook.xml.rels")).iter(_TARGET)  # noqa: S314
        }
        book = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314 - no document type, checked before
    except (KeyError, ET.ParseError):
        return
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield sheet.get("name", ""), path


def _sheet_parts(package: zipfile.ZipFile, path: str) -> SheetParts:
    raw = package.read(path)
    if not any(one in raw for one in _TELLS):
        return SheetParts()
    rows, columns, merged, formulas = set[int](), set[int](), list[Span](), dict[Cell, str]()
    shared: dict[str, tuple[Cell, str]] = {}
    for _event, node in ET.iterparse(io.BytesIO(raw)):  # noqa: S314 - no document type, checked before
        kind = node.tag.removeprefix(_MAIN)
        if kind == "row":
            if node.get("hidden") in {"1", "true"}:
                rows.add(int(node.get("r", "1")) - 1)
            node.clear()
        elif kind == "col" and node.get("hidden") in {"1", "true"}:
            columns |= set(range(int(node.get("min", "1")) - 1, min(int(node.get("max", "1")), 1000)))
        elif kind == "mergeCell" and len(merged) < MOST_MERGED:
            merged += _spans(node.get("ref", ""))
        elif kind == "c" and (formula := node.find(f"{_MAIN}f")) is not None and (cell := cell_of(node.get("r", ""))):
            formulas[cell] = _formula(cell, formula, shared)
    return SheetParts(frozenset(rows), frozenset(columns), tuple(merged), formulas)


def _formula(cell: Cell, node: ET.Element, shared: dict[str, tuple[Cell, str]]) -> str:
    """Give a cell's formula; one that was filled down is written once, for its first cell."""
    index = node.get("si")
    if node.get("t") != "shared" or index is None:
        return node.text or ""
    if node.text:
        shared[index] = (cell, node.text)
        return node.text
    first, text = shared.get(index, (cell, ""))
    return _moved(text, cell[0] - first[0], cell[1] - first[1])


def _moved(text: str, rows: int, columns: int) -> str:
    def move(match: re.Match[str]) -> str:
        fixed_column, name, fixed_row, number = match.groups()
        cell = cell_of(f"{name}{number}")
        if cell is None:
            return match[0]
        row = cell[0] + (0 if fixed_row else rows)
        column = cell[1] + (0 if fixed_column else columns)
        return f"{letters(column)}{row + 1}" if row >= 0 and column >= 0 else "#"

    return _MOVABLE.sub(move, text)


def _spans(reference: str) -> Iterator[Span]:
    first, _, last = reference.partition(":")
    start, end = cell_of(first), cell_of(last or first)
    if start and end:
        yield start, end


def cell_of(reference: str) -> Cell | None:
    """Read a cell's name (`C5`, `$C$5`) into row and column counted from 0; None when it is none."""
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        return None
    column = 0
    for sign in match[1]:
        column = column * 26 + ord(sign) - ord("A") + 1
    return int(match[2]) - 1, column - 1

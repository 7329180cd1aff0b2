"""Text tables (.csv and the like) as offices save them: UTF-8, UTF-16 or GB18030, commas, semicolons or tabs. Pure."""

import codecs
import csv
import io

from publicity.importing.told import Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = (",", "\t", ";")
_LONGEST_CELL = 100_000
_LINES_LOOKED_AT = 20
#: A page, a picture or a program is no table, whatever its name ends in.
_NO_TABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK", b"<!DOCTYPE", b"<html", b"<?xml", b"{\\rtf", b"MZ")


def read_text_table(content: bytes) -> list[list[str | None]]:
    """Read rows of texts, blanks as None, without blank rows at the end; Unreadable for what is no text."""
    if content.lstrip()[:9].upper().startswith(tuple(one.upper() for one in _NO_TABLE)):
        raise Unreadable("这不是表格文件。请上传.xlsx、.xls或.csv；照片、PDF和网页要先做成表格。")
    text = _decoded(content)
    if "\0" in text:
        raise Unreadable("这不是表格文件，里面有表格不会有的内容。请上传.xlsx、.xls或.csv。")
    rows = _split(text)
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _decoded(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decode(content, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "gb18030")


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        remedy = "请在Excel或WPS里打开，另存为“Excel工作簿（.xlsx）”后再上传。"
        raise Unreadable(f"第{line}行的文字编码和别处不一样，读不出来。{remedy}") from None


def _split(text: str) -> list[list[str | None]]:
    head = "\n".join(text.splitlines()[:_LINES_LOOKED_AT])
    delimiter = max(_DELIMITERS, key=head.count)
    # csv refuses very long cells; one is enough to hold the longest text that any field takes.
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise Unreadable("文件里有一格太长，或者引号没有成对，请另存为.xlsx后再上传。") from None
    return [[cell if cell.strip() else None for cell in line] for line in lines]

"""Read back what was printed or written for a spreadsheet, by other programs than those that made it."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

from pypdf import PdfReader

_SPACES = re.compile(r"\s+")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def pdf(body: bytes) -> PdfReader:
    """Open a PDF."""
    return PdfReader(io.BytesIO(body))


def text_of(body: bytes) -> str:
    """Give all words of a PDF without the spaces and line breaks that setting put in."""
    return _SPACES.sub("", "".join(page.extract_text() for page in pdf(body).pages))


def parts_of(body: bytes) -> dict[str, str]:
    """Give every file inside a workbook."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def sheet_of(body: bytes, place: int = 1) -> list[list[tuple[str, str]]]:
    """Give the cells of one sheet of a workbook, row by row, each as its type (`s` text, `n` number) and its value."""
    parts = parts_of(body)
    strings = [
        "".join(text.text or "" for text in one.iter(f"{_MAIN}t"))
        for one in ET.fromstring(parts["xl/sharedStrings.xml"]).iter(f"{_MAIN}si")  # noqa: S314 - written by ourselves
    ]
    found = []
    for row in ET.fromstring(parts[f"xl/worksheets/sheet{place}.xml"]).iter(f"{_MAIN}row"):  # noqa: S314 - written by ourselves
        cells = [(one.get("t", "n"), one.findtext(f"{_MAIN}v", "")) for one in row.iter(f"{_MAIN}c")]
        found.append([(kind, strings[int(value)] if kind == "s" else value) for kind, value in cells])
    return found

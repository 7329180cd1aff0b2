"""The process that sets one sheet: an order as JSON comes in, a PDF goes out. Pure; `press` starts one a sheet.

It runs as a script of its own, so that the memory of a long list is given back, a runaway sheet can be ended, and the
keys in the portal's environment are out of its reach. It opens two things: the template and the font.
"""

import json
import os
import re
import resource
import struct
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from noto_cjk_sans_otc import FONT_PATH

#: The face that templates name, and its place in the collection.
FACE, FACE_PLACE = "Noto Sans CJK SC", 2
#: What printers have always set where they had no sort for a character (geta, U+3013).
NO_SORT = "〓"
CPU_SECONDS = 20
#: Below every web process: a page goes before a sheet.
NICENESS = 5
_PLACE_IN_TEMPLATE = re.compile(r"\w+\.typ:\d+:\d+")
_SUBTABLE = (3, 10)  # Windows, all of Unicode (OpenType `cmap`, format 12)


@cache
def _runs() -> tuple[Sequence[int], Sequence[int]]:
    """Read which characters the face holds from the `cmap` table of its file: first and last of each run."""
    with Path(str(FONT_PATH)).open("rb") as file:

        def numbers(form: str, place: int) -> tuple[Any, ...]:
            file.seek(place)
            return struct.unpack(form, file.read(struct.calcsize(form)))

        (face,) = numbers(">I", 12 + 4 * FACE_PLACE)
        (count,) = numbers(">H", face + 4)
        tables = (numbers(">4sIII", face + 12 + 16 * place) for place in range(count))
        cmap = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
        (count,) = numbers(">H", cmap + 2)
        kinds = [numbers(">HHI", cmap + 4 + 8 * place) for place in range(count)]
        table = cmap + next(offset for *kind, offset in kinds if tuple(kind) == _SUBTABLE)
        (count,) = numbers(">I", table + 12)
        file.seek(table + 16)
        runs = list(struct.iter_unpack(">III", file.read(12 * count)))
    return [run[0] for run in runs], [run[1] for run in runs]


def holds(sign: str) -> bool:
    """Say whether the font has a shape for a character."""
    firsts, lasts = _runs()
    place = bisect_right(firsts, ord(sign)) - 1
    return place >= 0 and ord(sign) <= lasts[place]


def printable(text: str) -> str:
    """Leave out signs without a shape (controls, marks of direction), set NO_SORT where the font holds none."""
    return "".join(
        sign if sign == "\n" or holds(sign) else NO_SORT
        for sign in text
        if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}
    )


def _prepared(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_prepared(one) for one in value]
    return {key: _prepared(one) for key, one in value.items()} if isinstance(value, dict) else value


def compose(template: Path, values: dict[str, Any], at: datetime) -> bytes:
    """Set one template with its values: PDF/UA-1, fonts embedded, the same bytes for the same order.

    `values["unset"]` tells the template that a character was missing. Values are data: nothing in them is run.
    """
    prepared = _prepared(values)
    unset = str(prepared).count(NO_SORT) > str(values).count(NO_SORT)
    values_text = json.dumps({**prepared, "unset": unset}, ensure_ascii=False)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(str(FONT_PATH)).parent]
    )
    compiler = typst.Compiler(root=template.parent, font_paths=fonts)
    made = compiler.compile(
        input=template, format="pdf", sys_inputs={"values": values_text}, pdf_standards=["ua-1"], timestamp=at
    )
    if not isinstance(made, bytes):
        raise TypeError("a sheet is one PDF")
    return made


def main() -> int:
    """Set the sheet that standard input orders; on failure say where, for the reason may quote what was to be set."""
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    order = json.load(sys.stdin)
    try:
        made = compose(Path(order["template"]), order["values"], datetime.fromtimestamp(order["at"], tz=UTC))
    except typst.TypstError as error:
        sys.stderr.write(" ".join(_PLACE_IN_TEMPLATE.findall(error.diagnostic)) or "refused as a whole")
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())

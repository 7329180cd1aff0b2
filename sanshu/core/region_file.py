"""Reads a file of regions and finds every fault before anything is stored. Pure.

The file is CSV (UTF-8) with the columns code, name, official_name, level, kind, parent_code; codes have 2, 4, 6, 9 or 12
digits (GB/T 2260 and the Bureau of Statistics' codes for what lies below the county).
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from sanshu.core.roles import Level

COLUMNS = ("code", "name", "official_name", "level", "kind", "parent_code")
#: Level word -> (level, digits of its code, digits of its parent's code).
SHAPES: dict[str, tuple[Level, int, int]] = {
    "province": (Level.PROVINCE, 2, 0),
    "city": (Level.CITY, 4, 2),
    "county": (Level.COUNTY, 6, 4),
    "township": (Level.TOWNSHIP, 9, 6),
    "village": (Level.VILLAGE, 12, 9),
}


@dataclass(frozen=True)
class RegionLine:
    """One checked line; codes are padded to 12 digits."""

    code: int
    last_code: int
    level: Level
    kind: str
    name: str
    official_name: str
    full_name: str
    parent: int | None


class RegionFileError(ValueError):
    """The file can't be loaded; `problems` names every line and reason in Chinese."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("；".join(problems[:3]))
        self.problems = problems


def pad(code: str) -> int:
    """Pad a code with zeros on the right to 12 digits: `2101` -> 210100000000."""
    return int(code.ljust(12, "0"))


def last_of(code: str) -> int:
    """Give the greatest code below a code: `2101` -> 210199999999."""
    return int(code.ljust(12, "9"))


def read_regions(lines: Iterable[str]) -> list[RegionLine]:
    """Read and check a whole file, upper levels first; raises RegionFileError naming every faulty line."""
    reader = csv.DictReader(lines)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise RegionFileError([f"第1行：缺少列 {'、'.join(missing)}。表头应为 {','.join(COLUMNS)}。"])
    numbered = [(reader.line_num, row) for row in reader]
    if not numbered:
        raise RegionFileError(["文件里没有任何区划。"])
    problems = [f"第{line}行：{text}" for line, row in numbered for text in _line_problems(row)]
    if not problems:
        problems = _structure_problems(numbered)
    if problems:
        raise RegionFileError(problems)
    return _build([row for _, row in numbered])


def _line_problems(row: dict[str, str]) -> list[str]:
    shape = SHAPES.get(row["level"] or "")
    if shape is None:
        return [f"层级“{row['level']}”不认识，应为 {'、'.join(SHAPES)} 之一。"]
    level, digits, parent_digits = shape
    code = row["code"] or ""
    found: list[str] = []
    if not (code.isascii() and code.isdigit() and len(code) == digits):
        found.append(f"代码“{code}”应为{digits}位数字。")
    if (row["parent_code"] or "") != code[:parent_digits]:
        found.append(f"上级代码“{row['parent_code']}”应为“{code[:parent_digits]}”。")
    if not (row["name"] or "").strip() or not (row["official_name"] or "").strip():
        found.append("名称和法定名称都不能为空。")
    kinds = {"village", "community"} if level is Level.VILLAGE else {""}
    if (row["kind"] or "") not in kinds:
        found.append(f"类别“{row['kind']}”不对，应为 {'、'.join(sorted(kinds)) or '空'}。")
    return found


def _structure_problems(numbered: list[tuple[int, dict[str, str]]]) -> list[str]:
    first: dict[str, int] = {}
    found: list[str] = []
    for line, row in numbered:
        if row["code"] in first:
            found.append(f"第{line}行：代码 {row['code']} 与第{first[row['code']]}行重复。")
        first.setdefault(row["code"], line)
    found += [
        f"第{line}行：上级 {row['parent_code']} 不在文件里。"
        for line, row in numbered
        if row["parent_code"] and row["parent_code"] not in first
    ]
    return found


def _build(rows: list[dict[str, str]]) -> list[RegionLine]:
    names = {row["code"]: row["name"].strip() for row in rows}
    built = [
        RegionLine(
            code=pad(row["code"]),
            last_code=last_of(row["code"]),
            level=SHAPES[row["level"]][0],
            kind=row["kind"],
            name=row["name"].strip(),
            official_name=row["official_name"].strip(),
            full_name="".join(_spoken_chain(row["code"], names)),
            parent=pad(row["parent_code"]) if row["parent_code"] else None,
        )
        for row in rows
    ]
    return sorted(built, key=lambda line: (line.level, line.code))


def _spoken_chain(code: str, names: dict[str, str]) -> list[str]:
    """The names from the city down, as people say a place; the province alone is itself."""
    prefixes = [code[:digits] for digits in (4, 6, 9, 12) if digits <= len(code)]
    return [names[prefix] for prefix in prefixes] or [names[code]]

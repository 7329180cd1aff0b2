"""Where a table begins and what its columns mean: understood from its headings, changed by the clerk where wrong. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publicity.catalogue import ItemSpec
from publicity.importing.books import Book, Sheet, Value
from publicity.importing.names import Heading, Target, heading, scores, targets_of
from publicity.importing.told import Unreadable

#: Titles, dates and units stand above the headings; no office has more of it than this.
_ROWS_LOOKED_AT = 30
_DEEPEST_HEADING = 3
_UNIT_ABOVE = re.compile(r"单位[:：]?\s*(?:人民币)?\s*(万元|元)")
_MOST_UNKNOWN = 50


@dataclass(frozen=True)
class Understanding:
    """How a sheet is read: rows of headings, what each column fills, what all rows share, what the clerk confirmed.

    `columns` gives targets by column counted from 0; `constants` values by key for what the table does not say.
    """

    sheet: str
    first: int = 0
    depth: int = 1
    columns: Mapping[int, Target] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    fills_merged: bool = False
    takes_hidden: bool | None = None
    unit: str = ""

    @property
    def first_row(self) -> int:
        """The first row below the headings, counted from 0."""
        return self.first + self.depth

    def changed(self, columns: Mapping[int, Target], constants: Mapping[str, str]) -> "Understanding":
        """Give the same with other columns and constants."""
        return replace(self, columns=dict(columns), constants=dict(constants))

    def confirmed(
        self,
        columns: Mapping[int, Target],
        constants: Mapping[str, str],
        *,
        fills_merged: bool,
        takes_hidden: bool | None,
    ) -> "Understanding":
        """Give the same as the clerk changed and confirmed it."""
        return replace(self.changed(columns, constants), fills_merged=fills_merged, takes_hidden=takes_hidden)


def understand(book: Book, spec: ItemSpec) -> Understanding:
    """Find the sheet and the headings that name most of an item's row fields; Unreadable when nothing does."""
    if not spec.row_fields:
        raise Unreadable("这一项没有明细表格，请直接在页面上填写。")
    seen = [(sheet, look_at(sheet, spec)) for sheet in book.sheets]
    # The first of equals: what is shown counts twice, what is hidden is rarely what is meant.
    sheet, best = max(seen, key=lambda one: len(one[1].columns) * (1 if one[0].is_hidden else 2))
    if not best.columns:
        raise Unreadable("没有找到表头。请让一行写着各列的名称（姓名、金额等），或下载这一项的模板来填。")
    refuse_strangers(sheet, best)
    return best


def refuse_strangers(sheet: Sheet, known: Understanding) -> None:
    """Refuse a table most of whose columns are about something else: what is not to be public is not to be uploaded."""
    unknown = len([one for one in headings(sheet, known.first, known.depth) if one.words]) - len(known.columns)
    if unknown > _MOST_UNKNOWN:
        raise Unreadable(f"工作表“{sheet.name}”有{unknown}列和这一项无关，请删去后再上传，只留要公开的。")


def look_at(sheet: Sheet, spec: ItemSpec) -> Understanding:
    """Find the headings of one sheet; no columns when it has none that are known."""
    targets = targets_of(spec)
    best, most = Understanding(sheet.name), 0
    for first in range(min(len(sheet.rows), _ROWS_LOOKED_AT)):
        if not _may_be_heading(sheet.rows[first]):
            continue
        for depth in range(1, _DEEPEST_HEADING + 1):
            if depth > 1 and not _goes_on(sheet, first + depth - 1):
                break
            columns, points = _assigned(headings(sheet, first, depth), targets)
            if points > most:
                best, most = Understanding(sheet.name, first, depth, columns), points
    return replace(best, unit=_unit_above(sheet, best.first))


def headings(sheet: Sheet, first: int, depth: int) -> list[Heading]:
    """Give what stands above each column, merged cells counted for all they cover."""
    return [
        heading([_words(_covered(sheet, row, column, first)) for row in range(first, first + depth)])
        for column in range(sheet.width)
    ]


def _covered(sheet: Sheet, row: int, column: int, first: int) -> Value:
    value = sheet.at(row, column)
    if value is not None:
        return value
    for (top, left), (bottom, right) in sheet.parts.merged:
        if top <= row <= bottom and left <= column <= right and top >= first:
            return sheet.at(top, left)
    return None


def _words(value: Value) -> str:
    return "".join(value.split()) if isinstance(value, str) else ""


def _may_be_heading(row: Sequence[Value]) -> bool:
    said = [one for one in row if one is not None]
    return len(said) > 1 and all(isinstance(one, str) for one in said)


def _goes_on(sheet: Sheet, row: int) -> bool:
    # A second row of headings stands under cells that are merged above it; a row of values does not.
    if row >= len(sheet.rows) or not all(one is None or isinstance(one, str) for one in sheet.rows[row]):
        return False
    return any(
        top < row <= bottom + 1 and (bottom >= row or left < right)
        for (top, left), (bottom, right) in sheet.parts.merged
    )


def _assigned(found: list[Heading], targets: dict[Target, tuple[str, ...]]) -> tuple[dict[int, Target], int]:
    ranked = sorted(
        ((score, -column, target) for column, one in enumerate(found) for score, target in scores(one, targets)),
        reverse=True,
    )
    columns: dict[int, Target] = {}
    points = 0
    for score, column, target in ranked:
        if -column not in columns and _is_free(target, columns.values()):
            columns[-column] = target
            points += score
    return dict(sorted(columns.items())), points


def _is_free(target: Target, taken: Iterable[Target]) -> bool:
    used = set(taken)
    split = any("|" in one for one in used)
    if "|" in target:
        return target not in used and not {"amount", "direction"} & used
    # Two columns for money in and out say the direction by themselves, and leave no third one for the amount.
    return target not in used and not (split and target in {"amount", "direction"})


def _unit_above(sheet: Sheet, first: int) -> str:
    for row in sheet.rows[:first]:
        for value in row:
            if isinstance(value, str) and (match := _UNIT_ABOVE.search(unicodedata.normalize("NFKC", value))):
                return match[1]
    return ""

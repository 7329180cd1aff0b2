"""The rows below the headings as a clerk would have typed them; totals checked and left out, all that is wrong told. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal

from publicity.catalogue import Field, ItemSpec
from publicity.importing.books import Sheet, Value
from publicity.importing.columns import Understanding, headings
from publicity.importing.formulas import Computed
from publicity.importing.names import Heading, field_of
from publicity.importing.template import is_example
from publicity.importing.told import Place, Problem
from publicity.importing.values import Setting, typed
from sanshu.core.money import parse_money

_SUM_ROW = re.compile(r"(?:本页|本月|本期|本村|全村|全组|第?.{0,4}组)?(合计|总计|小计|共计|累计)(?:数|金额)?[:：]?")
_CARRIED = re.compile(
    r"(承前页|过次页|上[页月期年]结[转余]|结转(?:下[页月期年])?|[本上]?(?:期|月|年|季)?[初末](?:余额|结[余存]))[:：]?"
)
_FOOT = re.compile(
    r"(?:制表|填表|审核|复核|负责人|村主任|书记|会计|出纳|说明|备注|注|填报|单位负责人|监督委员会|公示期|举报电话)[^:：]{0,12}[:：]"
)
_LOOKED_AT = 6
_NEARLY_NOTHING = 2


@dataclass(frozen=True)
class Left:
    """A row that is not taken over, and why: a total, a carried balance, a signature line, headings again."""

    place: Place
    why: str


@dataclass
class RowsRead:
    """What a sheet gave: typed rows with the row each came from, problems, and what was left out."""

    rows: list[dict[str, object]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def read_rows(sheet: Sheet, known: Understanding, spec: ItemSpec, *, period: str) -> RowsRead:
    """Read every row below the headings by what was understood; nothing is stored, nothing is dropped silently."""
    return _Reading(sheet, known, spec, period).run()


@dataclass(frozen=True)
class _Column:
    """A column that fills a field: what stands above it, and what else a value in it says of its row."""

    at: int
    words: str
    field: Field
    also: Mapping[str, str]
    setting: Setting

    def value(self, row: Sequence[Value]) -> Value:
        return row[self.at] if self.at < len(row) else None


class _Reading:
    """One pass over a sheet; sums are kept beside the rows, so that a 小计 or 合计 can be held against them."""

    def __init__(self, sheet: Sheet, known: Understanding, spec: ItemSpec, period: str) -> None:
        self.sheet, self.known = sheet, known
        found = headings(sheet, known.first, known.depth)
        self.columns = list(_columns(found, known, spec, period, sheet.parts.hidden_columns))
        self.above = {column: heading.keys[:1] for column, heading in enumerate(found) if heading.keys}
        self.computed = Computed(sheet)
        self.merged = _merged_below(sheet, known) if known.fills_merged else {}
        self.out = RowsRead()
        self.sums: dict[int, Decimal] = {}
        self.part: dict[int, Decimal] = {}
        self.unread: set[int] = set()

    def run(self) -> RowsRead:
        for number in range(self.known.first_row, len(self.sheet.rows)):
            row = self._filled(number)
            if not any(one is not None for one in row):
                continue
            why = self._why_left(row, number)
            if why:
                self.out.left.append(Left(Place(self.sheet.name, number), why))
            else:
                self._take(number, row)
        return self.out

    def _filled(self, number: int) -> Sequence[Value]:
        covered = self.merged.get(number)
        if not covered:
            return self.sheet.rows[number]
        row = list(self.sheet.rows[number])
        for column, value in covered:
            row += [None] * (column + 1 - len(row))
            row[column] = value
        return row

    def _tell(self, number: int, column: _Column, text: str) -> None:
        self.out.problems.append(Problem(Place(self.sheet.name, number, column.at), column.words, text))

    def _why_left(self, row: Sequence[Value], number: int) -> str:
        """Say why a row is none of the list's, "" when it is."""
        if number in self.sheet.parts.hidden_rows and self.known.takes_hidden is False:
            return "隐藏的行，按您的选择没有导入"
        texts = ["".join(one.split()) for one in row[:_LOOKED_AT] if isinstance(one, str)]
        return self._sums_up(row, number, texts) or self._is_about_the_table(row, texts)

    def _sums_up(self, row: Sequence[Value], number: int, texts: list[str]) -> str:
        for text in texts:
            if match := _SUM_ROW.fullmatch(text):
                self._check_total(number, row, match[1])
                return f"{match[1]}行"
            if _CARRIED.fullmatch(text):
                return "余额或结转行"
        return ""

    def _is_about_the_table(self, row: Sequence[Value], texts: list[str]) -> str:
        if self._is_heading_again(row):
            return "重复的表头"
        mapped = [column for column in self.columns if column.value(row) is not None]
        if any(_FOOT.match(text) for text in texts) and len(mapped) <= _NEARLY_NOTHING:
            return "表尾的说明或签字"
        if is_example([(column.field, column.value(row)) for column in self.columns]):
            return "模板的示例行"
        return "" if mapped else "没有要导入的内容"

    def _is_heading_again(self, row: Sequence[Value]) -> bool:
        same = [
            column
            for column, keys in self.above.items()
            if column < len(row) and isinstance(row[column], str) and "".join(str(row[column]).split()) in keys
        ]
        return len(same) > 1

    def _take(self, number: int, row: Sequence[Value]) -> None:
        values: dict[str, object] = {}
        for column in self.columns:
            try:
                self.computed.check(number, column.at)
                text = typed(column.field, column.value(row), column.setting)
            except ValueError as problem:
                self._tell(number, column, str(problem))
                self.unread.add(column.at)
                continue
            if text is None or (column.also and _amount(text) == 0):
                continue
            if column.also and column.field.key in values:
                self._tell(number, column, "收入和支出都填了，一行只能记一笔，请分成两行。")
                continue
            values |= {column.field.key: text, **column.also}
            self._add(column, text)
        for key, constant in self.known.constants.items():
            values.setdefault(key, constant)
        self.out.rows.append(values)
        self.out.lines.append(number)

    def _add(self, column: _Column, text: str) -> None:
        if column.field.type != "money":
            return
        amount = _amount(text)
        if amount is None:
            self.unread.add(column.at)
            return
        for sums in (self.sums, self.part):
            sums[column.at] = sums.get(column.at, Decimal(0)) + amount

    def _check_total(self, number: int, row: Sequence[Value], word: str) -> None:
        """Hold what a row of totals says against the rows above it; a 累计 reaches back beyond this file and is not."""
        if word == "累计":
            return
        sums, self.part = self.part if word == "小计" else self.sums, {}
        for column in self.columns:
            value = column.value(row)
            if column.field.type != "money" or value is None:
                continue
            try:
                said = _amount(typed(column.field, value, column.setting) or "")
            except ValueError:
                said = None
            added = sums.get(column.at, Decimal(0))
            # Where a row's amount can't be read the sum can't be right; that is told once, at the row.
            if said is not None and said != added and column.at not in self.unread:
                told = f"{word}和上面各行加起来对不上：各行相加是{added:,.2f}元。请核对是多了、少了，还是漏了行。"
                self._tell(number, column, told)


def _columns(
    found: Sequence[Heading], known: Understanding, spec: ItemSpec, period: str, hidden: Set[int]
) -> Iterator[_Column]:
    for at, target in known.columns.items():
        declared, also = field_of(spec, target)
        is_left = known.takes_hidden is False and at in hidden
        if declared is not None and at < len(found) and not is_left:
            yield _Column(at, found[at].words, declared, also, Setting(period, found[at].unit or known.unit))


def _merged_below(sheet: Sheet, known: Understanding) -> dict[int, list[tuple[int, Value]]]:
    covered: dict[int, list[tuple[int, Value]]] = {}
    for (top, left), (bottom, _right) in sheet.parts.merged:
        if top >= known.first_row:
            for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
                covered.setdefault(row, []).append((left, sheet.at(top, left)))
    return covered


def _amount(text: str) -> Decimal | None:
    try:
        return parse_money(text, allow_negative=True)
    except ValueError:
        return None


def hidden_in(sheet: Sheet, known: Understanding) -> list[Place]:
    """List the hidden rows and mapped columns that a reader of the sheet would not see."""
    rows = [row for row in sorted(sheet.parts.hidden_rows) if known.first_row <= row < len(sheet.rows)]
    columns = [column for column in known.columns if column in sheet.parts.hidden_columns]
    return [
        *(Place(sheet.name, row) for row in rows if sheet.rows[row]),
        *(Place(sheet.name, known.first, column) for column in columns),
    ]


def merged_in(sheet: Sheet, known: Understanding) -> list[Place]:
    """List the merged cells below the headings that span rows of a mapped column."""
    return [
        Place(sheet.name, top, left)
        for (top, left), (bottom, _right) in sheet.parts.merged
        if top >= known.first_row and bottom > top and left in known.columns
    ]


def place_errors(
    read: RowsRead, known: Understanding, spec: ItemSpec, errors: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """Turn the errors of `clean_content` (`rows.3.amount`) into problems at the cell each came from."""
    columns = {
        field_key: column for column, target in known.columns.items() for field_key in [target.partition("|")[0]]
    }
    for key, texts in errors.items():
        part, _, rest = key.partition(".")
        place, _, name = rest.partition(".")
        if part != "rows" or not place.isdigit() or not 0 < int(place) <= len(read.lines):
            yield from (Problem(Place(known.sheet, known.first), "", text) for text in texts)
            continue
        declared = spec.row_field(name)
        column = columns.get(name)
        label = declared.label if declared else ""
        # The row and column are said by the place; the sentence begins after them.
        said = [text.partition("”：")[2] or text for text in texts]
        yield from (Problem(Place(known.sheet, read.lines[int(place) - 1], column), label, text) for text in said)

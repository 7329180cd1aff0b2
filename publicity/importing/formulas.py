"""Cells that a spreadsheet computed: the few kinds of sum a clerk writes are computed again, others are asked for. Pure.

A file keeps the result beside the formula, and the result can be stale. What is published must be what the formula
says, so a result that can't be computed again here is not taken on trust.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow

from publicity.importing.books import Sheet
from publicity.importing.parts import Cell, cell_of

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|(SUM|ROUND|ABS)(?=\()|(\$?[A-Z]{1,3}\$?\d{1,7})|([-+*/(),:%]))")
_LONGEST = 300
#: Cells that the ranges of one sheet may add up to; a file of nothing but sums must not keep a worker busy.
_MOST_CELLS = 500_000
_DEEPEST = 30
_CLOSE = Decimal("0.005")
_PASTE = "请选中这一列，复制，再“选择性粘贴”为“数值”，保存后再上传。"


class _Unknown(Exception):
    """A formula of a kind that is not computed here."""


class Computed:
    """Looks at the computed cells of one sheet; each is computed at most once."""

    def __init__(self, sheet: Sheet) -> None:
        """Take a sheet with its values and formulas."""
        self._sheet = sheet
        self._known: dict[Cell, Decimal] = {}
        self._spanned = 0

    def check(self, row: int, column: int) -> None:
        """Pass what was typed and what comes out as saved; ValueError, with the remedy, for any other computed cell."""
        formula = self._sheet.parts.formulas.get((row, column))
        if formula is None:
            return
        saved = self._sheet.at(row, column)
        try:
            value = self._value((row, column), 0)
        except (_Unknown, DivisionByZero, InvalidOperation, Overflow):
            raise ValueError(f"这一格是公式，这里没法重新算一遍来核对。{_PASTE}") from None
        if isinstance(saved, bool) or not isinstance(saved, int | float):
            raise ValueError(f"这一格的公式没有保存下结果。{_PASTE}")  # noqa: TRY004 - told to a clerk
        if abs(value - Decimal(repr(saved))) > _CLOSE:
            raise ValueError("公式现在算出来的数，和文件里保存的不一样。请在Excel或WPS里按F9重新计算，保存后再上传。")

    def _value(self, cell: Cell, depth: int) -> Decimal:
        if depth > _DEEPEST:
            raise _Unknown
        if cell not in self._known:
            formula = self._sheet.parts.formulas.get(cell)
            self._known[cell] = self._plain(cell) if formula is None else self._compute(formula, depth)
        return self._known[cell]

    def _plain(self, cell: Cell) -> Decimal:
        value = self._sheet.at(*cell)
        if value is None:
            return Decimal(0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _Unknown
        return Decimal(repr(value))

    def _compute(self, formula: str, depth: int) -> Decimal:
        text = unicodedata.normalize("NFKC", formula).upper().lstrip("=")
        if not text or len(text) > _LONGEST or text.count("(") > _DEEPEST:
            raise _Unknown
        reader = _Reader(list(_tokens(text)), self, depth)
        value = reader.sum()
        if reader.left:
            raise _Unknown
        return value

    def span(self, first: Cell, last: Cell, depth: int) -> Decimal:
        """Add up a range; texts in it count nothing, as in a spreadsheet."""
        self._spanned += (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
        if self._spanned > _MOST_CELLS:
            raise _Unknown
        total = Decimal(0)
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if (row, column) in self._sheet.parts.formulas or not isinstance(self._sheet.at(row, column), str):
                    total += self._value((row, column), depth + 1)
        return total

    def one(self, cell: Cell, depth: int) -> Decimal:
        """Give the value of one cell that a formula names."""
        return self._value(cell, depth + 1)


def _tokens(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _Unknown
        yield next(part for part in match.groups() if part)
        place = match.end()


class _Reader:
    """Reads sums of products of cells, numbers, SUM, ROUND and ABS, by precedence."""

    def __init__(self, tokens: list[str], cells: Computed, depth: int) -> None:
        self.tokens, self.cells, self.depth, self.at = tokens, cells, depth, 0

    @property
    def left(self) -> bool:
        """Whether something was not read."""
        return self.at < len(self.tokens)

    def _peek(self) -> str:
        return self.tokens[self.at] if self.left else ""

    def _next(self, expected: str = "") -> str:
        sign = self._peek()
        if not sign or (expected and sign != expected):
            raise _Unknown
        self.at += 1
        return sign

    def sum(self) -> Decimal:
        value = self._product()
        while self._peek() in {"+", "-"}:
            sign = 1 if self._next() == "+" else -1
            value += sign * self._product()
        return value

    def _product(self) -> Decimal:
        value = self._factor()
        while self._peek() in {"*", "/"}:
            if self._next() == "*":
                value *= self._factor()
            else:
                value /= self._factor()
        return value

    def _factor(self) -> Decimal:
        sign = self._next()
        if sign in {"+", "-"}:
            return self._factor() if sign == "+" else -self._factor()
        if sign == "(":
            value = self.sum()
            self._next(")")
        elif sign in {"SUM", "ROUND", "ABS"}:
            value = self._function(sign)
        elif sign[0].isdigit():
            value = Decimal(sign)
        else:
            value = self.cells.one(self._cell(sign), self.depth)
        if self._peek() == "%":
            self._next()
            value /= 100
        return value

    def _function(self, name: str) -> Decimal:
        self._next("(")
        value = self._summands() if name == "SUM" else self.sum()
        if name == "ABS":
            value = abs(value)
        elif name == "ROUND":
            self._next(",")
            places = int(self.sum())
            if abs(places) > _DEEPEST:
                raise _Unknown
            value = value.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
        self._next(")")
        return value

    def _summands(self) -> Decimal:
        total = Decimal(0)
        while True:
            ahead = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else ""
            if ahead == ":":
                first = self._cell(self._next())
                self._next(":")
                total += self.cells.span(first, self._cell(self._next()), self.depth)
            else:
                total += self.sum()
            if self._peek() != ",":
                return total
            self._next()

    @staticmethod
    def _cell(sign: str) -> Cell:
        cell = cell_of(sign)
        if cell is None:
            raise _Unknown
        return cell

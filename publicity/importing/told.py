"""What an import says is wrong: where in the file, what kind of value was expected, and what to do. Pure.

A value that was typed is never repeated: it may be the number that must not be seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class Unreadable(ValueError):
    """The file as a whole can't be read; the text says why and what to do, in Chinese."""


def letters(column: int) -> str:
    """Name a column as spreadsheets do, counting from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, order=True)
class Place:
    """A cell, or a whole row when `column` is None; both counted from 0 as the file has them."""

    sheet: str
    row: int
    column: int | None = None

    def __str__(self) -> str:
        """Say it as a clerk finds it: 工作表“7月”第12行E列."""
        column = "" if self.column is None else f"{letters(self.column)}列"
        return f"工作表“{self.sheet}”第{self.row + 1}行{column}"


@dataclass(frozen=True)
class Problem:
    """One thing to mend (or, for a warning, to look at): its place, the name of the column, and what to do."""

    place: Place
    label: str
    text: str
    is_warning: bool = False

    def __str__(self) -> str:
        """Say place, column and remedy in one line."""
        label = f"“{self.label}”" if self.label else ""
        return f"{self.place}{label}：{self.text}"


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Give what must be mended before anything is taken over."""
    return [one for one in problems if not one.is_warning]

"""Lay out what a viewer may see as facts and a table, said in the reader's language. Pure; used by pages and previews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publicity.catalogue import Field
from publicity.display import Language, label, say
from publicity.masking import Shown

NUMBERS = frozenset({"money", "decimal", "integer"})


@dataclass(frozen=True)
class Fact:
    """One labelled value of the header; `long` texts need a paragraph of their own."""

    label: str
    value: str
    number: bool
    long: bool


@dataclass(frozen=True)
class Column:
    """One column of the rows."""

    label: str
    number: bool


@dataclass(frozen=True)
class Cell:
    """One cell, with its column's label for narrow screens."""

    label: str
    text: str
    number: bool


@dataclass(frozen=True)
class Line:
    """One row; `id` stays the same through corrections."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Laid:
    """A content laid out for one viewer in one language."""

    facts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    rows_hidden: bool


def lay_out(shown: Shown, language: Language) -> Laid:
    """Lay out what a viewer sees; values that are not there take no place."""
    return Laid(
        facts=tuple(_facts(shown.field_specs, shown.fields, language)),
        columns=tuple(Column(label(one, language), one.type in NUMBERS) for one in shown.row_specs)
        if shown.rows
        else (),
        rows=tuple(Line(row.id, _cells(shown.row_specs, row.values, language)) for row in shown.rows or ()),
        rows_hidden=shown.rows_hidden,
    )


def _facts(declared: Sequence[Field], values: Mapping[str, Any], language: Language) -> list[Fact]:
    said = [(one, say(one, values.get(one.key), language)) for one in declared]
    return [Fact(label(one, language), text, one.type in NUMBERS, one.type == "longtext") for one, text in said if text]


def _cells(declared: Sequence[Field], values: Mapping[str, Any], language: Language) -> tuple[Cell, ...]:
    return tuple(
        Cell(label(one, language), say(one, values.get(one.key), language), one.type in NUMBERS) for one in declared
    )

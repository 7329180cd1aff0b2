"""Turn what a viewer may see of a content into facts and a table, for pages and files alike. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publicity.catalogue import Field
from publicity.display import Language, label, say, tell
from publicity.masking import Shown

NUMBERS = frozenset({"money", "decimal", "integer"})
#: Values of these types are words of the interface; everything else is content as the village published it.
TRANSLATED = frozenset({"choice", "bool", "money", "decimal", "integer", "date", "month"})


@dataclass(frozen=True)
class Fact:
    """One labelled value."""

    label: str
    value: str
    lang: str
    number: bool


@dataclass(frozen=True)
class Column:
    """One column of the table."""

    key: str
    label: str
    number: bool


@dataclass(frozen=True)
class TableRow:
    """One row; `id` is what an objection names."""

    id: str
    cells: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    """All rows that the viewer may see."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


def facts(shown: Shown, language: Language) -> list[Fact]:
    """List the header fields that have a value, in the catalogue's order."""
    return [
        _fact(one, shown.fields.get(one.key), language, in_words=one.type in {"date", "month"})
        for one in shown.field_specs
        if _has(shown.fields, one.key)
    ]


def table(shown: Shown, language: Language) -> Table:
    """Lay the rows out; columns that no row fills are left out."""
    rows = shown.rows or ()
    used = [one for one in shown.row_specs if any(_has(row.values, one.key) for row in rows)]
    return Table(
        columns=tuple(Column(one.key, label(one, language), one.type in NUMBERS) for one in used),
        rows=tuple(TableRow(row.id, _cells(used, row.values, language)) for row in rows),
    )


def _cells(used: Sequence[Field], values: Mapping[str, Any], language: Language) -> tuple[Fact, ...]:
    return tuple(_fact(one, values.get(one.key), language) for one in used)


def _has(values: Mapping[str, Any], key: str) -> bool:
    return values.get(key) not in (None, "")


def _fact(one: Field, value: Any, language: Language, *, in_words: bool = False) -> Fact:
    lang = "zh" if language == "en" and one.type not in TRANSLATED and value not in (None, "") else ""
    said = tell(one, value, language) if in_words else say(one, value, language)
    return Fact(label(one, language), said, lang, one.type in NUMBERS)

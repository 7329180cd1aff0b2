"""Turn what a viewer may see of a content into facts and a table, for pages and files alike. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publicity.catalogue import Field
from publicity.display import Language, label, say, tell
from publicity.masking import Shown

NUMBERS = frozenset({"money", "decimal", "integer"})
#: Values of these types are words of the interface; everything else is content as the village published it.
TRANSLATED = frozenset({"choice", "bool", "money", "decimal", "integer", "date", "month"})

#: Values that a header says in words; in columns and files they are written plainly.
SPOKEN = frozenset({"date", "month"})
#: What fits beside another value on a phone, in halves of a Chinese character, its label included.
NARROW = 17
FIGURES = 4
#: On paper: the least a column gets, and beyond what its text is broken into lines or its number cut.
_NARROWEST, _WIDEST_LABEL, _WIDEST_TEXT, _WIDEST_RUN = 5, 9, 22, 24
_UNBROKEN = re.compile(r"[0-9A-Za-z.,:/-]+")


@dataclass(frozen=True)
class Fact:
    """One labelled value: as a page says it, and plainly as files write it. `wide` ones need a line of their own."""

    label: str
    value: str
    plain: str
    lang: str
    number: bool

    @property
    def wide(self) -> bool:
        """Whether label and value together are too long for half the width of a phone."""
        return width_of(self.label) + width_of(self.value) > NARROW


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
    return [_fact(one, shown.fields.get(one.key), language) for one in shown.field_specs if _has(shown.fields, one.key)]


def table(shown: Shown, language: Language) -> Table:
    """Lay the rows out; columns that no row fills are left out."""
    rows = shown.rows or ()
    used = [one for one in shown.row_specs if any(_has(row.values, one.key) for row in rows)]
    return Table(
        columns=tuple(Column(one.key, label(one, language), one.type in NUMBERS) for one in used),
        rows=tuple(TableRow(row.id, _cells(used, row.values, language)) for row in rows),
    )


def _cells(used: Sequence[Field], values: Mapping[str, Any], language: Language) -> tuple[Fact, ...]:
    return tuple(_fact(one, values.get(one.key), language, spoken=False) for one in used)


def _has(values: Mapping[str, Any], key: str) -> bool:
    return values.get(key) not in (None, "")


def _fact(one: Field, value: Any, language: Language, *, spoken: bool = True) -> Fact:
    lang = "zh" if language == "en" and one.type not in TRANSLATED and value not in (None, "") else ""
    plain = say(one, value, language)
    said = tell(one, value, language) if spoken and one.type in SPOKEN and value else plain
    return Fact(label(one, language), said, plain, lang, one.type in NUMBERS)


def width_of(text: str) -> int:
    """Count a text's width in halves of a Chinese character."""
    return sum(1 if sign.isascii() else 2 for sign in text)


def weights(laid: Table) -> list[int]:
    """Say how wide each column wants to be beside the others on paper, in halves of a Chinese character.

    Long text and the column's name may break into lines, a number or a word of Latin letters may not.
    """
    found = []
    for place, column in enumerate(laid.columns):
        wishes = [_wish(row.cells[place].value) for row in laid.rows]
        found.append(max(_NARROWEST, min(width_of(column.label), _WIDEST_LABEL), *wishes))
    return found


def _wish(text: str) -> int:
    longest_run = max((len(run) for run in _UNBROKEN.findall(text)), default=0)
    return max(min(longest_run + 1, _WIDEST_RUN), min(width_of(text), _WIDEST_TEXT))


def figures_of(all_facts: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Part the first few numbers, which stand on top, from the rest."""
    figures = [fact for fact in all_facts if fact.number][:FIGURES]
    return figures, [fact for fact in all_facts if fact not in figures]

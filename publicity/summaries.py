"""Say a disclosure in one sentence as a neighbour would, in Chinese and English, from the words in the data file. Pure.

A sentence holds placeholders in braces and optional parts in brackets; a bracketed part whose placeholder has no value,
or counts none, is left out. Placeholders are header keys, `period`, `rows` (how many), `count.KEY.CHOICE`, `sum.KEY`, and
`largest` / `largest.about`: the greatest amount among the rows of `largest.of` and what it was for. No placeholder names a
person.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from publicity.catalogue import Field, ItemSpec
from publicity.content import Content
from publicity.display import Language, tell
from sanshu.core.periods import Period
from sanshu.core.scan import find_personal_numbers

WORDS = Path(__file__).parent / "data" / "summaries.json"
LONGEST_QUOTE = 40
#: In Chinese no clause is longer than this, so that it is heard in one breath; what a village wrote gives way.
LONGEST_CLAUSE = 28
#: Marks around what a village wrote, from filling in until clauses are measured.
_OPEN, _CLOSE = "\ue000", "\ue001"
_QUOTE = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_CLAUSE = re.compile(f"(?:{_OPEN}[^{_CLOSE}]*{_CLOSE}|[^，；：。])+")
LONGEST_NAME = 12
#: What an optional part is left out for: no value, or none of something.
_NOTHING = frozenset({"", "0"})
#: Text fields in which a payment's other side stands: a firm or a person.
MAY_BE_PERSONS = frozenset({"counterparty", "payee", "party_b", "contractor", "winner"})
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Words:
    """The sentences of one item; `largest` is (amount key, about key, filter key, filter value) or empty."""

    zh: str
    en: str
    largest: tuple[str, ...] = ()

    def sentence(self, language: Language) -> str:
        """Give the sentence of a language."""
        return self.en if language == "en" else self.zh


@lru_cache(maxsize=1)
def all_words() -> Mapping[str, Words]:
    """Read the sentences of every item."""
    raw = json.loads(WORDS.read_text(encoding="utf-8"))
    return {
        code: Words(zh=words["zh"], en=words["en"], largest=tuple(words.get("largest", ())))
        for code, words in raw.items()
    }


def summarise(spec: ItemSpec, content: Content, period: Period, language: Language) -> str:
    """Say what a disclosure says, in one sentence; what is missing is left out, never shown as a gap."""
    words = all_words()[spec.code]
    values = _Values(spec, content, period, language, words)

    def part(match: re.Match[str]) -> str:
        return _fill(match[1], values) or ""

    filled = _fill(_OPTIONAL.sub(part, words.sentence(language)), values, blanks=True) or ""
    return _QUOTE.sub(r"\1", _CLAUSE.sub(_shortened, filled) if language == "zh" else filled)


def _shortened(clause: re.Match[str]) -> str:
    """Cut what a village wrote so that its clause is short enough."""
    over = len(_QUOTE.sub(r"\1", clause[0])) - LONGEST_CLAUSE
    if over <= 0:
        return clause[0]

    def cut(quote: re.Match[str]) -> str:
        return quote[1][: max(len(quote[1]) - over - 1, 0)] + "…"

    return _QUOTE.sub(cut, clause[0], count=1)


def summarise_nil(spec: ItemSpec, period: Period, language: Language) -> str:
    """Say that nothing happened in the period."""
    if language == "en":
        return f"{spec.name_en}: nothing happened in {period.spoken_en()}."
    return f"{spec.name}：{period.spoken()}没有发生这样的事。"


def _fill(text: str, values: "_Values", *, blanks: bool = False) -> str | None:
    filled = text
    for key in _PLACE.findall(text):
        value = values.get(key)
        if value in _NOTHING and not blanks:
            return None
        filled = filled.replace(f"{{{key}}}", value)
    return filled


@dataclass(frozen=True)
class _Values:
    spec: ItemSpec
    content: Content
    period: Period
    language: Language
    words: Words

    def get(self, key: str) -> str:
        """Give the words for a placeholder, empty when there is nothing to say."""
        name, _, rest = key.partition(".")
        if name == "period":
            return self.period.spoken_en() if self.language == "en" else self.period.spoken()
        if name == "rows":
            return str(len(self.content["rows"]))
        if name == "count" and rest:
            row_key, _, choice = rest.partition(".")
            return str(sum(str(row.get(row_key)) == choice for row in self.content["rows"]))
        if name == "sum":
            return self._sum(rest)
        if name == "largest":
            return self._largest(rest)
        return self._header(key)

    def _header(self, key: str) -> str:
        field, value = self.spec.field(key), self.content["fields"].get(key)
        if field is None or value in (None, ""):
            return ""
        return self._quoted(field, value)

    def _quoted(self, field: Field, value: Any) -> str:
        text = tell(field, value, self.language)
        if field.type not in {"text", "longtext"}:
            return text
        plain = text.replace(_OPEN, "").replace(_CLOSE, "")
        return "" if len(plain) > LONGEST_QUOTE or self._betrays(plain) else f"{_OPEN}{plain}{_CLOSE}"

    def _betrays(self, text: str) -> bool:
        """Whether free text names somebody whom the same disclosure names, or holds a personal number."""
        return bool(find_personal_numbers(text)) or any(name in text for name in self._names())

    def _names(self) -> set[str]:
        parts = [(self.spec.fields, self.content["fields"])]
        parts += [(self.spec.row_fields, row) for row in self.content["rows"]]
        found = {
            values[field.key]
            for declared, values in parts
            for field in declared
            if values.get(field.key) and (field.type == "person_name" or field.key in MAY_BE_PERSONS)
        }
        return {name for name in found if 1 < len(name) <= LONGEST_NAME}

    def _sum(self, key: str) -> str:
        field = self.spec.row_field(key)
        amounts = [Decimal(row[key]) for row in self.content["rows"] if row.get(key)]
        return tell(field, sum(amounts, Decimal(0)), self.language) if field and amounts else ""

    def _largest(self, which: str) -> str:
        amount_key, about_key, filter_key, filter_value = self.words.largest
        rows = [
            row
            for row in self.content["rows"]
            if row.get(amount_key) and (not filter_key or row.get(filter_key) == filter_value)
        ]
        field = self.spec.row_field(about_key if which == "about" else amount_key)
        if not rows or field is None:
            return ""
        row = max(rows, key=lambda one: Decimal(one[amount_key]))
        return self._quoted(field, row[field.key]) if row.get(field.key) else ""

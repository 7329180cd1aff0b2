"""One value as a page says it, and the values of one content by key, each placed once and none lost. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from publicity.catalogue import Field
from publicity.display import Language, label, say, tell
from publicity.tables import NUMBERS, TRANSLATED

_SUFFIX = re.compile(r"\s*\(([^()]+)\)$")
_UNITS = ("元", "亩", "%", "平方", "年", "yuan", "mu", "square", "years")
#: What a label tells the clerk who types; a reader needs no such help.
_FOR_CLERKS = frozenset({"填四位数字", "four digits"})


@dataclass(frozen=True)
class Value:
    """One labelled value. `amount` is set for money only, `day` for dates; `lang` marks Chinese on English pages."""

    key: str
    label: str
    text: str
    type: str
    lang: str = ""
    amount: Decimal | None = None
    day: date | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is set in columns."""
        return self.type in NUMBERS


def value_of(field: Field, raw: Any, language: Language) -> Value:
    """Say one stored value; the unit stands at the number, not in the label."""
    name, unit = named(field, language)
    money = field.type == "money"
    text = say(field, raw, language) if money else tell(field, raw, language)
    return Value(
        key=field.key,
        label=name,
        text=_with_unit(text, unit, language) if unit and not money else text,
        type=field.type,
        lang="zh" if language == "en" and field.type not in TRANSLATED else "",
        amount=Decimal(raw) if money else None,
        day=date.fromisoformat(raw) if field.type == "date" else None,
    )


def named(field: Field, language: Language) -> tuple[str, str]:
    """Part a label into the name and the unit of its numbers: `面积(亩)` is 面积 and 亩."""
    name = label(field, language)
    found = _SUFFIX.search(name)
    if found is None or field.type not in NUMBERS:
        return name, ""
    if found[1] in _FOR_CLERKS:
        return name[: found.start()], ""
    # "亩/平方米" leaves open which of the two it is.
    known = found[1].startswith(_UNITS) and (" or " not in found[1]) and ("/" not in found[1] or found[1][0] == "元")
    return (name[: found.start()], found[1]) if known else (name, "")


def _with_unit(text: str, unit: str, language: Language) -> str:
    return f"{text} {unit}" if language == "en" and unit != "%" else f"{text}{unit}"


class Values:
    """The values of a header or of one row that the viewer may see, handed out by key; what nobody asked for is left."""

    def __init__(self, specs: Sequence[Field], stored: Mapping[str, Any], language: Language) -> None:
        """Begin with everything that has a value; empty optional fields are not there."""
        self.language = language
        self._specs = {one.key: one for one in specs if stored.get(one.key) not in (None, "")}
        self._stored = stored

    def take(self, *keys: str) -> Value | None:
        """Hand out the first of some fields that has a value, once."""
        found = next((key for key in keys if key in self._specs), None)
        return None if found is None else value_of(self._specs.pop(found), self._stored[found], self.language)

    def take_all(self, *keys: str) -> tuple[Value, ...]:
        """Hand out all of some fields that have a value, in the order asked for."""
        return tuple(one for key in keys if (one := self.take(key)))

    def take_types(self, *types: str) -> tuple[Value, ...]:
        """Hand out everything left of some types, in the catalogue's order."""
        return self.take_all(*[key for key, one in self._specs.items() if one.type in types])

    def rest(self) -> tuple[Value, ...]:
        """Hand out everything left, in the catalogue's order."""
        return self.take_all(*self._specs)

    def has(self, key: str) -> bool:
        """Whether a field has a value that nobody took yet."""
        return key in self._specs

    def raw(self, key: str) -> Any:
        """Look at a stored value without taking it."""
        return self._stored.get(key)


def money_in(stored: Mapping[str, Any], key: str) -> Decimal | None:
    """Read an amount of yuan, None where there is none."""
    raw = stored.get(key)
    return None if raw in (None, "") else Decimal(raw)

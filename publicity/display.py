"""Say one stored value to a reader, in Chinese or English; no bare key, code or digest. Pure."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol

from publicity.catalogue import Field
from sanshu.core.money import exact, spoken
from sanshu.core.periods import Period

Language = Literal["zh", "en"]
_BOOL = {("zh", True): "是", ("zh", False): "否", ("en", True): "Yes", ("en", False): "No"}


def label(field: Field, language: Language) -> str:
    """Give the name of a field."""
    return field.label_en if language == "en" else field.label


class Named(Protocol):
    """What has a name in both languages: an item, or its declaration."""

    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...


def name_of(item: Named, language: Language) -> str:
    """Give an item's name in the reader's language."""
    return item.name_en if language == "en" else item.name


def say(field: Field, value: Any, language: Language = "zh") -> str:
    """Write a value in full, as tables show it: `83,100.00`, `2026-10-17`, `是`."""
    if value is None or value == "":
        return ""
    if field.is_digested:
        return "Registered" if language == "en" else "已登记"
    if field.type == "money":
        return exact(Decimal(value))
    if field.type == "bool":
        return _BOOL[language, bool(value)]
    if field.type == "choice":
        return say_choice(field, value, language)
    return str(value)


def say_choice(field: Field, value: str, language: Language) -> str:
    """Give the words of a choice in the reader's language."""
    if language == "en" and value in field.choices:
        return field.choices_en[field.choices.index(value)]
    return value


def tell(field: Field, value: Any, language: Language = "zh") -> str:
    """Say a value inside a sentence: `8.31万元`, `2026年10月`, `17 October 2026`."""
    if field.type == "money":
        return money_en(Decimal(value)) if language == "en" else spoken(Decimal(value))
    if field.type == "month":
        period = Period.parse(value)
        return period.spoken_en() if language == "en" else period.spoken()
    if field.type == "date":
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B} {day.year}" if language == "en" else f"{day.year}年{day.month}月{day.day}日"
    return say(field, value, language)


def money_en(amount: Decimal) -> str:
    """Say an amount in English: `CNY 83,100`, with cents only where there are any."""
    text = f"{amount:,.2f}"
    return f"CNY {text.removesuffix('.00')}"

"""How the pages of disclosures write a value: money as spoken with the exact figure, a phone to tap, a note."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from publicity.display import name_of
from publicity.models import Item
from publicity.reading.values import Value
from publicity.views.hard_words import HardWords
from sanshu.core.templatetags.portal import exact, is_english, spoken

register = template.Library()

#: From here on the spoken amount rounds, and the exact one stands beside it.
ROUNDS_FROM = 10_000
#: So many notes stand open under a row; the others are one tap away.
NOTES_OPEN = 2


@register.filter
def worded(text: str, words: HardWords) -> SafeString:
    """Write a label; a term that the page says for the first time leads to its meaning."""
    return words.mark(str(text))


@register.filter
def item_name(item: Item) -> str:
    """Name an item in the reader's language."""
    return name_of(item, "en" if is_english() else "zh")


@register.filter
def yuan(amount: Decimal | None) -> SafeString:
    """Write an amount as people say it, with the exact figure where that rounds; nothing for none."""
    if amount is None:
        return SafeString()
    rounds = abs(amount) >= ROUNDS_FROM or (is_english() and amount != amount.to_integral_value())
    small = format_html(' <small class="exact">{}</small>', exact(amount)) if rounds else ""
    return format_html('<span class="money">{}{}</span>', spoken(amount), small)


@register.filter
def shown(value: Value | None) -> SafeString:
    """Write a value by its type; nothing for none."""
    if value is None:
        return SafeString()
    if value.amount is not None:
        return yuan(value.amount)
    if value.type == "phone":
        return format_html('<a href="tel:{0}">{0}</a>', value.text)
    if value.type == "longtext":
        text = SafeString(linebreaks(value.text, autoescape=True))
        return format_html('<div lang="{}">{}</div>', value.lang, text) if value.lang else text
    return _marked(value)


def _marked(value: Value) -> SafeString:
    """Write a value plainly; what a village published is marked as Chinese on an English page."""
    text = conditional_escape(value.text)
    return format_html('<span lang="{}">{}</span>', value.lang, text) if value.lang else text


@register.filter
def open_notes(notes: Sequence[Value]) -> SafeString:
    """Write the first of a row's notes, which stand open."""
    return _notes(notes[:NOTES_OPEN])


@register.filter
def folded_notes(notes: Sequence[Value]) -> SafeString:
    """Write the others, which are one tap away; nothing when there are no others."""
    return _notes(notes[NOTES_OPEN:])


def _notes(notes: Sequence[Value]) -> SafeString:
    pairs = ((note.label, _marked(note)) for note in notes)
    return format_html_join(mark_safe(" "), '<span class="note"><i>{}</i> {}</span>', pairs)

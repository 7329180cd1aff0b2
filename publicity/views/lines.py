"""The seventy lines of a village page, written as text: the one part of the page that is too hot for templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from publicity.display import Language, name_of
from publicity.models import Item
from publicity.queries.village_page import ItemState
from sanshu.core.periods import Period
from sanshu.core.templatetags.portal import describe_state

#: The same markup as templates/components/list.html and state.html give.
_LINE = (
    '<li><a href="{base}items/{code}/"><span class="line-title">{name}</span>{note}'
    '<span class="line-state">{badge}</span></a></li>'
)
_NOTE = '<span class="line-note">{}</span>'
_BADGE = '<span class="state {}"><svg aria-hidden="true"><use href="#s-{}"/></svg>{}</span>'
NOTHING_YET = "none"


@dataclass(frozen=True)
class Line:
    """One item as a line to tap; `days` is how long it is overdue."""

    html: str
    days: int


def line_of(base: str, item: Item, state: ItemState | None, language: Language) -> Line:
    """Write one item of the unit whose page lies at `base`; every word in it is escaped."""
    html = _LINE.format(
        base=base,
        code=item.code,
        name=_name(name_of(item, language)),
        note=_note(state.period, language) if state else "",
        badge=_badge(state.state if state else NOTHING_YET, state.days_overdue if state else 0, language),
    )
    return Line(html, state.days_overdue if state else 0)


def as_list(lines: Iterable[Line]) -> SafeString:
    """Join lines for a `<ul class="lines">`."""
    return mark_safe("".join(line.html for line in lines))  # noqa: S308 - every part was escaped in line_of


@lru_cache(maxsize=512)
def _name(name: str) -> str:
    return str(escape(name))


@lru_cache(maxsize=1024)
def _note(period: str, language: Language) -> str:
    parsed = Period.parse(period)
    return _NOTE.format(escape(parsed.spoken_en() if language == "en" else parsed.spoken()))


@lru_cache(maxsize=2048)
def _badge(state: str, days: int, language: Language) -> str:
    look = describe_state(state, days)
    return _BADGE.format(escape(look.tone), escape(look.shape), escape(look.word))

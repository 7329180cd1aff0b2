"""Words that a neighbour would have to explain, made tappable where a page says them first, and explained at its end."""

import re
from functools import cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from publicity.display import Language
from publicity.terms import TERMS, Term


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """Match any term; the longest wins where one holds another."""
    words = sorted((word_of(term, language) for term in TERMS), key=len, reverse=True)
    before, after = (r"(?<!\w)", r"(?!\w)") if language == "en" else ("", "")
    return re.compile(f"{before}({'|'.join(map(re.escape, words))}){after}", re.IGNORECASE)


@cache
def _places(language: Language) -> dict[str, int]:
    return {word_of(term, language).lower(): place for place, term in enumerate(TERMS)}


def word_of(term: Term, language: Language) -> str:
    """Give a term as pages of a language write it."""
    return term.word_en if language == "en" else term.word


class HardWords:
    """The terms that one page has said so far. Each is linked once, so that a long list is not a field of links."""

    def __init__(self, language: Language) -> None:
        """Begin with none."""
        self._language = language
        self._said: dict[int, Term] = {}

    def mark(self, text: str) -> SafeString:
        """Write a text for HTML, with a link to the meaning of each term that the page says for the first time."""
        parts, end = [], 0
        for found in _pattern(self._language).finditer(text):
            place = _places(self._language)[found[1].lower()]
            if place not in self._said:
                self._said[place] = TERMS[place]
                parts += [conditional_escape(text[end : found.start()]), _link(place, found[1])]
                end = found.end()
        return mark_safe("".join([*parts, conditional_escape(text[end:])]))  # noqa: S308  # every part is escaped

    @property
    def said(self) -> list[tuple[int, Term]]:
        """List the terms that the page has linked, in the order in which it said them."""
        return list(self._said.items())


def _link(place: int, word: str) -> str:
    return format_html('<a class="word" id="at-{0}" href="#word-{0}">{1}</a>', place, word)

"""Which Chinese on a page does not say that it is Chinese: read as a browser and a screen reader would, by the `lang` in force."""

import re
from html.parser import HTMLParser

HAN = re.compile(r"[\u2e80-\u2fdf\u3003-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
#: Elements that end where they begin.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: Attributes that are read out or shown.
SPOKEN = {"alt", "aria-label", "aria-description", "content", "label", "placeholder", "title", "data-label"}


#: What is no text of a page, and what the visitor typed.
NOT_OURS = {"script", "style", "textarea"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self.language)
        spoken = SPOKEN | ({"value"} if given.get("type") in {"submit", "button"} else set())
        for name in sorted(spoken & set(given)):
            self._note(f"{tag} {name}", given[name], language)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        where = self.open[-1][0] if self.open else ""
        if where not in NOT_OURS:
            self._note(where, data, self.language)

    def _note(self, where: str, text: str, language: str) -> None:
        if HAN.search(text) and not language.startswith("zh"):
            self.found.append((where, " ".join(text.split())))


def unmarked_chinese(page: str, *, names: frozenset[str] = frozenset()) -> list[str]:
    """List the texts of a page that are Chinese and do not say so.

    A title and an attribute cannot say it of one word: there the names of places and the subjects of messages may stand.
    """
    reader = _Reader()
    reader.feed(page)
    left = []
    for where, text in reader.found:
        rest = text
        if where == "title" or " " in where:
            for name in sorted(names, key=len, reverse=True):
                rest = rest.replace(name, "")
        if HAN.search(rest):
            left.append(f"{where}: {text}")
    return left

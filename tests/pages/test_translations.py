"""Every word of the interface has its English: what the source marks is in the catalogue, and nothing else is."""

import ast
import re
from collections.abc import Iterator

import polib
import pytest

from tools.source import PRODUCT, PROJECT, modules

CATALOGUE = PROJECT / "locale" / "en" / "LC_MESSAGES" / "django.po"
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
PLAIN = re.compile(r"\{%\s*translate\s+(?:\"([^\"]*)\"|'([^']*)')")
BLOCK = re.compile(r"\{%\s*blocktranslate\b([^%]*)%\}(.*?)\{%\s*endblocktranslate", re.DOTALL)
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
PLURAL = re.compile(r"\{%\s*plural\s*%\}")


def marked_in_python() -> Iterator[str]:
    for module in modules(*PRODUCT):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def marked_in_templates() -> Iterator[str]:
    for path in sorted((PROJECT / "templates").rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        for double, single in PLAIN.findall(source):
            yield double or single
        for options, body in BLOCK.findall(source):
            text = PLURAL.split(body)[0]
            if "trimmed" in options:
                text = " ".join(line.strip() for line in text.splitlines() if line.strip())
            yield VARIABLE.sub(r"%(\1)s", text)


def english() -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}


@pytest.mark.parametrize("marked", [marked_in_python, marked_in_templates])
def test_every_marked_text_has_its_english(marked: object) -> None:
    known = {text for text, entry in english().items() if entry.translated()}
    assert sorted(set(marked()) - known) == []  # type: ignore[operator]


def test_the_catalogue_holds_no_text_that_is_gone() -> None:
    assert sorted(set(english()) - set(marked_in_python()) - set(marked_in_templates())) == []


def test_english_holds_no_chinese() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    found = [
        entry.msgid
        for entry in english().values()
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if chinese.search(text)
    ]
    assert found == []

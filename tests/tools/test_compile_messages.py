"""Messages compile without gettext, and a translation that would break a page is refused."""

import gettext
from pathlib import Path

import polib
import pytest

from tools import compile_messages

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "欠 %(count)s 项"
msgid_plural "共欠 %(count)s 项"
msgstr[0] "%(count)s item owed"
msgstr[1] "{plural}"

#, fuzzy
msgid "村"
msgstr "not yet checked"
"""


def catalogue(root: Path, plural: str = "%(count)s items owed") -> Path:
    file = root / "locale" / "en" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(PO.replace("{plural}", plural), encoding="utf-8")
    return file


def test_plurals_come_out_and_unchecked_guesses_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compile_messages, "PROJECT", tmp_path)
    file = catalogue(tmp_path)
    assert compile_messages.main() == 0
    with file.with_suffix(".mo").open("rb") as compiled:
        english = gettext.GNUTranslations(compiled)
    assert english.ngettext("欠 %(count)s 项", "共欠 %(count)s 项", 2) == "%(count)s items owed"
    assert english.gettext("村") == "村"


@pytest.mark.parametrize("plural", ["%(number)s items owed", "%d items owed", "{count} items owed"])
def test_a_placeholder_that_the_source_lacks_is_named(
    tmp_path: Path, plural: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compile_messages, "PROJECT", tmp_path)
    file = catalogue(tmp_path, plural)
    assert compile_messages.main() == 1
    assert "欠 %(count)s 项" in capsys.readouterr().err
    assert not file.with_suffix(".mo").exists()


def test_a_placeholder_that_the_translation_lost_is_named() -> None:
    po = polib.pofile('msgid "共 %(count)s 项"\nmsgstr "items"\n')
    assert len(list(compile_messages.broken_entries(po))) == 1


def test_the_projects_own_messages_are_sound() -> None:
    problems = [
        problem
        for file in compile_messages.catalogues(compile_messages.PROJECT)
        for problem in compile_messages.broken_entries(polib.pofile(str(file)))
    ]
    assert problems == []

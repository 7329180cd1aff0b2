"""Compiles every `.po` file that changed since its `.mo` was made, without the system's gettext.

Used by `make`, the Dockerfile and CI. A placeholder that a translation lost or invented is an error, for it would
raise only when that page is shown.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parents[1]
PLACEHOLDER = re.compile(r"%\((\w+)\)|%[sd]|\{(\w*)\}")


def main() -> int:
    """Compile; exit 1 and name each broken entry."""
    failed = False
    for source in sorted(catalogues(PROJECT)):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        catalogue = polib.pofile(str(source))
        problems = list(broken_entries(catalogue))
        for problem in problems:
            print(f"{source.relative_to(PROJECT)}: {problem}", file=sys.stderr)
        failed = failed or bool(problems)
        if not problems:
            catalogue.save_as_mofile(str(target))
    return int(failed)


def catalogues(root: Path) -> Iterator[Path]:
    """Every message catalogue of the project, its own and its apps'."""
    for pattern in ("locale/*/LC_MESSAGES/*.po", "*/locale/*/LC_MESSAGES/*.po", "sanshu/*/locale/*/LC_MESSAGES/*.po"):
        yield from root.glob(pattern)


def broken_entries(catalogue: polib.POFile) -> Iterator[str]:
    """One sentence for each translation whose placeholders differ from its source's."""
    for entry in catalogue.translated_entries():
        wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and not _placeholders(text) <= wanted:
                yield f"line {entry.linenum}: {entry.msgid!r} has {sorted(wanted)}, its translation {text!r} does not"
        if entry.msgstr and _placeholders(entry.msgid) != _placeholders(entry.msgstr):
            yield f"line {entry.linenum}: placeholders of {entry.msgid!r} and {entry.msgstr!r} differ"


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text.replace("%%", ""))}


if __name__ == "__main__":
    sys.exit(main())

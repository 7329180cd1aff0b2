"""Reads our own documentation: every page, and what it names in code spans, code blocks and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.source import PROJECT

#: Folders whose files the pages may name; what is made while the portal runs (`var/`) is not kept here.
FOLDERS = (
    ".ci", "benchmarks", "deploy", "docs", "feedback", "locale", "publicity", "requirements", "sanshu", "static",
    "supervision", "templates", "tests", "tools",
)  # fmt: skip
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_INDENTED = re.compile(r"^ {4}(\S.*)$", re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"[\w.*-]+(/[\w.*-]+)*/?(::\w+)?")
_PLACE = re.compile(r"`(\w+)`(?: \([^)]*\))?\s+(?:in|of)\s+`([\w/]+\.py)`")
_FILE = re.compile(r"[\w.-]+\.(py|md|yml|toml|txt|html|css|conf|json|csv|svg|in)|Makefile|Dockerfile|LICENSE|NOTICE")


@dataclass(frozen=True)
class Page:
    """One Markdown file of ours."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """The path from the project's root."""
        return self.path.relative_to(PROJECT).as_posix()

    def spans(self) -> list[str]:
        """List what stands between backticks outside blocks."""
        return _SPAN.findall(_FENCE.sub("", self.text))

    def code(self) -> str:
        """Give all code of the page, spans and both kinds of block, a line each."""
        blocks = [body for language, body in _FENCE.findall(self.text) if language != "mermaid"]
        return "\n".join([*self.spans(), *blocks, *_INDENTED.findall(self.text)])

    def links(self) -> list[str]:
        """List the relative addresses the page links to, without their fragment."""
        found = (link.partition("#")[0] for link in _LINK.findall(self.text))
        return [link for link in found if link and not link.startswith(("http:", "https:", "mailto:"))]

    def places(self) -> list[tuple[str, str]]:
        """List what the page says stands where: a name `in` or `of` a Python file."""
        return _PLACE.findall(self.text)

    def paths(self) -> Iterator[str]:
        """Yield every file, folder, pattern or test (`file::test`) of the project that the page names."""
        for span in self.spans():
            inside = span.split("/")[0] in FOLDERS and "/" in span
            if _PATH.fullmatch(span) and (inside or _FILE.fullmatch(span)):
                yield span


def pages() -> list[Page]:
    """Give every page: those at the root and those below docs/."""
    files = [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]
    return [Page(path, path.read_text(encoding="utf-8")) for path in sorted(files)]

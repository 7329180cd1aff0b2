"""Draws docs/lifecycles.md from the lifecycle tables in the code: `python -m tools.draw_lifecycles`."""

import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from typing import Any

from sanshu.core.lifecycle import Lifecycle
from tools.source import PROJECT

APPS = ("sanshu.accounts", "publicity", "feedback", "supervision")
PAGE = PROJECT / "docs" / "lifecycles.md"
HEAD = """# Lifecycles

Drawn from the tables in the code by `python -m tools.draw_lifecycles`; a test fails when this page and the tables differ. Do not edit it by hand.

Each table says which state may follow which. A state with nothing in the last column is final. Only actions change a state, and each change is a row in the
append-only timeline (`sanshu/core/timeline.py`): who, when, from, to, why. Whether something is late is no state: it follows from the dates.
"""


def lifecycles() -> Iterator[tuple[str, Lifecycle[Any]]]:
    """Yield every lifecycle of the apps with the file it stands in, in the order of the import chain."""
    for app in APPS:
        for found in pkgutil.iter_modules(import_module(app).__path__):
            if found.name.startswith("lifecycle"):
                module = import_module(f"{app}.{found.name}")
                for value in vars(module).values():
                    if isinstance(value, Lifecycle):
                        yield f"{app.replace('.', '/')}/{found.name}.py", value


def draw(path: str, lifecycle: Lifecycle[Any]) -> str:
    """Give the section of one lifecycle: the diagram, and the same table in words."""
    noun = type(lifecycle.initial).__name__.removesuffix("Status")
    rows = [
        f"| `{status}` | {label} | {_targets(lifecycle.steps.get(status, frozenset()))} |"
        for status, label in lifecycle.labels.items()
    ]
    lines = [f"## {noun} ({lifecycle.name})", "", f"`{path}`", "", "```mermaid", lifecycle.mermaid(), "```", ""]
    lines += ["| state | shown as | may become |", "|---|---|---|", *rows]
    return "\n".join(lines)


def _targets(steps: frozenset[StrEnum]) -> str:
    return ", ".join(f"`{step}`" for step in sorted(steps))


def page() -> str:
    """Give the whole page."""
    return "\n".join([HEAD, "\n\n".join(draw(path, lifecycle) for path, lifecycle in lifecycles()), ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(PROJECT)} written")

"""Writes the lists of docs/database.md from the models: `python -m tools.describe_database`. A test compares them with the database."""

import os
import re
from collections.abc import Callable, Iterator

import django
from django.apps import apps
from django.db import models

from tools.source import PRODUCT, PROJECT

PAGE = PROJECT / "docs" / "database.md"
Fact = tuple[str, str]
MARKED = re.compile(r"(<!-- list: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def our_models() -> Iterator[type[models.Model]]:
    """Yield the models of our own apps."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] in PRODUCT:
            yield model


def _triggers(model: type[models.Model]) -> Iterator[str]:
    return (trigger.name for trigger in getattr(model._meta, "triggers", ()))


def _checks(model: type[models.Model]) -> Iterator[str]:
    return (one.name for one in model._meta.constraints if isinstance(one, models.CheckConstraint))


def _partial_uniques(model: type[models.Model]) -> Iterator[str]:
    return (one.name for one in model._meta.constraints if isinstance(one, models.UniqueConstraint) and one.condition)


def _partial_indexes(model: type[models.Model]) -> Iterator[str]:
    return (index.name for index in model._meta.indexes if index.condition is not None)


def _pattern_indexes(model: type[models.Model]) -> Iterator[str]:
    return (index.name for index in model._meta.indexes if "text_pattern_ops" in index.opclasses)


def _composite_keys(model: type[models.Model]) -> Iterator[str]:
    key = model._meta.pk
    if isinstance(key, models.CompositePrimaryKey):
        yield ", ".join(key.field_names)


LISTS: dict[str, Callable[[type[models.Model]], Iterator[str]]] = {
    "triggers": _triggers,
    "checks": _checks,
    "partial_uniques": _partial_uniques,
    "partial_indexes": _partial_indexes,
    "pattern_indexes": _pattern_indexes,
    "composite_keys": _composite_keys,
}


def facts(name: str) -> list[Fact]:
    """List the table and the name of everything of one kind that our models declare, in order."""
    return sorted((model._meta.db_table, str(found)) for model in our_models() for found in LISTS[name](model))


def written(text: str, name: str) -> list[Fact]:
    """Read one list back from the page."""
    body = next((match[0] for match in MARKED.finditer(text) if match[2] == name), "")
    return [(table, found) for table, found in re.findall(r"^- `(\w+)`: `([^`]+)`$", body, re.MULTILINE)]


def described(text: str) -> str:
    """Give the page with its lists brought up to date."""

    def fill(match: re.Match[str]) -> str:
        lines = "".join(f"- `{table}`: `{found}`\n" for table, found in facts(match[2]))
        return f"{match[1]}\n{lines}\n{match[3]}"

    return MARKED.sub(fill, text)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanshu.settings")
    django.setup()
    PAGE.write_text(described(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{PAGE.relative_to(PROJECT)} written")

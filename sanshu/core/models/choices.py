"""Labels of pure modules as choices of a field: stored by their word, shown in the reader's language."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy


def translated(labels: Mapping[Any, str]) -> list[tuple[Any, Any]]:
    """Give the choices of a field from a table of labels."""
    return [(key.value if isinstance(key, StrEnum) else key, gettext_lazy(label)) for key, label in labels.items()]

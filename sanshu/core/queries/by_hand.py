"""Run a statement that is written by hand: where every visit asks it, and composing it anew would cost more than it does."""

from collections.abc import Mapping
from typing import Any

from django.db import connection


def select(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Give all rows of a constant SELECT; values go in as parameters, never into the text."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows

"""Run a statement that is written by hand: where every visit asks it, and composing it anew would cost more than it does."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import connection
from django.db.models import Model

if TYPE_CHECKING:
    from sanshu.core.postgres.base import DatabaseWrapper

Row = TypeVar("Row", bound=Model)
_PLACE = re.compile(r"%\((\w+)\)s")
_NUMBERS = count(1)


@cache
def columns(model: type[Model], alias: str) -> str:
    """List all columns of a model's table for a SELECT: what `made_of` reads."""
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


def made_of(model: type[Row], values: Sequence[Any]) -> Row:
    """Make one object of the values that `columns` listed, as the ORM would."""
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], values)


def select(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Give all rows of a constant SELECT; values go in as parameters, never into the text."""
    return _rows(statement, values)


def select_planned(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Do the same, and let the server plan it once a line instead of at every visit (ADR 23).

    For statements whose best plan is the same whatever the values: by the key of one place, never over a range of places.
    """
    line = cast("DatabaseWrapper", connection)
    name, begin = line.planned.get(statement, "") if line.connection else "", ""
    text, keys = _numbered(statement)
    if not name:
        name = f"planned_{next(_NUMBERS)}"
        begin = f"PREPARE {name} AS {text}; "
    places = ", ".join(f"%({key})s" for key in keys)
    try:
        rows = _rows(f"{begin}EXECUTE {name} ({places})", values)
    except Exception:
        line.planned.pop(statement, None)
        raise
    line.planned[statement] = name
    return rows


def _rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


@cache
def _numbered(statement: str) -> tuple[str, tuple[str, ...]]:
    """Write a statement with numbers for its named values, and name them in that order."""
    keys = tuple(dict.fromkeys(_PLACE.findall(statement)))
    return _PLACE.sub(lambda found: f"${keys.index(found[1]) + 1}", statement), keys

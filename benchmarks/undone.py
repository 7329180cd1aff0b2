"""Work that is measured and taken back, so that the next round finds the database as it was."""

from collections.abc import Callable
from contextlib import suppress

from django.db import transaction

from benchmarks.harness import seconds


class _UndoError(Exception):
    """Rolls a measured round back."""


def undone(work: Callable[[], object]) -> float:
    """Time some work in a transaction of its own and roll it back; gives seconds."""
    taken = 0.0

    def timed() -> None:
        nonlocal taken
        with transaction.atomic():
            taken = seconds(work)
            raise _UndoError

    with suppress(_UndoError):
        timed()
    return taken

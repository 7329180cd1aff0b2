"""Many at the same moment, with real threads and a connection of its own for each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from sanshu.core import clock
from sanshu.core.errors import DomainError
from tests.cast import NOW

AT_ONCE = 8


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all at the same moment, each over a connection of its own; give results and refusals."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait(10)
        try:
            with clock.at(NOW):
                return act()
        except DomainError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))

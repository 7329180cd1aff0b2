"""Things that many tests only look at, made once for a whole module, in a transaction that ends with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from sanshu.core import clock
from tests.cast import NOW


@contextmanager
def made_once(blocker: Any) -> Iterator[None]:
    """Open the transaction in which to make them, at the tests' moment; all is taken back at its end.

    Call `settle` when they are made.
    """
    with blocker.unblock(), clock.at(NOW), transaction.atomic():
        yield
        transaction.set_rollback(True)


def settle() -> None:
    """Check the deferred constraints of what was made, now: else each test's end would check all of them again."""
    connection.check_constraints()

"""A line to the database that stands is used again; one that the server has ended is not."""

import time
from collections.abc import Iterator
from typing import cast

import pytest
from django.db import DataError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import CaptureQueriesContext

from sanshu.core.postgres.base import DatabaseWrapper
from sanshu.core.queries.by_hand import select_planned

pytestmark = pytest.mark.django_db
PATIENCE = 10


@pytest.fixture
def line() -> Iterator[BaseDatabaseWrapper]:
    """Open a line of its own."""
    line = connection.copy()
    line.connect()
    yield line
    line.close()


def pid_of(line: BaseDatabaseWrapper) -> int:
    """Give the server's process at the other end."""
    return int(line.connection.info.backend_pid)


def statements_of(pid: int) -> str:
    """Give what a line was asked last."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid])
        return str(cursor.fetchone()[0])


def test_a_line_that_stands_is_usable_and_nothing_is_asked(line: BaseDatabaseWrapper) -> None:
    with line.cursor() as cursor:
        cursor.execute("SELECT 20")
    assert line.is_usable()
    assert statements_of(pid_of(line)) == "SELECT 20"


def test_a_line_that_the_server_ended_is_replaced_before_it_is_used(line: BaseDatabaseWrapper) -> None:
    before = pid_of(line)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [before])
    until = time.monotonic() + PATIENCE
    while line.is_usable():
        assert time.monotonic() < until, "the farewell of the server was not seen"
        time.sleep(0.01)
    line.close_if_unusable_or_obsolete()  # as every request begins
    with line.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert pid_of(line) != before


def test_after_an_error_the_server_itself_is_asked(line: BaseDatabaseWrapper) -> None:
    line.errors_occurred = True
    assert line.is_usable()
    assert statements_of(pid_of(line)) == "SELECT 1"


def test_a_line_that_was_closed_here_is_not_usable(line: BaseDatabaseWrapper) -> None:
    line.connection.close()
    assert not line.is_usable()


ASKED = "SELECT %(one)s::int + %(other)s::int, '%%' WHERE %(one)s::int > 0"


def planned_here() -> int:
    """Count what the server has planned for this line under our names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'planned\\_%%'", {})
        return int(cursor.fetchone()[0])


def test_what_every_visit_asks_is_planned_once_a_line() -> None:
    statement, before = f"{ASKED} AND 1 = 1", planned_here()
    with CaptureQueriesContext(connection) as asked:
        assert [select_planned(statement, {"one": one, "other": 2}) for one in (1, 5, 0)] == [
            [(3, "%")],
            [(7, "%")],
            [],
        ]
    assert len(asked) == 3
    assert planned_here() == before + 1


def test_a_statement_that_failed_is_planned_anew() -> None:
    for _time in range(2):
        with pytest.raises(DataError), transaction.atomic():
            select_planned(ASKED, {"one": "no number", "other": 2})
    assert select_planned(ASKED, {"one": 1, "other": 2}) == [(3, "%")]


def test_a_new_line_has_nothing_planned(line: BaseDatabaseWrapper) -> None:
    assert cast("DatabaseWrapper", line).planned == {}

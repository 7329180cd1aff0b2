"""One world for all rows of the matrix."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from sanshu.core import clock
from tests.access.world import World, build
from tests.cast import NOW


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Build the world once for all rows, in a transaction that ends with them."""
    with django_db_blocker.unblock(), clock.at(NOW), transaction.atomic():  # type: ignore[attr-defined]
        yield build()
        transaction.set_rollback(True)

"""One world for all rows of the matrix."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.world import World, build
from tests.standing import made_once, settle


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Build the world once for all rows."""
    with made_once(django_db_blocker):
        world = build()
        settle()
        yield world

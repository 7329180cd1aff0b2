"""A pytest plugin for parallel runs: what looks at one world is one unit of work and begins first, so that it is made once.

All story films look at one demo; the rows of the matrix of permissions look at one small world.

`--dist loadgroup` promises the same by a mark, and with pytest 9.2 the mark of pytest-xdist 3.8 no longer reaches its scheduler.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

WORLDS = ("tests/stories/", "tests/access/")


class OneWorldScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """Every test is a unit of its own but those of one world. The scheduler begins with the largest unit."""

    def _split_scope(self, nodeid: str) -> str:
        return next((world for world in WORLDS if nodeid.startswith(world)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneWorldScheduling:
    """Use the scheduler above, whatever `--dist` says."""
    return OneWorldScheduling(config, log)

"""A pytest plugin for parallel runs: all story films are one unit of work and begin first, so that one demo is loaded, once.

`--dist loadgroup` promises the same by a mark, and with pytest 9.2 the mark of pytest-xdist 3.8 no longer reaches its scheduler.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

STORIES = "tests/stories/"


class OneDemoScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """Every test is a unit of its own but the films. The scheduler begins with the largest unit."""

    def _split_scope(self, nodeid: str) -> str:
        return STORIES if nodeid.startswith(STORIES) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneDemoScheduling:
    """Use the scheduler above, whatever `--dist` says."""
    return OneDemoScheduling(config, log)

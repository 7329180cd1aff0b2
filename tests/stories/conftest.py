"""One demo for all films. They are played by one test process, so that there is only one to load."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanshu.runtime.places import data_dir
from tests.stories.demo import Demo


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Start the demo as a visitor would; all of it is stopped after the last film, since it goes on living by itself."""
    demo = Demo(tmp_path_factory.mktemp("films"))
    demo.start()
    yield demo
    demo.stop(signal.SIGTERM)


@pytest.fixture(scope="session")
def films() -> Path:
    """Give the folder that pictures go to."""
    folder = data_dir() / "films"
    folder.mkdir(parents=True, exist_ok=True)
    return folder

"""One demo and one browser for all films. They are played by one test process, so that there is only one to load."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from sanshu.runtime.places import data_dir
from tests.stories.demo import Demo
from tools.chromium import chromium

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all of this folder in one process of a parallel run."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("stories"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Start the demo as a visitor would; all of it is stopped at the end."""
    demo = Demo(tmp_path_factory.mktemp("films"))
    demo.start()
    yield demo
    demo.stop(signal.SIGTERM)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all films."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def films() -> Path:
    """Give the folder that pictures go to."""
    folder = data_dir() / "films"
    folder.mkdir(parents=True, exist_ok=True)
    return folder

"""The whole portal for the films: gunicorn, a worker and beat on real services, with the demo province in a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from playwright.sync_api import Browser, sync_playwright

from sanshu.runtime.places import PROJECT, data_dir
from tools.chromium import chromium

READY_WITHIN = 900
STOPPED_WITHIN = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _own_database(url: str) -> Iterator[str]:
    """Give a database beside the given one, and drop it afterwards; nothing to give where none was given."""
    if not url:
        yield ""
        return
    name = f"films_{os.getpid()}"
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.close()


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310  # our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    pytest.fail(f"the demo did not become ready:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the demo as a visitor would and give its address; all of it is stopped at the end."""
    folder, port = tmp_path_factory.mktemp("films"), _free_port()
    log = folder / "demo.out"
    with _own_database(os.environ.get("DATABASE_URL", "")) as database, log.open("wb") as output:
        environment = {**os.environ, "SANSHU_DATA_DIR": str(folder / "var"), "PORT": str(port)}
        environment |= {"DATABASE_URL": database} if database else {}
        words = [sys.executable, "-m", "sanshu.runtime", "demo"]
        process = subprocess.Popen(words, cwd=PROJECT, env=environment, stdout=output, stderr=output)
        try:
            _wait(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOPPED_WITHIN)


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

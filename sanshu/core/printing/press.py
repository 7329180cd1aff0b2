"""Order a sheet and wait for it: few at once, each for a limited time, so that pages never wait for paper. Pure."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import structlog

#: A script of its own, never imported here: a web process has no use for its libraries.
COMPOSITOR = Path(__file__).with_name("compositor.py")
#: Sheets set at once by one web process, which has four threads: two stay free for pages.
PLACES = 2
#: How long a request waits for a place before it is told to come back.
PATIENCE_SECONDS = 1.0
#: Forty times what the longest list takes, and less than a proxy waits.
LONGEST_SECONDS = 50.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Sheet:
    """What is to be set: a template, its values (plain JSON), and the moment that the file says it was made."""

    template: Path
    values: Mapping[str, Any]
    at: datetime


class NoPlace(Exception):
    """Every place was taken for as long as a request may wait."""


class NotPrinted(Exception):
    """The compositor refused a sheet or took too long; the template or its values are wrong."""


class Press:
    """A number of places where sheets are set."""

    def __init__(self, *, places: int = PLACES, patience: float = PATIENCE_SECONDS) -> None:
        self._places = BoundedSemaphore(places)
        self._patience = patience

    def run(self, sheet: Sheet) -> bytes:
        """Give the sheet as PDF; NoPlace when none becomes free, NotPrinted when it can't be set."""
        with self.place():
            return _run(sheet)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one place; NoPlace when none becomes free in time."""
        if not self._places.acquire(timeout=self._patience):
            raise NoPlace
        try:
            yield
        finally:
            self._places.release()


PRESS = Press()


def _run(sheet: Sheet) -> bytes:
    order = {"template": str(sheet.template), "values": sheet.values, "at": sheet.at.timestamp()}
    try:
        # Isolated, and without the portal's variables: the compositor needs no key and no database.
        done = subprocess.run(
            [sys.executable, "-I", str(COMPOSITOR)],
            input=json.dumps(order).encode(),
            capture_output=True,
            check=False,
            env={},
            timeout=LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired as expired:
        raise NotPrinted(f"{sheet.template.name}: more than {LONGEST_SECONDS:.0f} s") from expired
    if done.returncode:
        where = done.stderr.decode(errors="replace")[:200]
        _log.error("sheet not printed", template=sheet.template.name, where=where, exit=done.returncode)
        raise NotPrinted(f"{where} ({sheet.template.name})")
    return done.stdout

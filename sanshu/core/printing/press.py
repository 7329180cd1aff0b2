"""Order a sheet and wait for it: few at once, each for a limited time, so that pages never wait for paper. Pure."""

import json
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore, Lock
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
#: How many sheets that anybody may read one process keeps for the next who asks (100 to 200 KB each).
KEPT_SHEETS = 20

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Sheet:
    """What is to be set: a template, its values (plain JSON), and the moment that the file says it was made.

    `public` says that anybody may read every word of it; only such a sheet is kept.
    """

    template: Path
    values: Mapping[str, Any]
    at: datetime
    public: bool = False

    def order(self) -> bytes:
        """Write it down as the compositor reads it."""
        order = {"template": str(self.template), "values": self.values, "at": self.at.timestamp()}
        return json.dumps(order).encode()


class NoPlace(Exception):
    """Every place was taken for as long as a request may wait."""


class NotPrinted(Exception):
    """The compositor refused a sheet or took too long; the template or its values are wrong."""


class _Shelf:
    """The public sheets asked for last: the same order gives the same bytes, so none is set twice."""

    def __init__(self) -> None:
        self._made: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, order: bytes) -> bytes | None:
        """Give a sheet if it is there."""
        with self._lock:
            if order in self._made:
                self._made.move_to_end(order)
            return self._made.get(order)

    def put(self, order: bytes, made: bytes) -> None:
        """Keep a sheet, and let go of the one that nobody asked for longest."""
        with self._lock:
            self._made[order] = made
            if len(self._made) > KEPT_SHEETS:
                self._made.popitem(last=False)


class Press:
    """A number of places where sheets are set, and a shelf of those that everybody may take."""

    def __init__(self, *, places: int = PLACES, patience: float = PATIENCE_SECONDS) -> None:
        self._places = BoundedSemaphore(places)
        self._patience = patience
        self._shelf = _Shelf()

    def run(self, sheet: Sheet) -> bytes:
        """Give the sheet as PDF; NoPlace when none becomes free, NotPrinted when it can't be set."""
        order = sheet.order()
        made = self._shelf.get(order) if sheet.public else None
        if made is None:
            with self.place():
                made = _run(sheet.template.name, order)
            if sheet.public:
                self._shelf.put(order, made)
        return made

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


def _run(name: str, order: bytes) -> bytes:
    try:
        # Isolated, and without the portal's variables: the compositor needs no key and no database.
        done = subprocess.run(
            [sys.executable, "-I", str(COMPOSITOR)],
            input=order,
            capture_output=True,
            check=False,
            env={},
            timeout=LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired as expired:
        raise NotPrinted(f"{name}: more than {LONGEST_SECONDS:.0f} s") from expired
    if done.returncode:
        where = done.stderr.decode(errors="replace")[:200]
        _log.error("sheet not printed", template=name, where=where, exit=done.returncode)
        raise NotPrinted(f"{where} ({name})")
    return done.stdout

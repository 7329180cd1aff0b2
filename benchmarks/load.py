"""A closed-loop load client over keep-alive connections to a loopback server; bounded in requests and in time."""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "localhost"}
PATIENCE = 10.0


@dataclass
class Load:
    """What came back: seconds each answer took, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers a second over the whole run."""
        return len(self.seconds) / self.lasted if self.lasted else 0.0


def drive(
    base: str,
    paths: Sequence[str],
    *,
    clients: int,
    lasting: float,
    headers: dict[str, str] | None = None,
    expect: int = 200,
) -> Load:
    """Ask for the paths in turn from `clients` connections for `lasting` seconds; only loopback is ever a target."""
    place = urlsplit(base)
    if place.hostname not in LOOPBACK or place.port is None:
        raise ValueError(f"{base} is not on this machine")
    load, lock = Load(), threading.Lock()
    until = time.perf_counter() + lasting

    def one(first: int) -> None:
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=PATIENCE)
        taken, wrong, turn = [], [], first
        while time.perf_counter() < until:
            path = paths[turn % len(paths)]
            turn += clients
            begun = time.perf_counter()
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            answer.read()
            taken.append(time.perf_counter() - begun)
            if answer.status != expect:
                wrong.append(f"{answer.status} {path}")
        connection.close()
        with lock:
            load.seconds += taken
            load.wrong += wrong

    begun = time.perf_counter()
    threads = [threading.Thread(target=one, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.lasted = time.perf_counter() - begun
    return load

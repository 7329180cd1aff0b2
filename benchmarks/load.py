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
    load = Load()
    until = time.perf_counter() + lasting
    ask = _Asking(place.hostname or "", place.port, paths, clients, headers or {}, expect, until)
    begun = time.perf_counter()
    threads = [threading.Thread(target=ask.through, args=(number, load)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.lasted = time.perf_counter() - begun
    return load


@dataclass(frozen=True)
class _Asking:
    host: str
    port: int
    paths: Sequence[str]
    clients: int
    headers: dict[str, str]
    expect: int
    until: float

    def through(self, first: int, load: Load) -> None:
        """Ask over one connection until the time is up; lists take appends from several threads."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        turn = first
        while time.perf_counter() < self.until:
            path = self.paths[turn % len(self.paths)]
            turn += self.clients
            begun = time.perf_counter()
            connection.request("GET", path, headers=self.headers)
            answer = connection.getresponse()
            answer.read()
            load.seconds.append(time.perf_counter() - begun)
            if answer.status != self.expect:
                load.wrong.append(f"{answer.status} {path}")
        connection.close()

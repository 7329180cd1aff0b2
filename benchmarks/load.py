"""A closed-loop load client over keep-alive connections to a loopback server; bounded in requests and in time."""

import http.client
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "localhost"}
PATIENCE = 10.0
#: How many requests a flooding connection has under way, at least half of them at any moment.
UNDER_WAY = 64
_BEGINS = b"HTTP/1.1 200 OK\r\n"


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


def flood(base: str, path: str, *, lasting: float, connections: int = 2) -> float:
    """Ask for one path with many requests under way at once, and give the answers a second.

    For servers that are faster than a client that waits for each answer. Only 200 counts.
    """
    place = urlsplit(base)
    if place.hostname not in LOOPBACK or place.port is None:
        raise ValueError(f"{base} is not on this machine")
    address, request = (place.hostname or "", place.port), f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n"
    begun = time.perf_counter()
    seen: list[int] = []
    threads = [
        threading.Thread(target=_flood, args=(address, request.encode(), begun + lasting, seen))
        for _ in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(seen) / (time.perf_counter() - begun)


def _flood(address: tuple[str, int], request: bytes, until: float, seen: list[int]) -> None:
    """Ask over one connection after the other: a server ends each after some answers."""
    while time.perf_counter() < until:
        with socket.create_connection(address, timeout=PATIENCE) as line:
            under_way, rest = 0, b""
            while time.perf_counter() < until:
                if under_way <= UNDER_WAY // 2:
                    line.sendall(request * UNDER_WAY)
                    under_way += UNDER_WAY
                came = line.recv(1 << 20)
                if not came:
                    break
                begun = (rest + came).count(_BEGINS)
                rest = (rest + came)[1 - len(_BEGINS) :]
                under_way -= begun
                seen.append(begun)

"""Runs a Redis of our own that keeps what it is told."""

import secrets
import signal
import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sanshu.runtime.binaries import redis_server
from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.processes import Child, Launch, free_port, launch, tail, wait_for

TRIES = 3


@dataclass(frozen=True)
class Redis:
    """A running server and its address."""

    child: Child
    url: str


def start_redis(folder: Path) -> Redis:
    """Start the server with an append-only file in `folder/redis`; the log is `folder/log/redis.log`."""
    data, log = folder / "redis", folder / "log" / "redis.log"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    program = str(redis_server())
    for _ in range(TRIES):
        port, password = free_port(), secrets.token_hex(16)
        # The settings go in by standard input: a password among the arguments would show in every process list.
        settings = _settings(port, password, data)
        child = launch("redis", Launch([program, "-"], log, signal.SIGTERM, stdin=settings.encode(), cwd=data))
        if wait_for(partial(_answers, port, password), child, 30):
            return Redis(child, f"redis://:{password}@127.0.0.1:{port}/0")
        child.stop()
    raise CannotRunError(f"Redis 启动不了，日志 {log}。 / Redis does not start, log {log}:\n{tail(log, 12)}")


def _settings(port: int, password: str, data: Path) -> str:
    return "\n".join(
        [
            "bind 127.0.0.1",
            f"port {port}",
            f"requirepass {password}",
            f'dir "{data}"',
            "appendonly yes",
            "appendfsync everysec",
            'save ""',
            "daemonize no",
            "databases 64",
            "",
        ]
    )


def _answers(port: int, password: str) -> bool:
    """Whether the server takes our password and says PONG; one that is still loading its file does not."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            heard = line.recv(200)
            return b"+PONG" in (heard if b"PONG" in heard else heard + line.recv(200))
    except OSError:
        return False

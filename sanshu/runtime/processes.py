"""Starts child processes that cannot outlive this one, and stops them in order."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sanshu.runtime.discovery import started_at

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
BIG_LOG = 5_000_000


@dataclass(frozen=True)
class Launch:
    """How one program is started: its words, its surroundings and the signal that makes it leave politely."""

    command: Sequence[str]
    log: Path
    leave: signal.Signals = signal.SIGTERM
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    user: int | None = None
    stdin: bytes = b""


@dataclass
class Child:
    """A process this one started; `stop()` may be called twice."""

    name: str
    process: subprocess.Popen[bytes]
    leave: signal.Signals
    log: Path

    def running(self) -> bool:
        return self.process.poll() is None

    def stop(self, patience: float = 20.0) -> None:
        """Ask it to leave, and end it and its group when it has not left after `patience` seconds."""
        if self.running():
            self.process.send_signal(self.leave)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def last_words(self, lines: int = 12) -> str:
        """The end of its log, for the person who must find out why it died."""
        return tail(self.log, lines)


def launch(name: str, how: Launch, *, show: bool = False) -> Child:
    """Start it in a session of its own, so that Ctrl-C reaches only the supervisor, which then stops all in order.

    Its lines go to the log, with `show` to the terminal. On Linux the kernel sends `leave` to the child when this process dies, even by `kill -9`.
    """
    how.log.parent.mkdir(parents=True, exist_ok=True)
    if how.log.exists() and how.log.stat().st_size > BIG_LOG:
        how.log.replace(how.log.with_suffix(".old.log"))
    with how.log.open("ab") as log:
        process = subprocess.Popen(
            list(how.command),
            stdin=subprocess.PIPE,
            stdout=None if show else log,
            stderr=None if show else subprocess.STDOUT,
            cwd=how.cwd,
            env=how.env,
            start_new_session=True,
            # Safe: it makes one system call, and the supervisor has no other thread.
            preexec_fn=die_with_parent(how.leave),  # noqa: PLW1509
            user=how.user,
            group=how.user,
            extra_groups=None if how.user is None else [],
        )
    if process.stdin is not None:
        process.stdin.write(how.stdin)
        process.stdin.close()
    return Child(name, process, how.leave, how.log)


def wait_for(ready: Callable[[], bool], child: Child, patience: float, pause: float = 0.03) -> bool:
    """Whether `ready()` came true before the child died or `patience` seconds had passed; asks each `pause` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and child.running():
        if ready():
            return True
        time.sleep(pause)
    return False


def end_orphan(pid: int, mark: str, leave: signal.Signals, patience: float = 20.0) -> None:
    """Stop a process that outlived its supervisor; a different process under the same number is left alone."""
    deadline = time.monotonic() + patience
    while mark and started_at(pid) == mark and time.monotonic() < deadline:
        os.kill(pid, leave)
        time.sleep(0.2)


def free_port() -> int:
    """A loopback TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tail(path: Path, lines: int) -> str:
    try:
        return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def die_with_parent(leave: signal.Signals) -> Callable[[], None] | None:
    """For `preexec_fn`: has Linux send the child `leave` when its parent is gone; None elsewhere."""
    if _LIBC is None:
        return None
    libc, number = _LIBC, int(leave)

    def tell_the_kernel() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, number)

    return tell_the_kernel

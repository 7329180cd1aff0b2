"""The portal, the yardstick and a worker as real processes over the benchmark's database."""

import http.client
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sanshu.runtime.processes import Child, Launch, free_port, launch, wait_for

PROJECT = Path(__file__).parent.parent
PATIENCE = 60
WORKERS = 2


@contextmanager
def web(application: str, probe: str) -> Iterator[str]:
    """Serve a WSGI application with two workers of four threads; gives its address once `probe` answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--preload"]
    command += ["--workers", str(WORKERS), "--threads", "4"]
    with running(application, command) as child:
        if not wait_for(partial(answers, port, probe), child, PATIENCE, pause=0.2):
            raise RuntimeError(f"{application} did not answer {probe}:\n{child.last_words()}")
        yield f"http://127.0.0.1:{port}"


@contextmanager
def worker() -> Iterator[None]:
    """Run a Celery worker of two processes."""
    command = [sys.executable, "-m", "celery", "-A", "benchmarks.bare_task", "worker", "--concurrency", str(WORKERS)]
    with running("worker", [*command, "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]):
        yield


@contextmanager
def beat() -> Iterator[None]:
    """Run the portal's own beat, which sends every sweep in its time."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "celery", "-A", "benchmarks.bare_task", "beat", "--loglevel", "WARNING"]
        with running("beat", [*command, "--schedule", str(Path(folder) / "schedule"), "--pidfile="]):
            yield


@contextmanager
def running(name: str, command: list[str]) -> Iterator[Child]:
    """Run one process, and stop it."""
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        child = launch(name, Launch(command, log, env=dict(os.environ), cwd=PROJECT))
        try:
            yield child
        finally:
            child.stop()


def answers(port: int, path: str) -> bool:
    """Say whether an address of this machine is there."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path)
        return line.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()

"""A real web server, a real worker and a Redis that dies: accepted as fast as ever, and routed in any case."""

import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from feedback.actions.sweep import sweep_messages
from feedback.models import Message
from sanshu.core import timeline
from sanshu.runtime.processes import Child, Launch, free_port, launch
from sanshu.runtime.redis import Redis, start_redis
from tests.cast import LIUJIAWOBU, Cast

PROJECT = Path(__file__).parent.parent.parent
PATIENCE = 40.0


@dataclass
class Portal:
    """A running portal over the test database, with a Redis of its own."""

    web: str
    redis: Redis
    cast: Cast

    def post(self, number: int) -> tuple[str, float]:
        """Send a message over HTTP; give its id and how long the answer took."""
        body = {"village": str(LIUJIAWOBU), "subject": "路灯坏了", "text": f"村口第{number}盏路灯不亮。"}
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"lamp-{number}"}
        request = urllib.request.Request(f"{self.web}/api/v1/messages/", json.dumps(body).encode(), headers)  # noqa: S310
        started = time.monotonic()
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own server
            receipt = json.load(answer)
        return receipt["id"], time.monotonic() - started

    def slowest(self, numbers: range) -> tuple[float, float]:
        """Send some messages; give the median and the longest time."""
        times = [self.post(number)[1] for number in numbers]
        return median(times), max(times)


@pytest.fixture
def portal(committed: Cast, tmp_path: Path) -> Iterator[Portal]:
    """Start Redis, a web server and a worker; stop what still runs."""
    redis = start_redis(tmp_path)
    place = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    surroundings = os.environ | {"DATABASE_URL": place.geturl(), "REDIS_URL": redis.url}
    port = free_port()
    web = f"-m gunicorn sanshu.wsgi:application --bind 127.0.0.1:{port} --workers 1 --threads 2"
    worker = "-m celery -A sanshu.celery worker --loglevel WARNING --pool solo --without-gossip --without-mingle"
    children = [
        launch(name, Launch([sys.executable, *words.split()], tmp_path / f"{name}.log", env=surroundings, cwd=PROJECT))
        for name, words in (("web", web), ("worker", worker))
    ]
    try:
        _wait_for_web(children[0], f"http://127.0.0.1:{port}")
        yield Portal(f"http://127.0.0.1:{port}", redis, committed)
    finally:
        if redis.child.running():
            redis.child.process.send_signal(signal.SIGCONT)
        for child in [*children, redis.child]:
            child.stop(10)


def _wait_for_web(child: Child, address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/api/v1/messages/", timeout=2):  # noqa: S310 - our own server
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            assert child.running(), child.last_words()
            time.sleep(0.1)
    raise AssertionError(child.last_words())


def status_of(message_id: str) -> Any:
    return Message.objects.values_list("status", flat=True).get(pk=message_id)


def becomes_routed(message_id: str) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if status_of(message_id) == "routed":
            return True
        time.sleep(0.05)
    return False


def test_a_real_worker_routes_a_message_and_a_dead_or_frozen_broker_slows_nobody(portal: Portal) -> None:
    message_id, _took = portal.post(1)
    assert becomes_routed(message_id)
    assert timeline.of(Message.objects.get(pk=message_id)).filter(action="route").count() == 1
    usual, _longest = portal.slowest(range(2, 12))

    portal.redis.child.process.send_signal(signal.SIGSTOP)
    frozen, longest_frozen = portal.slowest(range(12, 22))
    assert frozen < max(3 * usual, 0.1)
    assert longest_frozen < 2
    portal.redis.child.process.send_signal(signal.SIGCONT)

    portal.redis.child.stop()
    dead, longest_dead = portal.slowest(range(22, 32))
    assert dead < max(3 * usual, 0.1)
    assert longest_dead < 2

    left, _took = portal.post(32)
    assert status_of(left) == "received"
    assert sweep_messages()["routed"] >= 1
    assert not Message.objects.filter(status="received").exists()
    assert Message.objects.count() == 32

"""From the answered POST to the assigned township, against a bare Celery round trip; Redis, worker, beat and web all real.

Ten thousand messages, with every sweep running beside them: one that waits for the next sweep shows.
"""

import http.client
import json
import time
from contextlib import closing
from statistics import median
from urllib.parse import urlsplit

from benchmarks.bare_task import nothing
from benchmarks.harness import Result, percentile
from benchmarks.servers import beat, web, worker
from feedback.lifecycle import MessageStatus
from feedback.models import Message
from sanshu.core.models import Region

GOAL = 6.0
MESSAGES = 10_000
#: Round trips tell the same from fewer: one beside every tenth message.
BESIDE = 10
PATIENCE = 10.0
POLL = 0.0005
P99 = 0.99


def measure(_seed: int) -> list[Result]:
    """Return p50 and p99 of both sides, taken in turn."""
    unit = Region.objects.units().filter(records__isnull=False).first()
    if unit is None:
        raise RuntimeError("no demo village: run the pages benchmark first")
    ours: list[float] = []
    bare: list[float] = []
    with web("sanshu.wsgi:application", "/healthz") as base, worker(), beat():
        place = urlsplit(base).netloc
        _round_trip()  # the worker's first task also opens its connections
        _routed(place, unit, -1)
        for number in range(MESSAGES):
            if number % BESIDE == 0:
                bare.append(_round_trip())
            ours.append(_routed(place, unit, number))
    late = sum(1 for one in ours if one > 1)
    return [
        Result("routing p50 ÷ round trip p50", median(ours) / median(bare), GOAL, "lower", "s", ours, bare),
        Result(
            "routing p99 ÷ round trip p99",
            percentile(ours, P99) / percentile(bare, P99),
            GOAL,
            "lower",
            "s",
            [percentile(ours, P99)],
            [percentile(bare, P99)],
            f"{late} of {len(ours)} over 1 s",
        ),
    ]


def _round_trip() -> float:
    begun = time.perf_counter()
    nothing.apply_async().get(timeout=PATIENCE)
    return time.perf_counter() - begun


def _routed(place: str, unit: Region, number: int) -> float:
    """Send one message over a line of its own, and give the time from its answer until it has an owner."""
    body = {"village": unit.code_text, "subject": "路灯不亮", "text": f"第{number}盏路灯不亮，晚上走路看不见。"}
    headers = {"Content-Type": "application/json", "Idempotency-Key": f"bench-{number}-{time.time_ns()}"}
    with closing(http.client.HTTPConnection(place)) as line:
        line.request("POST", "/api/v1/messages/", json.dumps(body).encode(), headers)
        answer = line.getresponse()
        receipt = json.loads(answer.read())
    if answer.status != http.client.CREATED:
        raise RuntimeError(f"{answer.status}: {receipt}")
    begun = time.perf_counter()
    while time.perf_counter() - begun < PATIENCE:
        if Message.objects.filter(pk=receipt["id"]).exclude(status=MessageStatus.RECEIVED).exists():
            return time.perf_counter() - begun
        time.sleep(POLL)
    raise RuntimeError(f"message {receipt['id']} was not routed within {PATIENCE:.0f} s")

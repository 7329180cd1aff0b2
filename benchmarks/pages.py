"""The village page against Q, unchanged against a bare hello, and a deep page of the API against its first."""

import http.client
import json
import random
from statistics import median
from urllib.parse import urlsplit

from django.core.management import call_command

from benchmarks.harness import Result, alternate, seconds
from benchmarks.load import drive
from benchmarks.servers import web
from publicity.models import Record
from sanshu.core.models import Region

CLIENTS = 16
LASTING = 4.0
PAGE_GOAL, UNCHANGED_GOAL, DEEP_GOAL = 0.5, 0.4, 1.3
DEEP_PAGE = 1000


def measure(seed: int) -> list[Result]:
    """Measure on the demo province, villages in random order."""
    call_command("demo_data")
    units = list(Region.objects.units().filter(records__isnull=False).distinct().values_list("code", flat=True))
    random.Random(seed).shuffle(units)
    villages = [f"/villages/{code}/" for code in units]
    yardstick = [f"/q/{code}/" for code in units]
    with (
        web("sanshu.wsgi:application", "/healthz") as ours,
        web("benchmarks.yardstick.wsgi:application", "/hello/") as bare,
    ):
        return [
            _throughput("village page ÷ Q", (ours, villages), (bare, yardstick), PAGE_GOAL),
            _unchanged(ours, villages[0], bare),
            _deep(ours),
        ]


def _rate(base: str, paths: list[str], headers: dict[str, str] | None = None, expect: int = 200) -> float:
    load = drive(base, paths, clients=CLIENTS, lasting=LASTING, headers=headers, expect=expect)
    if load.wrong:
        raise RuntimeError(f"wrong answers: {load.wrong[:3]}")
    return load.per_second


def _throughput(name: str, ours: tuple[str, list[str]], bare: tuple[str, list[str]], goal: float) -> Result:
    mine, its = alternate(lambda: _rate(*ours), lambda: _rate(*bare))
    ratio = median(mine) / median(its)
    return Result(name, ratio, goal, "higher", "req/s", mine, its, f"{CLIENTS} clients, {len(ours[1])} villages")


def _unchanged(ours: str, path: str, bare: str) -> Result:
    connection = http.client.HTTPConnection(urlsplit(ours).netloc)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    held = {"If-None-Match": answer.headers["ETag"]}
    mine, its = alternate(lambda: _rate(ours, [path], held, 304), lambda: _rate(bare, ["/hello/"]))
    return Result("304 ÷ bare hello", median(mine) / median(its), UNCHANGED_GOAL, "higher", "req/s", mine, its)


def _deep(base: str) -> Result:
    connection = http.client.HTTPConnection(urlsplit(base).netloc)

    def page(path: str) -> str | None:
        connection.request("GET", path)
        body = json.loads(connection.getresponse().read())
        following = urlsplit(body["next"]) if body["next"] else None
        return f"{following.path}?{following.query}" if following else None

    size = max(1, Record.objects.public().count() // (DEEP_PAGE + 1))
    first = f"/api/v1/records/?page_size={size}"
    deep, number = first, 1
    while number < DEEP_PAGE and (following := page(deep)):
        deep, number = following, number + 1
    mine, its = alternate(lambda: seconds(lambda: page(deep)), lambda: seconds(lambda: page(first)), rounds=25)
    note = f"page {number} of {size} rows"
    return Result("deep page ÷ first page", median(mine) / median(its), DEEP_GOAL, "lower", "s", mine, its, note)

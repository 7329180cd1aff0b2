"""Behind the proxy that is shipped: an unchanged village page against a static file, and how soon a publication is seen."""

import http.client
import random
import time
from functools import partial
from statistics import median
from urllib.parse import urlsplit

from django.core.management import call_command

from benchmarks.harness import Result, alternate
from benchmarks.load import flood
from benchmarks.nginx import nginx
from benchmarks.province import not_begun
from benchmarks.servers import web
from publicity.models import Obligation
from sanshu.core import clock
from sanshu.demo.load import papers
from sanshu.demo.load.province import worlds

GOAL, SEEN_GOAL = 0.5, 1.0
LASTING, PUBLICATIONS, PAUSE = 4.0, 12, 0.005
YARDSTICK = "/yardstick.html"


def measure(seed: int) -> list[Result]:
    """Measure on the demo province."""
    call_command("demo_data")
    owed = _owed()
    path = f"/villages/{owed[0].region_id:012d}/"
    with (
        web("sanshu.wsgi:application", "/healthz") as portal,
        nginx(portal, {YARDSTICK: partial(_body, portal, path)}) as proxy,
    ):
        page, file = partial(flood, proxy, path, lasting=LASTING), partial(flood, proxy, YARDSTICK, lasting=LASTING)
        mine, its = alternate(page, file)
        kept = Result("behind the proxy ÷ static file", median(mine) / median(its), GOAL, "higher", "req/s", mine, its)
        dice = random.Random(seed)
        waits = [_seen_after(proxy, one, dice) for one in owed[:PUBLICATIONS]]
    seen = Result("publication seen behind the proxy", max(waits), SEEN_GOAL, "lower", "s", waits)
    seen.note = f"the slowest of {len(waits)} publications"
    return [kept, seen]


def _owed() -> list[Obligation]:
    """Give what one unit owes and nobody has begun."""
    by_unit: dict[int, list[Obligation]] = {}
    for one in not_begun():
        by_unit.setdefault(one.region_id, []).append(one)
    return max(by_unit.values(), key=len)


def _seen_after(proxy: str, owed: Obligation, dice: random.Random) -> float:
    """Publish, at any moment within a second, and give the seconds until the proxy shows another version of the page."""
    now, path = clock.now(), f"/villages/{owed.region_id:012d}/"
    draft = papers.endorse(papers.submit(papers.write(worlds()[owed.region_id], owed, at=now), at=now), at=now)
    before, until = _version(proxy, path), time.perf_counter() + dice.random()
    while time.perf_counter() < until:  # visitors keep coming
        before = _version(proxy, path)
        time.sleep(PAUSE)
    papers.publish(draft, at=now)
    published = time.perf_counter()
    while _version(proxy, path) == before:
        time.sleep(PAUSE)
    return time.perf_counter() - published


def _version(proxy: str, path: str) -> str:
    line = http.client.HTTPConnection(urlsplit(proxy).netloc, timeout=10)
    try:
        line.request("GET", path)
        answer = line.getresponse()
        answer.read()
        return str(answer.headers["ETag"])
    finally:
        line.close()


def _body(portal: str, path: str) -> bytes:
    line = http.client.HTTPConnection(urlsplit(portal).netloc, timeout=30)
    line.request("GET", path)
    return line.getresponse().read()

"""Behind the proxy that is shipped: an unchanged village page against a static file, and how soon a publication is seen."""

import http.client
import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.core.management import call_command

from benchmarks.harness import Result, alternate
from benchmarks.load import flood
from benchmarks.servers import PROJECT, answers, running, web
from publicity.models import Obligation, Record
from sanshu.core import clock
from sanshu.demo.load import papers
from sanshu.demo.load.province import worlds
from sanshu.runtime.processes import free_port, wait_for

GOAL, SEEN_GOAL = 0.5, 1.0
LASTING, PUBLICATIONS, PAUSE = 4.0, 12, 0.005
YARDSTICK = "/yardstick.html"
_AROUND = """{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    sendfile on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{shipped}
}}
"""


def measure(seed: int) -> list[Result]:
    """Measure on the demo province. A machine without nginx is told so: nothing is left out silently."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise RuntimeError("the benchmark needs nginx: apt-get install nginx-light")
    call_command("demo_data")
    owed = _owed()
    path = f"/villages/{owed[0].region_id:012d}/"
    with web("sanshu.wsgi:application", "/healthz") as portal, _nginx(program, portal, path) as proxy:
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
    free = Obligation.objects.unmet().filter(
        region__in=worlds(), period_end__lt=clock.today(), filed_until__isnull=True
    )
    free = free.exclude(pk__in=Record.objects.standing().values("obligation")).select_related("item")
    by_unit: dict[int, list[Obligation]] = {}
    for one in free.order_by("pk"):
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


@contextmanager
def _nginx(program: str, portal: str, path: str) -> Iterator[str]:
    """Run the shipped configuration before the portal, with a file as long as the page beside it; gives its address."""
    with TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        (folder / YARDSTICK[1:]).write_bytes(_body(portal, path))
        shipped = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        here = {
            "/var/cache/nginx/pages": f"{folder}/pages",
            "server web:8000;": f"server {urlsplit(portal).netloc};",
            "listen 8080;": f"listen 127.0.0.1:{port};",
            "/dev/stdout": f"{folder}/access.log",
            "    location = /metrics": f"    location = {YARDSTICK} {{ root {folder}; }}\n    location = /metrics",
        }
        for shipped_words, own in here.items():
            if shipped.count(shipped_words) != 1:
                raise RuntimeError(f"deploy/nginx.conf has {shipped.count(shipped_words)} times {shipped_words!r}")
            shipped = shipped.replace(shipped_words, own)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user, shipped=shipped), encoding="utf-8")
        command = [program, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        with running("nginx", command) as child:
            if not wait_for(partial(answers, port, YARDSTICK), child, 20, pause=0.1):
                raise RuntimeError(f"nginx did not answer:\n{child.last_words()}")
            yield f"http://127.0.0.1:{port}"


def _body(portal: str, path: str) -> bytes:
    line = http.client.HTTPConnection(urlsplit(portal).netloc, timeout=30)
    line.request("GET", path)
    return line.getresponse().read()

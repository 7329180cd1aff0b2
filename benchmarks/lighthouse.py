"""Lighthouse on a throttled cheap phone: the front page, the fullest village, a record of 500 rows, behind the shipped proxy."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from django.core.management import call_command

from benchmarks.harness import Result
from benchmarks.nginx import nginx
from benchmarks.province import not_begun
from benchmarks.servers import web
from publicity.actions.drafts import Typed, save_draft
from publicity.models import Record
from sanshu.core import clock
from sanshu.core.roles import Role
from sanshu.demo.load import papers
from sanshu.demo.load.province import worlds
from sanshu.demo.load.staff import staff_at
from sanshu.demo.places import KANGPING_LIUJIAWOBU
from tests.demo.fullest import tell_everything
from tools.chromium import chromium

HERE = Path(__file__).parent / "node"
GOALS = {"performance": 98.0, "accessibility": 100.0, "best-practices": 100.0}
ROWS, ROUNDS, TRIES = 500, 3, 4
LONG_ITEM = "F-03"
FLAGS = "--headless=new --no-sandbox --disable-background-networking --disable-component-update --disable-sync"


def measure(seed: int) -> list[Result]:
    """Look at the three pages, each `ROUNDS` times; the median of each score counts."""
    program = _installed()
    call_command("demo_data")
    tell_everything(worlds()[KANGPING_LIUJIAWOBU], now=clock.now())
    record = _long_record()
    pages = {
        "home": "/",
        "fullest village": f"/villages/{KANGPING_LIUJIAWOBU}/",
        f"record of {record.rows.count()} rows": f"/records/{record.pk}/",
    }
    with web("sanshu.wsgi:application", "/healthz") as portal, nginx(portal) as proxy:
        return [result for name, path in pages.items() for result in _looked_at(program, name, proxy + path)]


def _installed() -> Path:
    """Install the pinned Lighthouse beside Python's own packages, once a lock file, and give its program."""
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("the benchmark needs Node 18.20 or newer with npm: apt-get install nodejs npm")
    folder = Path(sys.prefix) / "lighthouse"
    program, lock = folder / "node_modules" / ".bin" / "lighthouse", folder / "package-lock.json"
    if program.exists() and lock.read_bytes() == (HERE / lock.name).read_bytes():
        return program
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, folder / name)
    subprocess.run([npm, "ci"], cwd=folder, check=True)
    return program


def _looked_at(program: Path, name: str, address: str) -> Iterable[Result]:
    seen = [_report(program, address) for _round in range(ROUNDS)]
    for category, goal in GOALS.items():
        scores = [round(100 * one["categories"][category]["score"]) for one in seen]
        lacking = _lacking(seen[-1], category) if median(scores) < goal else ""
        yield Result(f"Lighthouse, {name}: {category}", median(scores), goal, "higher", "points", scores, note=lacking)


def _report(program: Path, address: str) -> dict[str, Any]:
    """Look at a page as Lighthouse's cheap phone does: a slow line, a processor four times slower, nothing kept."""
    words = [str(program), address, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    words.append(f"--only-categories={','.join(GOALS)}")
    env = {**os.environ, "CHROME_PATH": chromium()}
    for _try in range(TRIES):
        # Now and then a trace has no beginning; Lighthouse itself says to run it again.
        done = subprocess.run(words, env=env, check=False, capture_output=True, timeout=300)
        if done.returncode == 0:
            report: dict[str, Any] = json.loads(done.stdout)
            return report
    raise RuntimeError(f"Lighthouse could not look at {address}:\n{done.stderr.decode()[-2000:]}")


def _lacking(report: dict[str, Any], category: str) -> str:
    """Name the audits that cost points."""
    audits = (report["audits"][one["id"]] for one in report["categories"][category]["auditRefs"] if one["weight"])
    lost = (f"{one['id']} {one['score']:.2f}" for one in audits if one["score"] is not None and one["score"] < 1)
    return ", ".join(lost)


def _long_record() -> Record:
    """Give a public ledger of `ROWS` lines or more; publish one where there is none."""
    told = Record.objects.public().filter(item__code=LONG_ITEM).order_by("-pk")
    found = next((one for one in told if one.rows.count() >= ROWS), None)
    return found or _told()


def _told() -> Record:
    """Publish an owed ledger with its lines as often as it takes, and sums that fit them."""
    now = clock.now()
    owed = not_begun().filter(item__code=LONG_ITEM)[0]
    where = worlds()[owed.region_id]
    draft = papers.write(where, owed, at=now)
    fields, rows = papers.retyped(draft)
    times = -(-ROWS // len(rows))
    income, expense = (times * Decimal(str(fields[name])) for name in ("income_total", "expense_total"))
    # So much was left from before that nothing is overdrawn.
    opening = Decimal(str(fields["opening_balance"])) + expense
    fields |= {"opening_balance": opening, "income_total": income, "expense_total": expense}
    fields |= {"closing_balance": opening + income - expense, "voucher_count": times * len(rows)}
    fields |= {"closing_cash": 0, "closing_bank": opening + income - expense}
    fields = {key: value if isinstance(value, bool) else str(value) for key, value in fields.items()}
    many = [{**row, "id": None} for _time in range(times) for row in rows]
    clerk = staff_at(Role.CLERK, where.place.code)
    draft = save_draft(draft.pk, by=clerk, version=draft.version, typed=Typed(fields, many), at=now)
    papers.publish(papers.endorse(papers.submit(draft, at=now), at=now), at=now)
    return draft.record

"""Find villages among all units by every kind of spelling, misspelt included, against one bare scan of their names."""

import random
from collections.abc import Callable
from functools import partial
from statistics import median

from django.db import connection

from benchmarks.harness import Result, alternate, seconds
from publicity.queries.places import find_places
from publicity.queries.similar_places import similar_places
from sanshu.core.models import Region

VILLAGES = 12
GOAL = 12.0
MOST_MS = 100
_KINDS: dict[str, Callable[[Region], str]] = {
    "name": lambda unit: unit.name,
    "part": lambda unit: unit.name[:2],
    "with its county": lambda unit: f"{unit.full_name[3:5]} {unit.name}",
    "run together": lambda unit: unit.full_name[3:],
    "pinyin": lambda unit: unit.pinyin,
    "pinyin in pieces": lambda unit: f"{unit.pinyin[:3]} {unit.pinyin[3:6]} {unit.pinyin[6:]}",
    "initials": lambda unit: unit.initials,
    "mixed": lambda unit: unit.name[0] + unit.initials[1:],
    "wrong character": lambda unit: f"乂{unit.name[1:]}",
    "wrong letter": lambda unit: f"{unit.pinyin[:4]}q{unit.pinyin[5:]}",
    "nothing like it": lambda unit: "收支明细" + unit.name[:1],
    "long nonsense": lambda unit: unit.name[:1] * 10_000,
}


def measure(seed: int) -> list[Result]:
    """Ask in every kind for some villages; the slowest kind counts, the slowest single answer is in the note."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_region")
    units = list(Region.objects.units())
    some = random.Random(seed).sample(units, VILLAGES)
    slowest = 0.0
    results = []
    for kind, write in _KINDS.items():
        taken: list[float] = []
        mine, its = alternate(partial(_all, [write(unit) for unit in some], taken), partial(_bare, VILLAGES))
        slowest = max(slowest, *taken[VILLAGES:])  # the first round is not measured
        results.append(Result(f"finding by {kind}", median(mine) / median(its), GOAL, "lower", "s", mine, its))
    worst = max(results, key=lambda result: result.ratio)
    worst.note = f"the slowest of {len(results)} kinds of query, {len(units)} units"
    within = Result("slowest answer to a finding", slowest * 1000 / MOST_MS, 1.0, "lower", "100 ms")
    within.note = f"{slowest * 1000:.0f} ms, guesses included"
    return [worst, within]


def _all(texts: list[str], taken: list[float]) -> float:
    def ask(text: str) -> None:
        if not find_places(text):
            similar_places(text)

    times = [seconds(partial(ask, text)) for text in texts]
    taken += times
    return median(times)


def _bare(times: int) -> float:
    def scan() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT code FROM core_region WHERE name LIKE '%刘家窝堡%'")
            cursor.fetchall()

    return median(seconds(scan) for _time in range(times))

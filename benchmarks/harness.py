"""Compare ours with a bare baseline: alternating rounds of one run, medians, one ratio, one goal."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

MEASUREMENTS = Path(__file__).parent.parent / "docs" / "measurements.md"
ROUNDS = 5


@dataclass
class Result:
    """One ratio beside its goal; `better` says which side of the goal is good."""

    name: str
    ratio: float
    goal: float
    better: str  # "lower" or "higher"
    unit: str
    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal if self.better == "lower" else self.ratio >= self.goal

    def line(self) -> str:
        """Write the result as a row of the table in docs/measurements.md."""
        sign = "≤" if self.better == "lower" else "≥"
        said = "yes" if self.met else "**no**"
        ours = f"{statistics.median(self.ours):.4g}" if self.ours else "–"
        bare = f"{statistics.median(self.bare):.4g}" if self.bare else "–"
        return f"| {self.name} | {ours} | {bare} | {self.unit} | {self.ratio:.3g} | {sign} {self.goal:g} | {said} | {self.note} |"


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def alternate(
    ours: Callable[[], float], bare: Callable[[], float], rounds: int = ROUNDS
) -> tuple[list[float], list[float]]:
    """Measure both sides in turn, `rounds` times each, after one unmeasured round."""
    ours()
    bare()
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def percentile(values: list[float], share: float) -> float:
    """Give the value below which a share of all lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def record(results: list[Result], *, seed: int) -> None:
    """Print the table and put it on top of docs/measurements.md, good or bad."""
    head = "| what | ours | bare | unit | ratio | goal | met | note |\n|---|---|---|---|---|---|---|---|"
    table = "\n".join([head, *(result.line() for result in results)])
    print(table)
    stamp = datetime.now(tz=UTC).strftime("%Y-%m-%d %H:%M UTC")
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    section = f"## {stamp}, seed {seed}, {machine}\n\n{table}\n"
    title, _, rest = MEASUREMENTS.read_text(encoding="utf-8").partition("\n## ")
    older = f"\n## {rest}" if rest else ""
    MEASUREMENTS.write_text(f"{title.rstrip()}\n\n{section}{older}", encoding="utf-8")

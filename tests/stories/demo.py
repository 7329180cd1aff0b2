"""The demo as a visitor starts it: with nothing given but Python, once for all films, and once more with its data."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from sanshu.runtime.demo import require_free
from sanshu.runtime.places import PROJECT
from sanshu.runtime.processes import free_port
from tests.runtime.conftest import GIVEN, Machine, gone

READY_WITHIN = 900
STOPPED_WITHIN = 60


class Demo:
    """One demo folder, and the processes over it while it runs; `address` is another one after each start."""

    def __init__(self, folder: Path) -> None:
        env = {name: value for name, value in os.environ.items() if name not in GIVEN or name == "SANSHU_PG_BIN"}
        self.machine = Machine(folder / "var", {**env, "SANSHU_DATA_DIR": str(folder / "var")})
        self._log = folder / "demo.out"

    def start(self) -> None:
        """Start it on a free port and wait until it says that it is ready."""
        self.port = free_port()
        with self._log.open("wb") as output:
            words = [sys.executable, "-m", "sanshu.runtime", "demo"]
            env = {**self.machine.env, "PORT": str(self.port)}
            self._process = subprocess.Popen(words, cwd=PROJECT, env=env, stdout=output, stderr=output)
        until = time.monotonic() + READY_WITHIN
        while not (self._ready() and any("Ctrl-C" in line for line in self.lines())):
            assert self._process.poll() is None, f"the demo ended:\n{self.lines()[-40:]}"
            assert time.monotonic() < until, f"the demo did not become ready:\n{self.lines()[-40:]}"
            time.sleep(0.5)

    def stop(self, number: signal.Signals) -> None:
        """End it by a signal; it must leave no process and no port behind."""
        pids = self.machine.note().pids
        self._process.send_signal(number)
        assert self._process.wait(STOPPED_WITHIN) == 0
        assert gone(pids)
        require_free(self.port)

    @property
    def address(self) -> str:
        """Give the address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def lines(self) -> list[str]:
        """Give all it said since it was started."""
        return self._log.read_text(encoding="utf-8").splitlines()

    def steps(self) -> list[str]:
        """Give the steps it announced, in Chinese."""
        return [line.removeprefix("· ").split(" / ")[0] for line in self.lines() if line.startswith("· ")]

    def facts(self) -> dict[str, Any]:
        """Give what it wrote down for visitors."""
        facts: dict[str, Any] = json.loads((self.machine.folder / "demo.json").read_text(encoding="utf-8"))
        return facts

    def get(self, path: str) -> int:
        """Ask for a page and give the status."""
        with urllib.request.urlopen(f"{self.address}{path}", timeout=20) as answer:  # noqa: S310  # our own address
            return int(answer.status)

    def _ready(self) -> bool:
        try:
            return self.get("/readyz") == 200
        except (urllib.error.URLError, OSError):
            return False

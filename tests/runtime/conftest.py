"""Surroundings in which nothing is given: no database, no broker, a data folder of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sanshu.runtime.discovery import RunningServices, started_at
from sanshu.runtime.places import PROJECT
from sanshu.runtime.services import Services

GIVEN = ("DATABASE_URL", "REDIS_URL", "SANSHU_PG_BIN", "PORT")


@dataclass
class Machine:
    """A machine with nothing but Python: commands run on it with `start` (and wait with `run`)."""

    folder: Path
    env: dict[str, str]

    def start(self, *words: str, before: tuple[str, ...] = (), **more: str) -> subprocess.Popen[str]:
        command = [*before, sys.executable, "-m", "sanshu.runtime", *words]
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**self.env, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str, before: tuple[str, ...] = (), **more: str) -> tuple[int, str, str]:
        process = self.start(*words, before=before, **more)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def note(self) -> RunningServices:
        """What a running supervisor says, waited for."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for file in self.folder.glob("**/runtime.json"):
                return RunningServices(**json.loads(file.read_text()))
            time.sleep(0.05)
        raise AssertionError("no supervisor left its note")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Give a machine without DATABASE_URL and REDIS_URL."""
    folder = tmp_path / "data"
    env = {name: value for name, value in os.environ.items() if name not in GIVEN}
    return Machine(folder, {**env, "SANSHU_DATA_DIR": str(folder)})


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Give both services, started once for a module."""
    with pytest.MonkeyPatch.context() as patch:
        for name in GIVEN:
            patch.delenv(name, raising=False)
        with Services(tmp_path_factory.mktemp("services")) as running:
            yield running


def gone(pids: dict[str, int], within: float = 20) -> bool:
    """Whether all these processes have ended, waited for."""
    deadline = time.monotonic() + within
    while any(started_at(pid) for pid in pids.values()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True

"""Children are stopped politely, then firmly; a demo with a dead part does not go on."""

import os
import sys
import time
from pathlib import Path

import pytest

from sanshu.runtime.demo import watch
from sanshu.runtime.discovery import started_at
from sanshu.runtime.parts import parts
from sanshu.runtime.processes import Child, Launch, launch

STUBBORN = (
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(child.pid, flush=True); time.sleep(60)"
)


def start(tmp_path: Path, name: str, code: str) -> Child:
    return launch(name, Launch([sys.executable, "-c", code], tmp_path / f"{name}.log"))


def test_a_child_that_does_not_leave_is_ended_with_its_own_children(tmp_path: Path) -> None:
    child = start(tmp_path, "stubborn", STUBBORN)
    deadline = time.monotonic() + 20
    while not child.last_words() and time.monotonic() < deadline:
        time.sleep(0.05)
    grandchild = int(child.last_words())

    child.stop(patience=0.3)

    assert not child.running()
    deadline = time.monotonic() + 10
    while started_at(grandchild) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert started_at(grandchild) == ""


def test_a_part_that_dies_is_named_with_its_last_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lives = start(tmp_path, "web", "import time; time.sleep(60)")
    dies = start(tmp_path, "worker", "print('磁盘满了'); raise SystemExit(3)")

    assert watch([lives, dies]) == 1

    said = capsys.readouterr()
    assert "worker" in said.out
    assert "3" in said.out
    assert "磁盘满了" in said.err
    lives.stop()


def test_a_process_is_not_taken_for_its_successor_under_the_same_number() -> None:
    mark = started_at(os.getpid())
    assert mark != ""
    assert started_at(2**22 + 1) == ""


def test_an_overgrown_log_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanshu.runtime.processes.BIG_LOG", 10)
    (tmp_path / "beat.log").write_text("x" * 11)
    start(tmp_path, "beat", "pass").stop()
    assert (tmp_path / "beat.old.log").read_text() == "x" * 11


def test_the_demo_runs_the_same_three_processes_as_production(tmp_path: Path) -> None:
    assert list(parts(tmp_path, 8000)) == ["web", "worker", "beat"]

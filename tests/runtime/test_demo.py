"""The whole demo as a visitor meets it: it comes up, keeps its data, is found by other commands, leaves nothing."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from sanshu.runtime.demo import require_free
from sanshu.runtime.places import PROJECT
from sanshu.runtime.processes import free_port
from tests.runtime.conftest import Machine, gone

PATIENCE = 400
START = "启动网站、后台任务和定时任务"


@contextmanager
def running_demo(machine: Machine, port: int, number: signal.Signals) -> Iterator[list[str]]:
    """A demo that has printed its address, with the lines it said; it is ended by the signal and must leave nothing."""
    process = machine.start("demo", PORT=str(port))
    assert process.stdout is not None
    lines: list[str] = []
    deadline = time.monotonic() + PATIENCE
    while not any("Ctrl-C" in line for line in lines):
        line = process.stdout.readline()
        assert line, f"the demo ended: {lines} {process.communicate()[1]}"
        assert time.monotonic() < deadline
        lines.append(line.rstrip())
    pids = machine.note().pids
    try:
        yield lines
    finally:
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert gone(pids)
    require_free(port)


def steps(lines: list[str]) -> list[str]:
    """The steps that were announced, in Chinese."""
    return [line.removeprefix("· ").split(" / ")[0] for line in lines if line.startswith("· ")]


def get(port: int, path: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return int(answer.status)


def test_the_demo_comes_up_twice_with_its_data_and_leaves_nothing(machine: Machine) -> None:
    port = free_port()
    with running_demo(machine, port, signal.SIGTERM) as first:
        assert [get(port, path) for path in ("/", "/healthz", "/readyz")] == [200, 200, 200]
        facts = json.loads((machine.folder / "demo.json").read_text())
        assert facts["address"] == f"http://127.0.0.1:{port}/"
        assert facts["accounts"]
        assert regions_seen_by_a_command_beside_it(machine) == "18132"

    port = free_port()
    begun = time.monotonic()
    with running_demo(machine, port, signal.SIGINT) as second:
        seconds = time.monotonic() - begun
        assert steps(first) == [
            "启动数据库和消息队列",
            "建表",
            "装入辽宁省的区划",
            "装入公开目录",
            "准备演示数据",
            START,
        ]
        assert steps(second) == ["启动数据库和消息队列", START]
        # Twenty seconds on a quiet machine; beside other tests on two busy cores it may take three times that.
        assert seconds < 60
        assert json.loads((machine.folder / "demo.json").read_text())["address"] == f"http://127.0.0.1:{port}/"
        assert get(port, "/") == 200


def regions_seen_by_a_command_beside_it(machine: Machine) -> str:
    """What `.venv/bin/python manage.py ...` finds without being told any address."""
    code = "from sanshu.core.models import Region; print(Region.objects.count())"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    return subprocess.run(
        command, cwd=PROJECT, env=machine.env, capture_output=True, text=True, check=True
    ).stdout.strip()

"""The demo comes up from nothing, is found by other commands, leaves nothing, and comes up again with its data."""

import signal
import subprocess
import sys

import pytest

from sanshu.runtime.places import PROJECT
from tests.stories.demo import Demo

pytestmark = pytest.mark.story

START = "启动网站、后台任务和定时任务"
FIRST = ["启动数据库和消息队列", "建表", "装入辽宁省的区划", "装入公开目录", "准备演示数据", START]
AGAIN = ["启动数据库和消息队列", START]


def test_the_demo_comes_up_twice_with_its_data_and_leaves_nothing(demo: Demo) -> None:
    assert demo.steps() == FIRST
    assert [demo.get(path) for path in ("/", "/healthz", "/readyz")] == [200, 200, 200]
    facts = demo.facts()
    assert facts["address"] == f"{demo.address}/"
    assert facts["accounts"]
    assert regions_seen_by_a_command_beside(demo) == "18132"

    demo.stop(signal.SIGINT)
    demo.start()
    # What takes minutes the first time is not done again: a start is quick because it does less.
    assert demo.steps() == AGAIN
    again = demo.facts()
    assert again["address"] == f"{demo.address}/" != facts["address"]
    assert again["accounts"] == facts["accounts"]
    assert demo.get("/") == 200


def regions_seen_by_a_command_beside(demo: Demo) -> str:
    """What `.venv/bin/python manage.py ...` finds without being told any address."""
    code = "from sanshu.core.models import Region; print(Region.objects.count())"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    return subprocess.run(
        command, cwd=PROJECT, env=demo.machine.env, capture_output=True, text=True, check=True
    ).stdout.strip()

"""A skipped test fails the run; each worker talks to a Redis database of its own; one worker plays all films."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sanshu.runtime.places import PROJECT

SKIPPED = "import pytest\n@pytest.mark.skip(reason='no browser here')\ndef test_page(): ...\ndef test_fine(): ...\n"
OWN = "import os\ndef test_a(): assert os.environ['REDIS_URL'] == 'redis://:x@h:1/' + str(1 + int(os.environ['PYTEST_XDIST_WORKER'][2:]))\n"
FILM = """import os, time
from pathlib import Path
import pytest
@pytest.mark.parametrize("n", range(6))
def test_film(n):
    time.sleep(0.1)
    (Path(__file__).parent / os.environ["PYTEST_XDIST_WORKER"]).touch()
"""


def run(folder: Path, text: str, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_planted.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-c", str(folder / "pytest.ini"), "-p", "xdist", *words]
    env = {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "REDIS_URL": "redis://:x@h:1/0",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    env.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run([*command, str(folder)], cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_a_skipped_test_fails_the_run_and_is_named(tmp_path: Path) -> None:
    answer = run(tmp_path, SKIPPED, "-p", "tools.pytest_no_skips")
    assert answer.returncode == 1
    assert "test_page" in answer.stdout
    assert "no browser here" in answer.stdout


def test_a_skipped_test_fails_the_run_of_several_workers_too(tmp_path: Path) -> None:
    assert run(tmp_path, SKIPPED, "-p", "tools.pytest_no_skips", "-n", "2").returncode == 1


def test_a_run_without_skips_passes(tmp_path: Path) -> None:
    assert run(tmp_path, "def test_fine(): ...\n", "-p", "tools.pytest_no_skips").returncode == 0


def test_each_worker_has_a_redis_database_of_its_own(tmp_path: Path) -> None:
    answer = run(tmp_path, OWN, "-p", "tools.pytest_own_redis", "-n", "2")
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("world", ["stories", "access"])
def test_one_worker_runs_all_that_looks_at_one_world(tmp_path: Path, world: str) -> None:
    stories = tmp_path / "tests" / world
    stories.mkdir(parents=True)
    (stories / "test_films.py").write_text(FILM)
    answer = run(tmp_path, "def test_other(): ...\n", "-p", "tools.pytest_one_world", "-n", "2")
    assert answer.returncode == 0, answer.stdout
    assert len(list(stories.glob("gw*"))) == 1

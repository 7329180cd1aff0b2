"""Gives a database everything the portal needs before its first page; safe to repeat."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.loaded import Loaded, digest
from sanshu.runtime.places import PROJECT
from sanshu.runtime.processes import Launch, launch, wait_for
from sanshu.runtime.progress import step

DATA = PROJECT / "publicity" / "data"
REGIONS, CATALOGUE = DATA / "liaoning_regions.csv", DATA / "catalogue.json"
PATIENCE = 900
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Task:
    """One management command and the mark by which a database tells that it has been done."""

    chinese: str
    english: str
    words: tuple[str, ...]
    mark: str


def set_up(folder: Path, environment: Mapping[str, str]) -> None:
    """Bring what this database lacks: tables, collected files in production, and in the demo everything to look at."""
    loaded = Loaded(folder, environment["DATABASE_URL"])
    for task in tasks(environment):
        name = task.words[0]
        if not loaded.holds(name, task.mark):
            with step(task.chinese, task.english):
                manage(task.words, environment, folder)
            loaded.note(name, task.mark)


def tasks(environment: Mapping[str, str]) -> list[Task]:
    """What there is to do, in order."""
    quiet = ("--noinput", "--verbosity", "0")
    needed = [Task("建表", "migrate", ("migrate", *quiet), digest(*_migrations()))]
    if environment.get("SANSHU_PRODUCTION") == "1":
        files = [file for file in (PROJECT / "static").rglob("*") if file.is_file()]
        needed.append(Task("收集静态文件", "collect static files", ("collectstatic", *quiet), digest(*files)))
    if environment.get("SANSHU_DEMO") == "1":
        needed += [
            Task("装入辽宁省的区划", "load the regions of Liaoning", ("load_regions", str(REGIONS)), digest(REGIONS)),
            Task("装入公开目录", "load the catalogue", ("load_catalogue", str(CATALOGUE)), digest(CATALOGUE)),
            # Relative to today, so it looks once a day whether the province is up to date.
            Task(
                "准备演示数据", "prepare the demo province", ("demo_data",), datetime.now(SHANGHAI).date().isoformat()
            ),
        ]
    return needed


def run_setup(folder: Path) -> int:
    """The command `setup`: for a machine whose services are already there."""
    if not os.environ.get("DATABASE_URL"):
        raise CannotRunError("setup 需要 DATABASE_URL。 / setup needs DATABASE_URL; a demo sets itself up.")
    set_up(folder, os.environ)
    return 0


def manage(words: tuple[str, ...], environment: Mapping[str, str], folder: Path) -> None:
    """Run one management command to its end, its lines shown as they come."""
    how = Launch([sys.executable, "manage.py", *words], folder / "log" / "setup.log", env=environment, cwd=PROJECT)
    child = launch(words[0], how, show=True)
    try:
        wait_for(lambda: not child.running(), child, PATIENCE)
    finally:
        child.stop()
    code = child.process.returncode
    if code:
        raise CannotRunError(f"{words[0]} 失败（{code}），见上文。 / manage.py {words[0]} failed ({code}), see above.")


def _migrations() -> list[Path]:
    """Ours, and the list of packages, whose migrations change only with it."""
    ours = [
        file for app in ("sanshu", "publicity", "feedback", "supervision") for file in (PROJECT / app).rglob("*.py")
    ]
    return [*(file for file in ours if file.parent.name == "migrations"), PROJECT / "requirements.txt"]

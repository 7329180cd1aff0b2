"""Gives a database everything the portal needs before its first page; safe to repeat."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.loaded import Loaded
from sanshu.runtime.places import PROJECT
from sanshu.runtime.processes import Launch, launch, wait_for
from sanshu.runtime.progress import step

DATA = PROJECT / "publicity" / "data"
FILES = (
    ("装入辽宁省的区划", "load the regions of Liaoning", "load_regions", DATA / "liaoning_regions.csv"),
    ("装入公开目录", "load the catalogue", "load_catalogue", DATA / "catalogue.json"),
)
PATIENCE = 900


def set_up(folder: Path, environment: Mapping[str, str]) -> None:
    """Migrate; in the demo also load regions, catalogue and a lively province, as far as this database lacks them."""
    with step("建表", "migrate"):
        manage(["migrate", "--noinput", "--verbosity", "0"], environment, folder)
    if environment.get("SANSHU_PRODUCTION", "0") == "1":
        with step("收集静态文件", "collect static files"):
            manage(["collectstatic", "--noinput", "--verbosity", "0"], environment, folder)
    if environment.get("SANSHU_DEMO", "0") == "1":
        _load(folder, environment)


def run_setup(folder: Path) -> int:
    """The command `setup`: for a machine whose services are already there."""
    if not os.environ.get("DATABASE_URL"):
        raise CannotRunError("setup 需要 DATABASE_URL。 / setup needs DATABASE_URL; a demo sets itself up.")
    set_up(folder, os.environ)
    return 0


def manage(words: list[str], environment: Mapping[str, str], folder: Path) -> None:
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


def _load(folder: Path, environment: Mapping[str, str]) -> None:
    loaded = Loaded(folder, environment["DATABASE_URL"])
    for chinese, english, command, file in FILES:
        if not loaded.holds(command, file):
            with step(chinese, english):
                manage([command, str(file)], environment, folder)
            loaded.note(command, file)
    with step("准备演示数据", "prepare the demo province"):
        manage(["demo_data"], environment, folder)

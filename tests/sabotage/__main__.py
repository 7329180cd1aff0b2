"""Plant each defect in a copy of the project and run the test that must notice: `python -m tests.sabotage [name ...]`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.sabotage.patches import PATCHES, Patch

PROJECT = Path(__file__).parent.parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis", "node_modules")
FAILED_TESTS = 1  # pytest's exit code when tests ran and some failed; every other code is no proof


def main(names: list[str]) -> int:
    """Run the named patches, or all; exit 1 when a defect went unnoticed or a test is red without any defect."""
    chosen = [patch for patch in PATCHES if not names or patch.name in names]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(PROJECT, copy, ignore=LEFT_OUT)
        if _pytest(copy, *sorted({patch.test for patch in chosen}), quiet=False):
            print("FAILED: these tests must pass before anything is planted", flush=True)
            return 1
        unnoticed = [patch.name for patch in chosen if not _noticed(copy, patch)]
    print(f"{len(chosen) - len(unnoticed)} passed, {len(unnoticed)} failed", flush=True)
    return int(bool(unnoticed))


def _noticed(copy: Path, patch: Patch) -> bool:
    file = copy / patch.file
    sound = file.read_text(encoding="utf-8")
    if sound.count(patch.old) != 1:
        print(f"✗ {patch.name}: the line to spoil stands {sound.count(patch.old)} times in {patch.file}", flush=True)
        return False
    file.write_text(sound.replace(patch.old, patch.new), encoding="utf-8")
    try:
        code = _pytest(copy, patch.test, quiet=True, database="--create-db" if patch.remakes_database else "--reuse-db")
    finally:
        file.write_text(sound, encoding="utf-8")
    if patch.remakes_database:
        _pytest(copy, patch.test, quiet=True, database="--create-db")
    print(f"{'✓' if code == FAILED_TESTS else '✗'} {patch.name}: {patch.says}", flush=True)
    return code == FAILED_TESTS


def _pytest(copy: Path, *tests: str, quiet: bool, database: str = "--reuse-db") -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", database]
    done = subprocess.run([*command, *tests], cwd=copy, check=False, capture_output=quiet)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

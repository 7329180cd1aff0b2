"""Plant each defect in a copy of the project and run the test that must notice: `python -m tests.sabotage [name ...]`."""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.sabotage.patch import Patch
from tests.sabotage.patches import PATCHES

PROJECT = Path(__file__).parent.parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis", "node_modules")
REPORT = "report.xml"


def main(names: list[str]) -> int:
    """Run the named patches, or all; exit 1 when a defect went unnoticed or a test is red without any defect."""
    chosen = [patch for patch in PATCHES if not names or patch.name in names]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(PROJECT, copy, ignore=LEFT_OUT)
        if not _run(copy, *sorted({patch.test for patch in chosen}), quiet=False).passed:
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
        seen = _run(copy, patch.test, quiet=True, database="--create-db" if patch.remakes_database else "--reuse-db")
    finally:
        file.write_text(sound, encoding="utf-8")
    if patch.remakes_database:
        _run(copy, patch.test, quiet=True, database="--create-db")
    print(f"{'✓' if seen.noticed else '✗'} {patch.name}: {patch.says}{seen.doubt}", flush=True)
    return seen.noticed


@dataclass(frozen=True)
class _Seen:
    """What a run of tests came to."""

    failed: int
    errors: int
    ran: int

    @property
    def passed(self) -> bool:
        return self.ran > 0 and not self.failed and not self.errors

    @property
    def noticed(self) -> bool:
        """Whether a test itself failed; one that could not be set up, or was never found, proves nothing."""
        return self.failed > 0 and not self.errors

    @property
    def doubt(self) -> str:
        return f" ({self.errors} errors, {self.ran} ran: no proof)" if self.errors or not self.ran else ""


def _run(copy: Path, *tests: str, quiet: bool, database: str = "--reuse-db") -> _Seen:
    report = copy / REPORT
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", database]
    subprocess.run([*command, f"--junit-xml={report}", *tests], cwd=copy, check=False, capture_output=quiet)
    if not report.exists():
        return _Seen(failed=0, errors=1, ran=0)
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 - our own file
    counts = {key: sum(int(suite.get(key, 0)) for suite in suites) for key in ("failures", "errors", "tests")}
    return _Seen(failed=counts["failures"], errors=counts["errors"], ran=counts["tests"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""All checks that need no database, two at a time: `python -m tools.check`. Goes on after a failure and names all that failed."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PYTHON = sys.executable
TEMPLATES = "templates"
AT_A_TIME = 2
#: The longest first, so that none is left over at the end.
CHECKS: dict[str, list[str]] = {
    "types": [PYTHON, "-m", "mypy", "."],
    "house rules": [PYTHON, "-m", "pytest", "-q", "-p", "tools.pytest_no_skips", "tests/architecture"],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "import contracts": [str(Path(PYTHON).parent / "lint-imports"), "--no-logo"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "templates": [PYTHON, "-m", "djlint", "--lint", "--quiet", TEMPLATES],
    "templates' format": [PYTHON, "-m", "djlint", "--check", "--quiet", TEMPLATES],
}


def main() -> int:
    """Run them; exit 1 when one failed."""
    failed = []
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for name, (passed, said) in zip(CHECKS, pool.map(_run, CHECKS.values()), strict=True):
            print(f"· {name}\n{said}", flush=True)
            if not passed:
                failed.append(name)
    print(f"FAILED: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return int(bool(failed))


def _run(command: list[str]) -> tuple[bool, str]:
    begun = time.monotonic()
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return not done.returncode, f"{done.stdout}  {time.monotonic() - begun:.1f} s"


if __name__ == "__main__":
    sys.exit(main())

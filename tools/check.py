"""All checks that need no database, in turn: `python -m tools.check`. Goes on after a failure and names all that failed."""

import subprocess
import sys
import time
from pathlib import Path

PYTHON = sys.executable
TEMPLATES = "templates"
CHECKS: dict[str, list[str]] = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "types": [PYTHON, "-m", "mypy", "."],
    "import contracts": [str(Path(PYTHON).parent / "lint-imports"), "--no-logo"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "templates": [PYTHON, "-m", "djlint", "--lint", "--quiet", TEMPLATES],
    "templates' format": [PYTHON, "-m", "djlint", "--check", "--quiet", TEMPLATES],
    "house rules": [PYTHON, "-m", "pytest", "-q", "-p", "tools.pytest_no_skips", "tests/architecture"],
}


def main() -> int:
    """Run them; exit 1 when one failed."""
    failed = []
    for name, command in CHECKS.items():
        begun = time.monotonic()
        print(f"· {name}", flush=True)
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
        print(f"  {time.monotonic() - begun:.1f} s", flush=True)
    print(f"FAILED: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())

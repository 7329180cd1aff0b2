"""`make` looks for a Python that fits and says in one line what to do without one."""

import os
import subprocess
import sys
from pathlib import Path

from sanshu.runtime.places import PROJECT


def find(path: Path, *names: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(PROJECT / "tools" / "find_python.sh"), *names]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PATH": str(path)})


def too_old(path: Path) -> None:
    path.write_text("#!/bin/sh\nexit 1\n")
    path.chmod(0o755)


def test_a_python_that_fits_is_taken_before_one_that_does_not(tmp_path: Path) -> None:
    too_old(tmp_path / "python3")
    (tmp_path / "python3.12").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (tmp_path / "python3.12").chmod(0o755)
    assert find(tmp_path, "python3").stdout == f"{tmp_path}/python3.12\n"


def test_without_a_python_that_fits_one_line_names_the_remedy(tmp_path: Path) -> None:
    too_old(tmp_path / "python3")
    answer = find(tmp_path)
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "3.11" in answer.stderr

"""The browser tests get a browser or the run fails with one line that names the remedy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import chromium
from tools.unpacked_chromium import unpack_chromium


def browser(path: Path, says: str = "Chromium 156.0", code: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand on a machine with no browser, no package manager and an empty data folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SANSHU_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.delenv("SANSHU_CHROMIUM", raising=False)


def test_the_one_that_was_chosen_comes_before_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser(tmp_path / "chromium")
    chosen = browser(tmp_path / "mine")
    monkeypatch.setenv("SANSHU_CHROMIUM", str(chosen))
    assert chromium.find_chromium() == str(chosen)


def test_a_stub_that_only_talks_about_snap_is_no_browser(tmp_path: Path) -> None:
    browser(tmp_path / "chromium", says="Please install the snap", code=1)
    working = browser(tmp_path / "google-chrome")
    assert chromium.find_chromium() == str(working)


def test_the_one_without_windows_comes_first(tmp_path: Path) -> None:
    browser(tmp_path / "chromium")
    lighter = browser(tmp_path / "chromium-headless-shell")
    assert chromium.find_chromium() == str(lighter)


def test_one_that_was_unpacked_earlier_is_found(tmp_path: Path) -> None:
    (tmp_path / "var" / "chromium").mkdir(parents=True)
    unpacked = browser(tmp_path / "var" / "chromium" / "chromium")
    assert chromium.find_chromium() == str(unpacked)


def test_without_any_the_run_fails_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert chromium.main() == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "SANSHU_CHROMIUM" in said


def test_a_chosen_one_that_does_not_start_is_not_replaced_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser(tmp_path / "chromium")
    monkeypatch.setenv("SANSHU_CHROMIUM", str(tmp_path / "absent"))
    with pytest.raises(RuntimeError, match="SANSHU_CHROMIUM"):
        chromium.chromium()


def test_an_ordinary_users_browser_starts_with_the_libraries_that_came_along(tmp_path: Path) -> None:
    """The package manager is a script here, since the real one would download 100 MB."""
    deb = tmp_path / "chromium.deb"
    deb.touch()
    inside = tmp_path / "a folder with blanks" / "root" / "usr" / "lib"
    scripts = {
        "apt-get": f'case "$*" in *install*) /bin/cp {deb} "$SANSHU_ARCHIVES/";; esac',
        "dpkg-deb": f'/bin/mkdir -p "{inside}/chromium"; : > "{inside}/libnss3.so.3"\n'
        f"printf '#!/bin/sh\\necho Chromium with $LD_LIBRARY_PATH\\n' > \"{inside}/chromium/chromium\"\n"
        f'/bin/chmod +x "{inside}/chromium/chromium"',
    }
    for name, text in scripts.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    folder = tmp_path / "a folder with blanks"
    os.environ["SANSHU_ARCHIVES"] = str(folder / "cache" / "archives")
    try:
        unpack_chromium(folder)
    finally:
        del os.environ["SANSHU_ARCHIVES"]

    said = subprocess.run([folder / "chromium"], capture_output=True, text=True, check=True).stdout
    assert said == f"Chromium with {inside}\n"


def test_the_command_prints_nothing_but_the_path(tmp_path: Path) -> None:
    working = browser(tmp_path / "chromium")
    command = [sys.executable, "-m", "tools.chromium"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout
    assert said == f"{working}\n"

"""Finds the browser that the tests drive, or gets one: `python -m tools.chromium` prints its path.

Order: `SANSHU_CHROMIUM`, the PATH, one that Playwright keeps, one unpacked earlier below the data folder. Failing
that, Debian's own package: installed by root, unpacked below the data folder for an ordinary user. Where none of
this works one line says so and the run fails: the browser tests are never skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sanshu.runtime.places import data_dir
from tools.unpacked_chromium import unpack_chromium, unpacked_chromium

#: The one without windows comes first: it does the same with half of the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
FONT_FAMILIES = ("Noto Sans CJK", "WenQuanYi", "Source Han", "PingFang", "Droid Sans Fallback")
#: Whichever a distribution has.
PACKAGES = ("chromium-headless-shell", "chromium")
FONTS = "fonts-noto-cjk"
REMEDY = (
    "找不到浏览器：请安装 chromium 和 fonts-noto-cjk，或设置 SANSHU_CHROMIUM=/path/to/chromium，"
    "或运行 .venv/bin/python -m playwright install chromium。"
    " / No browser for the browser tests: install chromium and fonts-noto-cjk, set SANSHU_CHROMIUM,"
    " or run .venv/bin/python -m playwright install chromium."
)


def find_chromium() -> str | None:
    """The path of a Chromium that starts on this machine, or None."""
    chosen = os.environ.get("SANSHU_CHROMIUM", "")
    places = [chosen] if chosen else [*(shutil.which(name) or "" for name in NAMES), *_of_playwright(), *_unpacked()]
    return next((place for place in places if place and _starts(place)), None)


def chromium() -> str:
    """The path of a Chromium; raises RuntimeError with the remedy when there is none."""
    found = find_chromium()
    if found is None:
        raise RuntimeError(REMEDY)
    return found


def main() -> int:
    """Print the path, getting a browser first when there is none."""
    if find_chromium() is None or not _shows_chinese():
        _get()
    found = find_chromium()
    if found is None:
        print(REMEDY, file=sys.stderr)
        return 1
    print(found)
    return 0


def _get() -> None:
    if shutil.which("apt-get") is None or os.environ.get("SANSHU_CHROMIUM"):
        return
    if os.geteuid() == 0:
        print("· 安装浏览器 / installing Chromium and Chinese fonts with apt-get …", file=sys.stderr, flush=True)
        _apt("update", "-qq")
        _apt("install", "-y", "-qq", "--no-install-recommends", FONTS)
        for package in PACKAGES:
            if find_chromium() is None:
                _apt("install", "-y", "-qq", "--no-install-recommends", package)
    elif find_chromium() is None:
        print("· 解开浏览器 / unpacking Debian's Chromium for this user …", file=sys.stderr, flush=True)
        unpack_chromium(data_dir() / "chromium")


def _apt(*words: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *words], env=environment, stdout=sys.stderr, check=False)


def _starts(program: str) -> bool:
    """Ubuntu's package is a stub that only tells people to use snap: what counts is a browser that answers."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and "Chrom" in said.stdout


def _shows_chinese() -> bool:
    """Without a Chinese font every screenshot would show boxes; a machine without fontconfig is believed."""
    if shutil.which("fc-list") is None:
        return True
    fonts = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout
    return any(family in fonts for family in FONT_FAMILIES)


def _of_playwright() -> list[str]:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return [str(place) for place in sorted(cache.glob("chromium*/chrome-linux*/*")) if place.name.startswith("chrome")]


def _unpacked() -> list[str]:
    place = unpacked_chromium(data_dir() / "chromium")
    return [] if place is None else [str(place)]


if __name__ == "__main__":
    sys.exit(main())

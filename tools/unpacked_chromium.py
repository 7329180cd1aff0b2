"""Gives an ordinary user on Debian the distribution's own Chromium without installing anything.

`apt-get` keeps its lists and downloads in folders of our own, packages are checked by their signatures as always,
and `dpkg-deb -x` unpacks them. A small script starts the browser with the libraries and fonts that came along.
"""

import subprocess
import sys
from pathlib import Path
from shlex import quote

STATUS = Path("/var/lib/dpkg/status")
PACKAGES = ("chromium", "fonts-noto-cjk", "fontconfig-config")
START = """#!/bin/sh
root={root}
export LD_LIBRARY_PATH={libraries}
export FONTCONFIG_FILE="$root/fonts.conf"
exec "$root/usr/lib/chromium/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{root}/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{root}/font-cache</cachedir>
  <include ignore_missing="yes">{root}/etc/fonts/conf.d</include>
</fontconfig>
"""


def unpacked_chromium(folder: Path) -> Path | None:
    """The start script of a browser that was unpacked here earlier, or None."""
    script = folder / "chromium"
    return script if script.exists() else None


def unpack_chromium(folder: Path, status: Path = STATUS) -> None:
    """Download what `status` says is missing and unpack it below `folder`; leaves no script when that fails."""
    for part in ("state/lists/partial", "cache/archives/partial", "root"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    try:
        _apt(folder, status, "update", "-qq")
        _apt(folder, status, "install", "-y", "-qq", "--no-install-recommends", "--download-only", *PACKAGES)
        for package in sorted((folder / "cache" / "archives").glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", package, folder / "root"], check=True)
            package.unlink()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"  {error}", file=sys.stderr)
        return
    _write_script(folder)


def _apt(folder: Path, status: Path, *words: str) -> None:
    options = {
        "Dir::State": folder / "state",
        "Dir::State::status": status,
        "Dir::Cache": folder / "cache",
        "Debug::NoLocking": "1",
        "APT::Sandbox::User": "",
    }
    settings = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    subprocess.run(["apt-get", *settings, *words], stdout=sys.stderr, stdin=subprocess.DEVNULL, check=True)


def _write_script(folder: Path) -> None:
    root = folder / "root"
    libraries = sorted({str(found.parent) for found in root.glob("**/*.so.*")})
    (root / "fonts.conf").write_text(FONTS.format(root=root), encoding="utf-8")
    script = folder / "chromium"
    script.write_text(START.format(root=quote(str(root)), libraries=quote(":".join(libraries))), encoding="utf-8")
    script.chmod(0o755)

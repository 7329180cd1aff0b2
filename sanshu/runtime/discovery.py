"""Tells a command which database and broker to talk to: the environment's, else those of a running demo.

A running demo leaves a note, `runtime.json`, in the data folder. The note counts only while the process that
wrote it lives, so a note left by a power cut misleads nobody.
"""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from sanshu.runtime.places import data_dir

NOTE = "runtime.json"


@dataclass(frozen=True)
class RunningServices:
    """What a supervisor says about the services it started."""

    database_url: str
    redis_url: str
    supervisor_pid: int
    supervisor_started: str
    pids: dict[str, int]


def database_url() -> str | None:
    """`DATABASE_URL`, else the address of a running demo's PostgreSQL, else None."""
    return os.environ.get("DATABASE_URL") or _of_running("database_url")


def redis_url() -> str | None:
    """`REDIS_URL`, else the address of a running demo's Redis, else None."""
    return os.environ.get("REDIS_URL") or _of_running("redis_url")


def running_services(folder: Path | None = None) -> RunningServices | None:
    """The services of a living supervisor over this data folder, or None."""
    note = read_note(folder or data_dir())
    if note is None or started_at(note.supervisor_pid) != note.supervisor_started:
        return None
    return note


def read_note(folder: Path) -> RunningServices | None:
    """The note in this folder, whether its writer lives or not; None when absent or unreadable."""
    try:
        return RunningServices(**json.loads((folder / NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_note(folder: Path, note: RunningServices) -> None:
    """Leave the note for other commands, readable by its owner alone because the addresses hold passwords."""
    draft = folder / f"{NOTE}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(note), file, indent=2)
    draft.replace(folder / NOTE)


def remove_note(folder: Path) -> None:
    """Take the note away; nothing happens when there is none."""
    with contextlib.suppress(OSError):
        (folder / NOTE).unlink()


def started_at(pid: int) -> str:
    """A mark that one process keeps for life and its successor under the same number lacks; empty when it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return "" if Path("/proc/self/stat").exists() else _alive_mark(pid)
    except OSError:
        return ""
    state, *rest = stat.rpartition(")")[2].split()
    return "" if state == "Z" else rest[18]


def _alive_mark(pid: int) -> str:
    """Where there is no /proc (macOS) only whether the process exists can be told."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        return "alive"
    return "alive"


def _of_running(key: str) -> str | None:
    services = running_services()
    return None if services is None else str(getattr(services, key)) or None

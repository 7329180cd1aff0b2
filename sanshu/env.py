"""Typed readers of environment variables that fail loudly, naming the variable and what it should hold. Pure."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


class EnvError(RuntimeError):
    """A variable is missing or unreadable; the text says which and what to set."""


def text(name: str, default: str | None = None) -> str:
    """Read a text; without a default the variable is required."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise EnvError(f"{name} is not set. See docs/operations.md for what it should hold.")
    return default


def flag(name: str, *, default: bool) -> bool:
    """Read 1/0, true/false, yes/no, on/off."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise EnvError(f"{name}={value!r} is neither yes nor no: use 1 or 0.")


def integer(name: str, default: int) -> int:
    """Read a whole number."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise EnvError(f"{name}={value!r} is not a whole number.") from None


def words(name: str, default: list[str]) -> list[str]:
    """Read a list separated by commas."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or default


def folder(name: str, default: Path) -> Path:
    """Read a folder's path, absolute or relative to the working directory."""
    return Path(text(name, str(default))).expanduser().resolve()


#: What every line to the database begins with. Statements that are planned once (ADR 23) are planned for any value.
_LINE = "-c timezone=Asia/Shanghai -c lock_timeout=10s -c plan_cache_mode=force_generic_plan"


def database(url: str) -> dict[str, object]:
    """Turn `postgres://user:password@host:port/name` into Django's settings; any other scheme is refused."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise EnvError(f"DATABASE_URL begins with {parts.scheme!r}: only postgres:// is supported.")
    return {
        "ENGINE": "sanshu.core.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "options": _LINE},
    }

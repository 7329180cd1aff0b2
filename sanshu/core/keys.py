"""Secret keys in files outside the database: made once, readable by their owner only, one for each purpose. Pure.

Two layers protect a number (see `sanshu.core.digests`): the *match* key may be handed to a department that delivers
digests, the *store* key never leaves this machine. Person, account, phone and receipt have keys of their own, so that
equal numbers of different kinds can't be joined.
"""

import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

KEY_BYTES = 32
_PROJECT = Path(__file__).resolve().parents[2]


class KeyFileError(RuntimeError):
    """A key file is missing, unreadable, damaged or open to others; the text names the file and the remedy."""


@dataclass(frozen=True)
class Key:
    """One secret and the short id (a fingerprint) by which stored values name it."""

    id: str
    secret: bytes = field(repr=False)


def keys_directory() -> Path:
    """Give `SANSHU_DATA_DIR/keys`, by default `var/keys` of the project."""
    return _resolved(os.environ.get("SANSHU_DATA_DIR") or str(_PROJECT / "var"))


@lru_cache(maxsize=8)
def _resolved(folder: str) -> Path:
    # Asking the file system for every number of a list of thousands took longer than its digests.
    return Path(folder).resolve() / "keys"


@dataclass(frozen=True)
class KeyRing:
    """The key files of one directory. With `make` a missing key is made; without it that is an error."""

    directory: Path
    make: bool = True

    def key(self, name: str) -> Key:
        """Give the key of one purpose, such as `store-person`; the same one in every process."""
        path = self.directory / f"{name}.key"
        if not path.exists():
            self._make(path)
        return _read(path)

    def _make(self, path: Path) -> None:
        if not self.make:
            raise KeyFileError(f"缺少密钥文件 {path}。请从备份恢复；重新生成会使已登记的号码全部对不上。")
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, unfinished = tempfile.mkstemp(dir=self.directory, prefix=".new-")
        except OSError as problem:
            raise KeyFileError(
                f"无法在 {self.directory} 写入密钥文件（{problem.strerror}）。请检查该文件夹的权限。"
            ) from problem
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(KEY_BYTES) + "\n")
                file.flush()
                os.fsync(file.fileno())
            # A link fails when another process was first: both then read the same, complete file.
            os.link(unfinished, path)
        except FileExistsError:
            pass
        finally:
            Path(unfinished).unlink()


def _read(path: Path) -> Key:
    try:
        mode = path.stat().st_mode & 0o777
        text = path.read_text().strip()
    except OSError as problem:
        raise KeyFileError(f"无法读取密钥文件 {path}（{problem.strerror}）。") from problem
    if mode & 0o077:
        raise KeyFileError(f"密钥文件 {path} 的权限是 {mode:o}，其他人可以读取。请执行 chmod 600 {path}")
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise KeyFileError(f"密钥文件 {path} 已损坏。请从备份恢复。")
    return Key(hashlib.sha256(b"sanshu key id" + secret).hexdigest()[:8], secret)


@lru_cache(maxsize=64)
def _cached(directory: Path, name: str, *, make: bool) -> Key:
    return KeyRing(directory, make).key(name)


def key(name: str) -> Key:
    """Give the key of one purpose from the configured directory, read once for each process.

    `SANSHU_MAKE_KEYS=0` (for a machine that must use the keys it was given) turns a missing file into an error.
    """
    return _cached(keys_directory(), name, make=os.environ.get("SANSHU_MAKE_KEYS", "1") != "0")

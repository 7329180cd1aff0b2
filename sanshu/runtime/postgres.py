"""Runs a PostgreSQL of our own with the durable settings that production has."""

import os
import secrets
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql

from sanshu.runtime.binaries import postgres_bin
from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.identity import Identity, hand_over, identity_for
from sanshu.runtime.processes import Child, Launch, free_port, launch, tail, wait_for

OWNER = DATABASE = "sanshu"
TRIES = 3
STATUS_LINE = 7
# Spelled out although most are defaults: a demo or a test must never pass because durability was off.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "max_wal_size": "2GB",
}


@dataclass(frozen=True)
class Postgres:
    """A running server and the address of its database."""

    child: Child
    url: str


def start_postgres(folder: Path) -> Postgres:
    """Start the server over `folder/postgres`, made on first use; the log is `folder/log/postgres.log`."""
    identity = identity_for(postgres_bin(), folder / "postgres")
    log = folder / "log" / "postgres.log"
    password = _password(folder)
    _check_version(identity)
    if not (identity.data / "PG_VERSION").exists():
        _initialise(identity, password)
    for _ in range(TRIES):
        port = free_port()
        child = _serve(identity, port, log)
        if wait_for(lambda: _ready(identity.data), child, 60):
            _make_database(port, password)
            return Postgres(child, f"postgres://{OWNER}:{password}@127.0.0.1:{port}/{DATABASE}")
        child.stop()
    raise CannotRunError(f"PostgreSQL 启动不了，日志 {log}。 / PostgreSQL does not start, log {log}:\n{tail(log, 12)}")


def _serve(identity: Identity, port: int, log: Path) -> Child:
    options = [word for name, value in {**SETTINGS, "port": str(port)}.items() for word in ("-c", f"{name}={value}")]
    command = [*identity.prefix, str(identity.programs / "postgres"), "-D", str(identity.data), *options]
    # The server adopts the C locale's messages so that the log reads the same on every machine.
    environment = {**os.environ, "LC_MESSAGES": "C", "TZ": "Asia/Shanghai"}
    return launch("postgres", Launch(command, log, signal.SIGINT, environment, Path("/"), identity.user))


def _initialise(identity: Identity, password: str) -> None:
    """Make the cluster; C.UTF-8 because Chinese trigrams need a UTF-8 libc character type and sorting needs none."""
    hand_over(identity)
    with tempfile.NamedTemporaryFile("w", dir=identity.data.parent, prefix="initdb-") as file:
        file.write(password)
        file.flush()
        if identity.user is not None:
            os.chown(file.name, identity.user, identity.user)
        words = ["initdb", "-D", str(identity.data), "-U", OWNER, "-E", "UTF8", "--locale=C.UTF-8"]
        command = [*identity.prefix, str(identity.programs / words[0]), *words[1:], "-A", "scram-sha-256"]
        made = subprocess.run(
            [*command, f"--pwfile={file.name}"],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            user=identity.user,
            group=identity.user,
            extra_groups=None if identity.user is None else [],
        )
    if made.returncode:
        words_of_initdb = " ".join(made.stderr.split())
        raise CannotRunError(f"建不了数据库 {identity.data}。 / initdb failed in {identity.data}: {words_of_initdb}")


def _check_version(identity: Identity) -> None:
    """Refuse a cluster of another major version with one line, where the server would refuse it in its log."""
    mark = identity.data / "PG_VERSION"
    if not mark.exists():
        return
    said = subprocess.run(
        [identity.programs / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    data, program = mark.read_text().strip(), said.split()[2].split(".")[0]
    if data != program:
        raise CannotRunError(
            f"{identity.data} 是 PostgreSQL {data} 的数据，现在的程序是 {program}：请换 SANSHU_DATA_DIR 或删除该文件夹。"
            f" / {identity.data} holds PostgreSQL {data} data, the program is {program}:"
            " choose another SANSHU_DATA_DIR or remove the folder."
        )


def _ready(data: Path) -> bool:
    """What `pg_ctl` looks at: the server writes its state into the eighth line of its pid file."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"


def _make_database(port: int, password: str) -> None:
    connection = psycopg2.connect(host="127.0.0.1", port=port, user=OWNER, password=password, dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    connection.close()


def _password(folder: Path) -> str:
    """The owner's password, made once; loopback is open to every user of the machine, so trust would not do."""
    file = folder / "postgres.password"
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as new:
            new.write(secrets.token_hex(16))
    return file.read_text().strip()

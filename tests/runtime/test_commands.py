"""The command line on a bare machine: what it starts it stops, what it cannot do it says in one line."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sanshu.runtime.binaries import postgres_bin
from sanshu.runtime.processes import free_port
from tests.runtime.conftest import Machine, gone

ORDINARY = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
LOOK = (
    "import os, psycopg2; c = psycopg2.connect(os.environ['DATABASE_URL']).cursor();"
    "c.execute('SELECT current_database()'); print(c.fetchone()[0])"
)


def users() -> list[str]:
    """As whom this machine lets us try: an ordinary user always, root's three ways only for root."""
    if os.geteuid() != 0:
        return ["ordinary"]
    namespaces = shutil.which("unshare") and subprocess.run([*ORDINARY, "true"], check=False).returncode == 0
    return ["root", "root without namespaces", *(["ordinary"] if namespaces else [])]


@pytest.mark.parametrize("user", users())
def test_a_command_gets_both_services_and_leaves_nothing(machine: Machine, user: str, tmp_path: Path) -> None:
    before = ORDINARY if user == "ordinary" and os.geteuid() == 0 else ()
    more = {"PATH": path_without("unshare", tmp_path)} if user == "root without namespaces" else {}

    code, out, err = machine.run("run", "--", sys.executable, "-c", LOOK, before=before, **more)

    assert (code, out) == (0, "sanshu\n"), err
    assert list(machine.folder.glob("test-*")) == []


def test_it_works_below_a_folder_that_is_closed_to_others(machine: Machine, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    root = postgres_bin().parents[1]
    for part in (root, root.with_name(f"{root.name}.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    programs = closed / root.name / postgres_bin().relative_to(root)

    words = ("run", "--", sys.executable, "-c", LOOK)
    code, out, err = machine.run(*words, SANSHU_PG_BIN=str(programs), SANSHU_DATA_DIR=str(closed / "var"))

    assert (code, out) == (0, "sanshu\n"), err


def test_the_exit_code_of_the_command_is_handed_on(machine: Machine) -> None:
    code, _, _ = machine.run("run", "--", sys.executable, "-c", "raise SystemExit(7)")
    assert code == 7


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything_and_removes_the_folder(machine: Machine, number: signal.Signals) -> None:
    process = machine.start("run", "--", "sleep", "60")
    note = machine.note()
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert gone(note.pids)
    assert list(machine.folder.glob("test-*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_kill_9_leaves_no_server_and_the_next_run_tidies_up(machine: Machine) -> None:
    process = machine.start("run", "--", "sleep", "60")
    note = machine.note()
    process.kill()
    process.communicate(timeout=30)
    assert gone(note.pids)
    assert list(machine.folder.glob("test-*")) != []

    assert machine.run("run", "--", "true")[0] == 0
    assert list(machine.folder.glob("test-*")) == []


def test_a_data_folder_that_it_makes_is_closed_to_others(machine: Machine) -> None:
    assert machine.run("run", "--", "true")[0] == 0
    assert machine.folder.stat().st_mode & 0o077 == 0


def test_a_taken_port_is_named_in_one_line_and_nothing_is_started(machine: Machine) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = machine.run("demo", PORT=str(port))
    assert code == 1
    assert out == ""
    assert err.count("\n") == 1
    assert str(port) in err
    assert "PORT=" in err
    assert not (machine.folder / "postgres").exists()


@pytest.mark.parametrize("port", ["abc", "0", "70000", "80 80"])
def test_a_port_that_is_none_is_refused_in_one_line(machine: Machine, port: str) -> None:
    code, _, err = machine.run("demo", PORT=port)
    assert code == 1
    assert err.count("\n") == 1
    assert port in err


def test_a_folder_that_takes_no_files_is_named_in_one_line(machine: Machine, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    for command in (("demo",), ("run", "--", "true")):
        code, _, err = machine.run(*command, SANSHU_DATA_DIR=str(blocked / "var"))
        assert code == 1
        assert err.count("\n") == 1
        assert str(blocked / "var") in err


def test_a_wrong_postgres_folder_is_named_in_one_line(machine: Machine, tmp_path: Path) -> None:
    code, _, err = machine.run("run", "--", "true", SANSHU_PG_BIN=str(tmp_path))
    assert code == 1
    assert err.count("\n") == 1
    assert "SANSHU_PG_BIN" in err


def test_data_of_another_postgres_is_refused_in_one_line(machine: Machine) -> None:
    data = machine.folder / "postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")
    code, _, err = machine.run("demo", PORT=str(free_port()))
    assert code == 1
    assert "SANSHU_DATA_DIR" in err


def path_without(program: str, tmp_path: Path) -> str:
    """A PATH on which everything is found but this program."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for place in os.environ["PATH"].split(os.pathsep):
        for found in Path(place).glob("*") if Path(place).is_dir() else []:
            link = folder / found.name
            if found.name != program and not link.exists() and not link.is_symlink():
                link.symlink_to(found)
    return str(folder)

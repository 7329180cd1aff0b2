"""The command line.

`python -m sanshu.runtime run -- COMMAND...` gives one command both services and cleans up after it;
`python -m sanshu.runtime demo` runs the whole portal until Ctrl-C.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from sanshu.runtime.demo import chosen_port, run_demo
from sanshu.runtime.discovery import started_at
from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.parts import is_ready
from sanshu.runtime.places import data_dir
from sanshu.runtime.processes import die_with_parent
from sanshu.runtime.services import Services, erase, prepare_folder
from sanshu.runtime.setup import run_setup
from sanshu.runtime.signals import SignalledError, raise_on_signals


def parser() -> argparse.ArgumentParser:
    """What may stand on the command line."""
    words = argparse.ArgumentParser(prog="python -m sanshu.runtime", description=__doc__)
    commands = words.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run one command with a PostgreSQL and a Redis of its own, then remove both")
    run.add_argument("words", nargs=argparse.REMAINDER)
    commands.add_parser("demo", help="run the whole portal until Ctrl-C")
    commands.add_parser("setup", help="migrate, and in the demo load everything, where the services are given")
    commands.add_parser("ready", help="exit 0 when the web server on PORT says that it is ready")
    return words


def main(arguments: list[str] | None = None) -> int:
    """Carry out the command; returns its exit code."""
    chosen = parser().parse_args(arguments)
    words = [word for index, word in enumerate(getattr(chosen, "words", [])) if index or word != "--"]
    if chosen.command == "run" and not words:
        parser().error("run: a command is needed after --")
    raise_on_signals()
    try:
        return _carry_out(chosen.command, words)
    except CannotRunError as reason:
        print(reason, file=sys.stderr)
        return 1
    except SignalledError as reason:
        # To stop the demo is how it ends; a command that was interrupted has not done what it was asked.
        return 0 if chosen.command == "demo" else 128 + reason.number


def _carry_out(command: str, words: list[str]) -> int:
    if command == "demo":
        return run_demo()
    if command == "setup":
        return run_setup(data_dir())
    if command == "ready":
        return int(not is_ready(chosen_port()))
    return run_with_services(words)


def run_with_services(words: list[str]) -> int:
    """Run the command over a fresh data folder inside the usual one; the folder goes when the command has ended."""
    if shutil.which(words[0]) is None:
        raise CannotRunError(f"找不到命令 {words[0]}。 / No such command: {words[0]}.")
    prepare_folder(data_dir())
    _remove_leftovers(data_dir())
    folder = Path(tempfile.mkdtemp(prefix=f"test-{os.getpid()}-", dir=data_dir()))
    try:
        with Services(folder) as services:
            command = subprocess.Popen(
                words,
                env=services.environment(),
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 (no other thread here)
            )
            try:
                return command.wait()
            finally:
                if command.poll() is None:
                    command.terminate()
                    command.wait()
    finally:
        erase(folder)


def _remove_leftovers(folder: Path) -> None:
    """A run that was ended by `kill -9` or a power cut could not clean up; the next one does."""
    for left in folder.glob("test-*-*"):
        pid = left.name.split("-")[1]
        if pid.isdigit() and not started_at(int(pid)):
            erase(left)


if __name__ == "__main__":
    sys.exit(main())

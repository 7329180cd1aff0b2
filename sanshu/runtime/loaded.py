"""Remembers which files a database already holds, so that a second start need not load them again."""

import hashlib
import json
from pathlib import Path

import psycopg2

NOTE = "loaded.json"


class Loaded:
    """What was loaded into one database; a dropped or different database is known by its identity and starts empty."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self._note = folder / NOTE
        self._database = database_identity(database_url)
        self._files = self._read()

    def holds(self, command: str, file: Path) -> bool:
        """Whether this very content was loaded into this very database."""
        return self._files.get(command) == _digest(file)

    def note(self, command: str, file: Path) -> None:
        self._files[command] = _digest(file)
        self._note.write_text(json.dumps({"database": self._database, "files": self._files}, indent=2))

    def _read(self) -> dict[str, str]:
        try:
            said = json.loads(self._note.read_text())
            return dict(said["files"]) if said["database"] == self._database else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}


def database_identity(database_url: str) -> str:
    """The cluster's own number and the database's number in it; a database made anew gets another."""
    connection = psycopg2.connect(database_url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database"
                " WHERE datname = current_database()"
            )
            found = cursor.fetchone()
    finally:
        connection.close()
    return str(found[0]) if found else ""


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()

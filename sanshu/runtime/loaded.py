"""Remembers what a database already holds, so that a second start need not bring it again."""

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
        self._marks = self._read()

    def holds(self, what: str, mark: str) -> bool:
        """Whether this very state of a thing was brought into this very database."""
        return self._marks.get(what) == mark

    def note(self, what: str, mark: str) -> None:
        self._marks[what] = mark
        self._note.write_text(json.dumps({"database": self._database, "marks": self._marks}, indent=2))

    def _read(self) -> dict[str, str]:
        try:
            said = json.loads(self._note.read_text())
            return dict(said["marks"]) if said["database"] == self._database else {}
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


def digest(*files: Path) -> str:
    """One mark for the content of these files, whatever their order."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()

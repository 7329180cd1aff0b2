"""Recount every counter from the facts, by SQL that shares nothing with what moves the counters."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from publicity.actions.counters import moved_at_once

_DISCLOSURE_FACTS = """
    SELECT o.region_id AS village_id, i.category, o.due_on,
           count(*) AS owed,
           count(*) FILTER (WHERE o.met_on <= o.due_on) AS met_on_time,
           count(*) FILTER (WHERE o.met_on > o.due_on) AS met_late,
           count(*) FILTER (WHERE o.met_how = 'nil') AS nil,
           count(*) FILTER (WHERE o.met_on IS NULL AND o.filed_until IS NOT NULL) AS filed
      FROM publicity_obligation o JOIN publicity_item i ON i.id = o.item_id
     WHERE o.taken_back_on IS NULL
     GROUP BY 1, 2, 3
"""
_MESSAGE_FACTS = """
    SELECT m.village_id,
           CASE WHEN m.category = 'accusation' THEN 'inspector' WHEN m.about = 'township' THEN 'follow_up'
                ELSE 'handler' END AS first_role,
           date_trunc('month', m.created_at AT TIME ZONE 'Asia/Shanghai')::date AS month,
           count(*) AS received,
           count(first_reply.day) AS answered,
           count(*) FILTER (WHERE first_reply.day <= first_reply.due_on) AS answered_on_time,
           count(last_grade.score) AS rated,
           count(*) FILTER (WHERE last_grade.score >= 3) AS satisfied,
           count(*) FILTER (WHERE m.reopened_count > 0) AS reopened
      FROM feedback_message m
      LEFT JOIN LATERAL (
           SELECT (r.at AT TIME ZONE 'Asia/Shanghai')::date AS day, r.due_on
             FROM feedback_reply r WHERE r.message_id = m.id ORDER BY r.at, r.id LIMIT 1) first_reply ON true
      LEFT JOIN LATERAL (
           SELECT g.score FROM feedback_rating g WHERE g.message_id = m.id ORDER BY g.round DESC LIMIT 1) last_grade ON true
     GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Counters:
    """One table of counters: its key, its figures, and the facts they count."""

    table: str
    key: tuple[str, ...]
    figures: tuple[str, ...]
    facts: str

    @property
    def compared(self) -> str:
        """SQL: every row in which a counter differs from the facts, both ways round."""
        columns = ", ".join(f"coalesce(c.{f}, 0), coalesce(f.{f}, 0)" for f in self.figures)
        differs = " OR ".join(f"coalesce(c.{f}, 0) <> coalesce(f.{f}, 0)" for f in self.figures)
        key = ", ".join(self.key)
        return (
            f"SELECT {key}, {columns} FROM ({self.facts}) f "  # noqa: S608 - names from this file only
            f"FULL JOIN {self.table} c USING ({key}) WHERE {differs} ORDER BY {key}"
        )

    @property
    def mended(self) -> tuple[str, str]:
        """SQL: drop counters without facts, then write each counter that differs."""
        key, figures = ", ".join(self.key), ", ".join(self.figures)
        same = " AND ".join(f"f.{k} = c.{k}" for k in self.key)
        new = ", ".join(f"{f} = excluded.{f}" for f in self.figures)
        differs = ", ".join(f"c.{f}" for f in self.figures)
        wanted = ", ".join(f"excluded.{f}" for f in self.figures)
        drop = f"DELETE FROM {self.table} c WHERE NOT EXISTS (SELECT 1 FROM ({self.facts}) f WHERE {same})"  # noqa: S608
        write = (
            f"INSERT INTO {self.table} AS c ({key}, {figures}) SELECT {key}, {figures} FROM ({self.facts}) f "  # noqa: S608
            f"ON CONFLICT ({key}) DO UPDATE SET {new} WHERE ({differs}) IS DISTINCT FROM ({wanted})"
        )
        return drop, write


COUNTERS = (
    Counters(
        "publicity_disclosurecount",
        ("village_id", "category", "due_on"),
        ("owed", "met_on_time", "met_late", "nil", "filed"),
        _DISCLOSURE_FACTS,
    ),
    Counters(
        "feedback_messagecount",
        ("village_id", "first_role", "month"),
        ("received", "answered", "answered_on_time", "rated", "satisfied", "reopened"),
        _MESSAGE_FACTS,
    ),
)


@dataclass(frozen=True)
class Difference:
    """One counter of one village that says something else than the facts."""

    table: str
    village: int
    where: tuple[str, ...]
    counter: str
    counted: int
    facts: int


def differences() -> list[Difference]:
    """Compare every counter with the facts; one statement a table, so both sides are as of one moment."""
    return [difference for counters in COUNTERS for difference in _compare(counters)]


def rebuild() -> int:
    """Bring every counter in line with the facts; gives how many rows were written or dropped.

    The counters are locked against writers meanwhile, so that no fact slips in between counting and writing.
    """
    changed = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for counters in COUNTERS:
            cursor.execute(f"LOCK TABLE {counters.table} IN SHARE ROW EXCLUSIVE MODE")
            for statement in counters.mended:
                cursor.execute(statement)
                changed += cursor.rowcount
        if changed:
            moved_at_once()
    return changed


def _compare(counters: Counters) -> list[Difference]:
    with connection.cursor() as cursor:
        cursor.execute(counters.compared)
        rows = cursor.fetchall()
    return [difference for row in rows for difference in _in_row(counters, row)]


def _in_row(counters: Counters, row: tuple[Any, ...]) -> list[Difference]:
    width = len(counters.key)
    key, pairs = row[:width], list(zip(row[width::2], row[width + 1 :: 2], strict=True))
    return [
        Difference(counters.table, int(key[0]), tuple(str(part) for part in key[1:]), figure, counted, facts)
        for figure, (counted, facts) in zip(counters.figures, pairs, strict=True)
        if counted != facts
    ]

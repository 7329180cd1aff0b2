"""Read the matrix, walk the addresses of the site, and look what each actor gets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.world import ACTORS, PLACES, World

TABLE = Path(__file__).parent / "matrix.txt"
#: One letter an answer. `X` (the server failed) may stand in no row; `.` says that the actor has no such region.
LETTERS = {400: "0", 401: "1", 403: "3", 404: "4", 405: "5", 409: "9", 415: "M", 422: "2", 429: "8"}
#: The word that stands for a step in an address, where there are several.
WORDS = {
    "api/v1/warnings/<uuid:warning_id>/<slug:step>/": {"step": "assign"},
    "supervision/warnings/<uuid:warning_id>/<slug:step>/": {"step": "assign"},
    "api/v1/desk/messages/<uuid:message_id>/<str:act>/": {"act": "reply"},
    "desk/messages/<uuid:message_id>/<str:act>/": {"act": "reply"},
    "messages/<uuid:message_id>/<str:act>/": {"act": "withdraw"},
    "admin/work/drafts/<int:draft_id>/preview/<slug:viewer>/": {"viewer": "resident"},
}
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_REGION_PARAMETERS = {"code", "region_code"}
#: Addresses whose region is always a village.
_OF_VILLAGES = ("villages/", "me/villages/", "admin/work/no-events/")
_OF_ITEMS = "api/v1/items/"
#: Who is asked where the matrix says that the method is known to nobody: the answer comes before any look at the person.
_ASKED_FOR_NOTHING = ("anonymous", "clerk", "inspector")
_CATCH_ALL = {
    "content_type_id": "1",
    "url": "nothing-here",
    "app_label": "publicity",
    "story": "spending",
    "number": "1",
}


@dataclass(frozen=True)
class Row:
    """One line of the matrix: an address, a method, whose thing it names, and the answer each actor gets."""

    pattern: str
    method: str
    scope: str
    answers: str

    def __str__(self) -> str:
        """Write the line as it stands in the file."""
        return f"{self.answers}  {self.method:<4} {self.scope:<7}  {self.pattern}"


def rows() -> list[Row]:
    """Read the matrix."""
    lines = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    found = []
    for line in lines:
        answers, method, scope, pattern = [*line.split(maxsplit=3), ""][:4]
        found.append(Row(pattern.strip(), method, scope, answers))
    return found


def patterns() -> list[str]:
    """List the pattern of every address of the site, once each."""
    return sorted(set(_walk(get_resolver().url_patterns)))


def _walk(parts: list[Any], before: str = "") -> Iterator[str]:
    for part in parts:
        here = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from _walk(part.url_patterns, here)
        elif isinstance(part, URLPattern):
            yield here


def scopes_of(pattern: str) -> tuple[str, ...]:
    """Say which scopes an address has: those of a region, those of a thing, or none."""
    names = set(_PARAMETER.findall(pattern))
    if _names_any_region(pattern):
        return ("own", "sibling", "parent", "foreign")
    if pattern.startswith(_OF_ITEMS):
        return ("-",)
    return ("own", "sibling", "foreign") if names - set(_CATCH_ALL) else ("-",)


def _names_any_region(pattern: str) -> bool:
    names = set(_PARAMETER.findall(pattern))
    return bool(names & _REGION_PARAMETERS) and not pattern.startswith((*_OF_VILLAGES, _OF_ITEMS))


def address(world: World, pattern: str, scope: str, actor: str) -> str | None:
    """Write the address of a thing or region for an actor; None where there is none."""
    ids = {**world.ids.get(scope, world.ids["own"]), **_CATCH_ALL, **WORDS.get(pattern, {})}
    region = world.region(actor, scope) if _names_any_region(pattern) else PLACES.get(scope, PLACES["own"])
    if region is None:
        return None
    code = ids["item"] if pattern.startswith(_OF_ITEMS) else f"{region:012d}"
    ids |= dict.fromkeys(_REGION_PARAMETERS, code)
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern).replace("^", "").replace("$", "")
    return "/" + _PARAMETER.sub(lambda found: str(ids[found[1]]), plain)


def observe(world: World, row: Row) -> str:
    """Ask as every actor, each in a savepoint of its own, and write down the answers, a letter each."""
    if set(row.answers) == {"5"} and {_ask(world, row, actor) for actor in _ASKED_FOR_NOTHING} == {"5"}:
        return row.answers
    return "".join(_ask(world, row, actor) for actor in ACTORS)


def _ask(world: World, row: Row, actor: str) -> str:
    path = address(world, row.pattern, row.scope, actor)
    return "." if path is None else letter(answer(world, actor, row.method, path))


def answer(world: World, actor: str, method: str, path: str) -> HttpResponse:
    """Send one request and take back whatever it changed."""
    client = world.client(actor)
    body = {"data": "{}", "content_type": "application/json"} if path.startswith("/api/") and method != "GET" else {}
    point = transaction.savepoint()
    try:
        response: HttpResponse = getattr(client, method.lower())(path, **body)
        return response
    finally:
        transaction.savepoint_rollback(point)


def letter(response: HttpResponse) -> str:
    """Write an answer as one letter."""
    status = response.status_code
    if status < 300:
        return "o"
    return ">" if status < 400 else LETTERS.get(status, "X")

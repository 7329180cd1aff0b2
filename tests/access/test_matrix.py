"""Every actor, every address, every method, every scope: what each gets stands in one table, and nothing is left out."""

from dataclasses import replace
from itertools import groupby

import pytest

from tests.access.matrix import Row, address, answer, letter, observe, patterns, rows, scopes_of
from tests.access.world import ACTORS, World

pytestmark = pytest.mark.django_db
ROWS = rows()
BY_PATTERN = {pattern: list(found) for pattern, found in groupby(ROWS, key=lambda row: row.pattern)}
#: Forms of the stock admin and of sign-in, and probes: they show themselves whatever the method, and change by POST only.
SHOW_WHATEVER_THE_METHOD = ("admin/", "accounts/", "healthz", "readyz", "metrics")


def test_every_address_has_its_rows_and_every_row_an_address() -> None:
    wanted = {
        (pattern, method, scope) for pattern in patterns() for method in ("GET", "POST") for scope in scopes_of(pattern)
    }
    have = [(row.pattern, row.method, row.scope) for row in ROWS]
    assert sorted(wanted - set(have)) == [], "an address without a row: say who may do what there"
    assert sorted(set(have) - wanted) == [], "a row without an address"
    assert len(have) == len(set(have))


def test_every_row_has_an_answer_for_every_actor_and_none_is_a_failure() -> None:
    assert [str(row) for row in ROWS if len(row.answers) != len(ACTORS) or "X" in row.answers] == []


@pytest.mark.parametrize("pattern", sorted(BY_PATTERN))
def test_each_actor_gets_what_the_matrix_says(world: World, pattern: str) -> None:
    expected = [str(row) for row in BY_PATTERN[pattern]]
    seen = [str(replace(row, answers=observe(world, row))) for row in BY_PATTERN[pattern]]
    assert seen == expected


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_address_of_ours_knows_a_method_that_overwrites_or_deletes(world: World, method: str) -> None:
    found = {}
    for pattern in patterns():
        for actor in ("anonymous", "clerk", "inspector"):
            path = address(world, pattern, "own", actor)
            if path is not None and not pattern.startswith(SHOW_WHATEVER_THE_METHOD):
                found[pattern, actor] = letter(answer(world, actor, method, path))
    assert {key: seen for key, seen in found.items() if seen in "oX"} == {}


@pytest.mark.parametrize("row", [row for row in ROWS if row.scope == "foreign" and row.method == "GET"], ids=str)
def test_what_is_secret_is_answered_like_what_is_absent(world: World, row: Row) -> None:
    absent = {"own": {name: _absent(value) for name, value in world.ids["own"].items()}}
    nowhere = World(cast=world.cast, ids=absent, sessions=world.sessions)
    for actor, expected in zip(ACTORS, row.answers, strict=True):
        path, other = address(world, row.pattern, "foreign", actor), address(nowhere, row.pattern, "own", actor)
        if expected != "4" or path is None or other is None or "code" in row.pattern:
            continue
        secret, missing = answer(world, actor, "GET", path), answer(world, actor, "GET", other)
        assert missing.status_code == secret.status_code
        assert _without(secret.content, path) == _without(missing.content, other)


def _absent(value: object) -> object:
    if isinstance(value, int):
        return 10**9
    return value if isinstance(value, str) else "00000000-0000-4000-8000-000000000000"


def _without(content: bytes, path: str) -> bytes:
    return content.replace(path.encode(), b"")

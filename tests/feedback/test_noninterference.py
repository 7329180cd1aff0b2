"""Whatever a village can ask for is the same whoever complained, and whether anybody did; whatever a township can ask for
is the same whether anybody complained of it or accused somebody (security: P1, P8)."""

import random
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from sanshu.core.models import User
from tests.cast import ERNIUSUOKOU, KANGPING, LIUJIAWOBU, PROVINCE, SHENYANG, Cast, sign_in
from tests.feedback.conftest import accepted, replied, routed
from tests.feedback.letters import KEPT_FROM_TOWNSHIP, NEXT_DOOR, ORDINARY, Letter, Numbers, letters, tell
from tests.supervision.worlds import scatter_obligations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holidays")]

PAGES = [
    "/desk/",
    "/desk/?clock=all",
    "/desk/briefs/",
    "/messages/track/",
    f"/villages/{LIUJIAWOBU}/",
    f"/regions/{ERNIUSUOKOU}/",
    "/api/v1/desk/messages/",
    "/api/v1/desk/messages/?clock=all",
    f"/api/v1/statistics/?region={LIUJIAWOBU}",
]
WORLDS: dict[str, dict[str, Any]] = {
    "nobody": {},
    "a neighbour, by name": {"name": "钱某", "contact": "024-87312345", "identity": "open"},
    "the treasurer's wife, sealed": {"name": "孙某", "contact": "024-87355555", "identity": "sealed"},
    "an unknown": {"identity": "anonymous"},
}


def world(cast: Cast, people: list[User], sender: dict[str, Any]) -> list[bytes]:
    """Give all that the village's people get in one world, which then has never been."""
    with transaction.atomic():
        if sender:
            accepted(cast, about="village", category="money", **sender)
            replied(cast, key="key-2", **sender)
            routed(key="key-3", category="accusation", **sender)
        clients = [sign_in(Client(), user) for user in people]
        seen = [_answer(client, path) for client in clients for path in PAGES]
        transaction.set_rollback(True)
    return seen


def _answer(client: Client, path: str) -> bytes:
    answer = client.get(path, headers={"X-Request-ID": "00000000"})
    text = answer.content.decode()
    token = answer.context.get("csrf_token") if getattr(answer, "context", None) else None
    return f"{answer.status_code} {text.replace(str(token), 'TOKEN')}".encode()


@pytest.fixture
def village_people(cast: Cast) -> list[User]:
    """Everybody with an office in the village."""
    assert cast.handler.pk
    assert cast.follow_up.pk
    return [cast.clerk, cast.secretary, cast.oversight]


@pytest.mark.parametrize("name", [name for name in WORLDS if name != "nobody"])
def test_a_village_sees_the_same_whoever_complained_and_whether_anybody_did(
    cast: Cast, village_people: list[User], name: str
) -> None:
    empty = world(cast, village_people, WORLDS["nobody"])
    assert world(cast, village_people, WORLDS[name]) == empty


def test_no_village_role_reads_a_message_even_by_its_number(cast: Cast, village_people: list[User]) -> None:
    message = accepted(cast, name="钱某", identity="open")
    for user in village_people:
        client = sign_in(Client(), user)
        for path in (f"/desk/messages/{message.pk}/", f"/messages/{message.pk}/", f"/api/v1/messages/{message.pk}/"):
            answer = client.get(path)
            assert answer.status_code in {403, 404}
            assert "排水沟" not in answer.content.decode()


def test_a_handler_who_also_holds_an_office_in_the_village_reads_nothing_from_it(cast: Cast) -> None:
    message = routed()
    cast.handler.postings.create(role="oversight", region_id=LIUJIAWOBU, from_day=message.created_at.date())
    client = sign_in(Client(), cast.handler)
    assert client.get(f"/desk/messages/{message.pk}/").status_code == 404
    assert str(message.pk) not in client.get("/desk/?clock=all").content.decode()


CAST = (
    *("clerk", "secretary", "oversight", "reviewer", "handler", "discipline", "department"),
    *("follow_up", "inspector", "city_follow_up", "city_inspector", "province_inspector"),
)
OFFICES = ("reviewer", "handler", "discipline")
VILLAGERS = ("clerk", "secretary", "oversight")
#: Where figures, warnings and lists are: asked for in every world.
FIGURES = [
    *(f"/api/v1/statistics/?region={code}" for code in (PROVINCE, SHENYANG, KANGPING, ERNIUSUOKOU, LIUJIAWOBU)),
    "/supervision/",
    "/supervision/warnings/",
    "/api/v1/warnings/?page_size=200",
    "/desk/?clock=all",
]
#: Everything else that an account is shown of its own, of what is beside it, and of what is above it: some in every world.
OTHERS = [
    "/",
    "/me/",
    "/desk/",
    *(f"/desk/?clock={word}" for word in ("overdue", "today", "week", "call_back")),
    "/desk/briefs/",
    "/admin/",
    "/messages/track/",
    *(f"/supervision/{code}/" for code in (KANGPING, ERNIUSUOKOU, LIUJIAWOBU, NEXT_DOOR)),
    f"/supervision/{ERNIUSUOKOU}/?period=2026-10",
    f"/supervision/{ERNIUSUOKOU}/figures.csv",
    f"/supervision/{ERNIUSUOKOU}/obligations/?state=all",
    "/supervision/warnings/?status=closed",
    *(f"/regions/{code}/" for code in (KANGPING, ERNIUSUOKOU)),
    *(f"/villages/{code}/" for code in (LIUJIAWOBU, NEXT_DOOR)),
    f"/villages/{LIUJIAWOBU}/feed/",
    "/api/v1/desk/messages/?clock=all",
    f"/api/v1/statistics/?region={ERNIUSUOKOU}&from=2026-10-01&to=2026-10-31",
]
ASKED_OF_OTHERS = 10
#: Below ten, and in one county: so many hide in the public's sums.
MOST_HIDDEN_FROM_VILLAGES = 9


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> Numbers:
    """Draw the numbers of messages from chances that the worlds share."""
    drawn = Numbers()
    monkeypatch.setattr(uuid, "uuid4", drawn.next)
    return drawn


@dataclass(frozen=True)
class Asker:
    """One person, and what they ask for in every world of a seed."""

    cast: Cast
    numbers: Numbers
    user: User
    paths: list[str]

    def sees(self, found: Iterable[Letter]) -> dict[str, bytes]:
        """Give all that the person gets in the world of some letters, which then has never been."""
        with transaction.atomic():
            tell(found, self.cast, self.numbers)
            client = sign_in(Client(), self.user)
            answers = {path: _answer(client, path) for path in self.paths}
            for path in re.findall(r"/supervision/warnings/[0-9a-f-]{36}/", answers["/supervision/warnings/"].decode()):
                answers[path] = _answer(client, path)
            transaction.set_rollback(True)
        return answers


def asker(cast: Cast, numbers: Numbers, seed: int, offices: Sequence[str], found: Iterable[Letter]) -> Asker:
    """Fill every post, scatter some duties, and choose who asks for what."""
    assert all(getattr(cast, name).pk for name in CAST)
    chance = random.Random(seed)
    scatter_obligations(chance, 20)
    letters = [f"/desk/messages/{letter.message_id}/" for letter in found]
    paths = [*FIGURES, *chance.sample(OTHERS, ASKED_OF_OTHERS), *letters]
    return Asker(cast, numbers, getattr(cast, offices[seed % len(offices)]), paths)


def township_sees_the_same(cast: Cast, numbers: Numbers, seed: int) -> None:
    known, kept = letters(seed, ORDINARY, 5), letters(seed, KEPT_FROM_TOWNSHIP, 1 + seed % 4)
    somebody = asker(cast, numbers, seed, OFFICES, [*known, *kept])
    assert somebody.sees(known) == somebody.sees([*known, *kept])


def village_sees_the_same(cast: Cast, numbers: Numbers, seed: int) -> None:
    kinds = [*KEPT_FROM_TOWNSHIP, *(kind for kind in ORDINARY if kind.get("about") == "village")]
    found = letters(seed, kinds, 1 + seed % MOST_HIDDEN_FROM_VILLAGES)
    somebody = asker(cast, numbers, seed, VILLAGERS, found)
    assert somebody.sees([]) == somebody.sees(found)


@pytest.mark.parametrize("seed", range(24))
def test_a_township_sees_the_same_whether_or_not_anybody_went_past_it(cast: Cast, numbers: Numbers, seed: int) -> None:
    township_sees_the_same(cast, numbers, seed)


@pytest.mark.parametrize("seed", range(12))
def test_a_village_sees_the_same_whether_or_not_anybody_wrote(cast: Cast, numbers: Numbers, seed: int) -> None:
    village_sees_the_same(cast, numbers, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 2000))
def test_a_thousand_worlds_tell_nobody_below(cast: Cast, numbers: Numbers, seed: int) -> None:
    township_sees_the_same(cast, numbers, seed)
    village_sees_the_same(cast, numbers, seed)


def test_a_letter_that_the_township_may_know_of_does_show(cast: Cast, numbers: Numbers) -> None:
    known = letters(1, ORDINARY, 3)
    somebody = asker(cast, numbers, 1, OFFICES, known)
    fewer, more = somebody.sees(known[:2]), somebody.sees(known)
    for path in (f"/api/v1/statistics/?region={ERNIUSUOKOU}", "/supervision/", "/desk/?clock=all"):
        assert fewer[path] != more[path]

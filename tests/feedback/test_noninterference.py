"""Whatever a village can ask for is the same whoever complained, and whether anybody did (security: P1)."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from sanshu.core.models import User
from tests.cast import ERNIUSUOKOU, LIUJIAWOBU, Cast, sign_in
from tests.feedback.conftest import accepted, replied, routed

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

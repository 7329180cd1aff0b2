"""Who reads which message: one table, walked by every role in its own place and in a foreign one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from feedback.actions.handle import accept_message, reroute_message
from feedback.models import Message
from feedback.queries.access import on_desk_of, visible_to
from sanshu.core.errors import NotAllowed
from sanshu.core.models import User
from sanshu.core.roles import Level, Role
from tests.cast import (
    ANSHAN,
    AOHANTUN,
    DONGTA,
    ERNIUSUOKOU,
    KANGPING,
    LIUJIAWOBU,
    PROVINCE,
    SHENYANG,
    TODAY,
    Cast,
    sign_in,
)
from tests.feedback.conftest import routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holidays")]

OWN = {
    Level.VILLAGE: LIUJIAWOBU,
    Level.TOWNSHIP: ERNIUSUOKOU,
    Level.COUNTY: KANGPING,
    Level.CITY: SHENYANG,
    Level.PROVINCE: PROVINCE,
}
#: Posts beside those above: another village and township of the county, another county and city.
FOREIGN = {
    Level.VILLAGE: AOHANTUN,
    Level.TOWNSHIP: AOHANTUN // 1000 * 1000,
    Level.COUNTY: DONGTA // 1_000_000 * 1_000_000,
    Level.CITY: ANSHAN,
}
KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "money": {"category": "money"},
    "village": {"about": "village"},
    "township": {"about": "township", "category": "money"},
    "accusation": {"category": "accusation", "about": "village"},
    "department": {},
}
EVERY_POST = [
    (Role.CLERK, Level.VILLAGE),
    (Role.SECRETARY, Level.VILLAGE),
    (Role.OVERSIGHT, Level.VILLAGE),
    (Role.REVIEWER, Level.TOWNSHIP),
    (Role.HANDLER, Level.TOWNSHIP),
    (Role.DISCIPLINE, Level.TOWNSHIP),
    (Role.DEPARTMENT, Level.COUNTY),
    (Role.FOLLOW_UP, Level.COUNTY),
    (Role.INSPECTOR, Level.COUNTY),
    (Role.FOLLOW_UP, Level.CITY),
    (Role.INSPECTOR, Level.CITY),
    (Role.INSPECTOR, Level.PROVINCE),
    (Role.SYSTEM_ADMIN, Level.PROVINCE),
    (Role.SECURITY_ADMIN, Level.PROVINCE),
    (Role.AUDITOR, Level.PROVINCE),
]
#: With every post filled. What is not here is read by nobody.
READS: dict[tuple[Role, Level], set[str]] = {
    (Role.HANDLER, Level.TOWNSHIP): {"plain", "money", "village"},
    (Role.DISCIPLINE, Level.TOWNSHIP): {"money"},
    (Role.DEPARTMENT, Level.COUNTY): {"department"},
    (Role.FOLLOW_UP, Level.COUNTY): {"plain", "money", "village", "township", "department"},
    (Role.INSPECTOR, Level.COUNTY): {"accusation"},
    # What the county's own desk answers is called back by the city; what its inspector answers, by the city's.
    (Role.FOLLOW_UP, Level.CITY): {"township"},
    (Role.INSPECTOR, Level.CITY): {"accusation"},
}


@pytest.fixture
def world(cast: Cast) -> dict[str, Message]:
    """Fill every post and send one message of each kind."""
    for role, level in EVERY_POST:
        cast.staff(role, OWN[level])
    messages = {kind: routed(key=f"key-{kind}", **fields) for kind, fields in KINDS.items()}
    accept_message(messages["department"].pk, by=cast.handler)
    reroute_message(messages["department"].pk, by=cast.handler, to="department", reason="请农业农村局解释政策")
    return messages


def read_by(user: User, world: dict[str, Message]) -> set[str]:
    """Give the kinds a person reads, by query and over the API alike."""
    visible = set(visible_to(user).values_list("pk", flat=True))
    client = sign_in(Client(), user)
    for message in world.values():
        status = client.get(f"/api/v1/desk/messages/{message.pk}/").status_code
        assert (status == 200) == (message.pk in visible), status
    return {kind for kind, message in world.items() if message.pk in visible}


@pytest.mark.parametrize(("role", "level"), EVERY_POST)
def test_each_post_reads_exactly_its_own_messages(
    cast: Cast, world: dict[str, Message], role: Role, level: Level
) -> None:
    assert read_by(cast.staff(role, OWN[level]), world) == READS.get((role, level), set())


@pytest.mark.parametrize(("role", "level"), [post for post in EVERY_POST if post[1] in FOREIGN])
def test_the_same_post_elsewhere_reads_nothing(cast: Cast, world: dict[str, Message], role: Role, level: Level) -> None:
    assert read_by(cast.staff(role, FOREIGN[level]), world) == set()


def test_a_posting_that_ended_yesterday_reads_nothing_at_the_next_request(
    cast: Cast, world: dict[str, Message]
) -> None:
    handler = cast.handler
    assert visible_to(handler).exists()
    handler.postings.update(until_day=TODAY - timedelta(days=1))
    assert not visible_to(handler).exists()
    assert sign_in(Client(), handler).get("/desk/").status_code == 403


def test_what_lies_on_a_desk_is_what_it_owes(cast: Cast, world: dict[str, Message]) -> None:
    def kinds(user: User) -> set[str]:
        ids = set(on_desk_of(user).values_list("pk", flat=True))
        return {kind for kind, message in world.items() if message.pk in ids}

    assert kinds(cast.handler) == {"plain", "money", "village"}
    assert kinds(cast.discipline) == set()
    assert kinds(cast.follow_up) == {"township"}
    assert kinds(cast.inspector) == {"accusation"}
    assert kinds(cast.city_follow_up) == set()


def test_reading_is_not_acting(cast: Cast, world: dict[str, Message]) -> None:
    with pytest.raises(NotAllowed):
        accept_message(world["plain"].pk, by=cast.follow_up)
    with pytest.raises(NotAllowed):
        accept_message(world["money"].pk, by=cast.discipline)

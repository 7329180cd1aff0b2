"""The family of the demo: made by the portal's own actions, once, and each of them can be played."""

import pytest
from django.test import Client
from django.urls import reverse

from sanshu.accounts.actions.own_number import digest_of, register_own_number
from sanshu.accounts.actions.roster import join_by_roster
from sanshu.accounts.models import InPersonRequest, OwnNumber, ReadingGrant
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core.models import Posting, Region, User
from sanshu.demo.load.family import DAUGHTER, MOTHER, NEIGHBOUR, Playable, settle_family
from sanshu.demo.load.residents import resident
from sanshu.demo.places import DONGTA, SHANGTOU
from sanshu.demo.world import World
from tests.cast import ERNIUSUOKOU, sign_in
from tests.demo.worlds import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def worlds() -> dict[int, World]:
    """Give the two units of the family, live since a year ago; the village is of a city that the tests do not load."""
    some = {code: world(code) for code in (SHANGTOU, DONGTA)}
    facts = {
        "level": 5,
        "kind": "village",
        "name": "上头村",
        "official_name": "上头村村民委员会",
        "full_name": "上头村",
    }
    Region.objects.create(
        code=SHANGTOU, last_code=SHANGTOU, parent_id=ERNIUSUOKOU, live_from=some[SHANGTOU].live_from, **facts
    )
    Region.objects.filter(pk=DONGTA).update(live_from=some[DONGTA].live_from)
    return some


def test_the_family_is_made_once(worlds: dict[int, World]) -> None:
    first = settle_family(worlds)
    counts = [model.objects.count() for model in (User, Posting, OwnNumber, ReadingGrant, InPersonRequest)]
    assert settle_family(worlds) == first
    assert counts == [model.objects.count() for model in (User, Posting, OwnNumber, ReadingGrant, InPersonRequest)]


def test_the_daughter_has_two_villages_and_reads_for_her_mother(worlds: dict[int, World], client: Client) -> None:
    settle_family(worlds)
    daughter = resident(worlds[DONGTA], DAUGHTER)
    assert {(one.region_id, one.residency.kind) for one in residencies_of(daughter)} == {
        (DONGTA, "work"),
        (SHANGTOU, "parents"),
    }
    grant = ReadingGrant.objects.get(owner=resident(worlds[SHANGTOU], MOTHER))
    assert "替母亲看" in sign_in(client, daughter).get(reverse("helping", args=[grant.pk])).content.decode()


def test_what_the_note_offers_works(worlds: dict[int, World]) -> None:
    family = settle_family(worlds)
    to_register, on_roster = (one.id_number for one in family if one.id_number)
    register_own_number(to_register, by=resident(worlds[SHANGTOU], NEIGHBOUR))
    visitor = User.objects.create(login="r-visitor", kind=User.Kind.RESIDENT)
    assert join_by_roster(SHANGTOU, digest_of(on_roster), by=visitor, kind="home").region_id == SHANGTOU
    (ticket,) = (one.ticket for one in family if one.ticket)
    assert InPersonRequest.objects.get().spaced_ticket == ticket
    assert all(one.id_number[:4] in {"", "2199"} for one in family)


def test_the_note_leaves_out_what_is_empty() -> None:
    assert Playable("1", "x").written() == {"phone": "1", "who": "x"}

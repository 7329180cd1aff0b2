"""Without a code: a ticket on the phone, the person and the card at the township's window."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from sanshu.accounts.actions.attempts import purge_sign_in
from sanshu.accounts.actions.in_person import (
    MOST_WAITING,
    ask_in_person,
    grant_request,
    refuse_request,
    withdraw_request,
)
from sanshu.accounts.actions.own_number import register_own_number
from sanshu.accounts.models import InPersonRequest
from sanshu.accounts.queries.in_person import to_settle
from sanshu.accounts.queries.own_number import own_number_of
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core import clock
from sanshu.core.digests import seal
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.models import Region, TimelineEntry, User
from sanshu.core.roles import Role
from sanshu.core.sealing import seal_bytes
from tests.cast import AOHANTUN, DONGTA, ERNIUSUOKOU, LIUJIAWOBU, NOW, TODAY, Cast, sign_in
from tests.publicity.samples import identity

pytestmark = pytest.mark.django_db
About = InPersonRequest.About
PHONE = "13800138000"


def newcomer(number: int = 1) -> User:
    digest = seal("phone", f"{int(PHONE) + number}")
    return User.objects.create(
        login=f"r-new-{number}",
        kind=User.Kind.RESIDENT,
        phone_digest=digest,
        phone_sealed=seal_bytes("phone", PHONE.encode(), bound_to=digest),
    )


def asked(user: User, village: int = LIUJIAWOBU) -> InPersonRequest:
    return ask_in_person(village, About.RESIDENCY, by=user, kind="parents")


def test_from_the_phone_to_the_window_and_back(cast: Cast, client: Client) -> None:
    user, officer = newcomer(), sign_in(Client(), cast.handler)
    sign_in(client, user)
    assert "刘家窝堡村" in client.get(reverse("add-village"), {"q": "刘家窝堡"}).content.decode()
    join = reverse("join-village", args=[LIUJIAWOBU])
    page = client.post(join, {"kind": "parents"}, follow=True).content.decode()
    request = InPersonRequest.objects.get()
    assert request.spaced_ticket in page
    assert "2026年12月17日前" in page
    assert "二牛所口镇" in page
    (line,) = officer.get(reverse("resident-requests"), {"ticket": request.spaced_ticket}).context["waiting"]
    address = reverse("resident-request", args=[line.pk])
    done = officer.post(address, {"act": "grant", "was_seen": "on", "id_number": identity(1)}, follow=True)
    assert "办好了" in done.content.decode()
    (held,) = residencies_of(user)
    assert (held.region_id, held.residency.kind, held.residency.proof) == (LIUJIAWOBU, "parents", "township")
    own = own_number_of(user)
    assert own is not None
    assert (own.digest, own.is_confirmed) == (seal("person", identity(1)), True)
    assert "刘家窝堡村" in client.get(join, follow=True).content.decode()


def test_the_window_sees_a_ticket_and_a_village_and_nothing_of_the_person(cast: Cast) -> None:
    user = newcomer()
    request = asked(user)
    officer = sign_in(Client(), cast.reviewer)
    pages = officer.get(reverse("resident-requests")).content.decode()
    pages += officer.get(reverse("resident-request", args=[request.pk])).content.decode()
    assert request.spaced_ticket in pages
    for hiding in (PHONE, PHONE[3:], user.login, str(user.phone_digest)):
        assert hiding not in pages


def test_it_is_written_down_who_settled_what(cast: Cast) -> None:
    user = newcomer()
    grant_request(asked(user).pk, by=cast.handler, was_seen=True, id_number=identity(1))
    entries = TimelineEntry.objects.filter(region_id=LIUJIAWOBU).order_by("id")
    told = [(entry.action, entry.by, entry.office) for entry in entries]
    office = "二牛所口镇 受理岗"
    assert told == [
        ("ask_in_person", user, ""),
        ("join_village", cast.handler, office),
        ("granted_in_person", cast.handler, office),
    ]
    assert identity(1) not in str(list(TimelineEntry.objects.values()))


def test_without_the_person_and_the_card_nothing_is_done(cast: Cast) -> None:
    request = asked(newcomer())
    officer = sign_in(Client(), cast.handler)
    address = reverse("resident-request", args=[request.pk])
    for typed in ({}, {"act": "grant"}, {"act": "grant", "was_seen": "on", "id_number": "1"}, {"act": "refuse"}):
        answer = officer.post(address, typed)
        assert answer.status_code == 400
        assert "请先改好这几处" in answer.content.decode()
    with pytest.raises(Invalid):
        grant_request(request.pk, by=cast.handler, was_seen=False)
    assert residencies_of(request.user) == []


def test_only_the_townships_own_officers_settle_and_all_others_find_nothing(cast: Cast, client: Client) -> None:
    request = asked(newcomer())
    address = reverse("resident-request", args=[request.pk])
    strangers = [
        cast.staff(Role.HANDLER, 210123103000),
        cast.staff(Role.REVIEWER, 210302011000),
        cast.clerk,
        cast.secretary,
        cast.discipline,
        cast.follow_up,
        cast.inspector,
        cast.system_admin,
        cast.resident(),
    ]
    for stranger in strangers:
        sign_in(client, stranger)
        assert client.get(address).status_code == 404
        assert client.post(address, {"act": "grant", "was_seen": "on"}).status_code == 404
        with pytest.raises((Absent, NotAllowed)):
            grant_request(request.pk, by=stranger, was_seen=True)
    assert {one.pk for one in to_settle(cast.reviewer)} == {one.pk for one in to_settle(cast.handler)} == {request.pk}


def test_a_refusal_tells_the_resident_why(cast: Cast, client: Client) -> None:
    user = newcomer()
    request = asked(user)
    officer = sign_in(Client(), cast.reviewer)
    officer.post(reverse("resident-request", args=[request.pk]), {"act": "refuse", "reason": "no_card"})
    page = sign_in(client, user).get(reverse("my-villages")).content.decode()
    assert "没有带身份证原件" in page
    assert residencies_of(user) == []
    with pytest.raises(Absent):
        grant_request(request.pk, by=cast.handler, was_seen=True)
    with pytest.raises(Invalid):
        refuse_request(asked(user).pk, by=cast.handler, reason="because")


def test_a_request_is_settled_once_and_dies_after_thirty_days(cast: Cast) -> None:
    user = newcomer()
    request = asked(user)
    assert asked(user).pk == request.pk
    with clock.at(NOW + timedelta(days=31)):
        assert not to_settle(cast.handler).exists()
        with pytest.raises(Absent):
            grant_request(request.pk, by=cast.handler, was_seen=True)
        again = asked(user)
        assert again.pk != request.pk
        grant_request(again.pk, by=cast.handler, was_seen=True)
        with pytest.raises(Absent):
            grant_request(again.pk, by=cast.handler, was_seen=True)
        assert purge_sign_in() == 0


def test_visits_never_made_are_forgotten(cast: Cast) -> None:
    asked(newcomer())
    with clock.at(NOW + timedelta(days=30)):
        assert purge_sign_in() == 0
    with clock.at(NOW + timedelta(days=31)):
        assert purge_sign_in() == 1


def test_a_resident_takes_their_own_request_back_and_no_other(cast: Cast, client: Client) -> None:
    user = newcomer()
    request = asked(user)
    sign_in(client, newcomer(2))
    assert client.post(reverse("withdraw-request", args=[request.pk])).status_code == 404
    sign_in(client, user)
    assert client.post(reverse("withdraw-request", args=[request.pk])).status_code == 302
    with pytest.raises(Absent):
        withdraw_request(request.pk, by=user)
    assert not to_settle(cast.handler).exists()


def test_requests_that_make_no_sense_are_refused_plainly(cast: Cast, client: Client) -> None:
    user = newcomer()
    sign_in(client, user)
    assert client.post(reverse("join-village", args=[LIUJIAWOBU]), {"kind": "castle"}).status_code == 400
    for nowhere in (ERNIUSUOKOU, 999999999999, 10**17):
        assert client.get(reverse("join-village", args=[nowhere])).status_code == 404
        with pytest.raises(Absent):
            asked(user, nowhere)
    with pytest.raises(Conflict, match="已经是"):
        asked(cast.resident())
    with pytest.raises(Conflict, match="先登记"):
        ask_in_person(LIUJIAWOBU, About.NUMBER, by=user)
    for village in Region.objects.units().live(TODAY).values_list("pk", flat=True)[:MOST_WAITING]:
        asked(user, village)
    with pytest.raises(Conflict, match="最多同时申请"):
        asked(user, DONGTA)


def test_a_number_is_compared_or_replaced_at_the_window_only(cast: Cast, client: Client) -> None:
    user = cast.resident()
    register_own_number(identity(1), by=user)
    sign_in(client, user)
    page = client.post(reverse("ask-comparison"), {"village": LIUJIAWOBU}, follow=True).content.decode()
    request = InPersonRequest.objects.get()
    assert request.spaced_ticket in page
    with pytest.raises(Invalid, match="照身份证"):
        grant_request(request.pk, by=cast.handler, was_seen=True)
    officer = sign_in(Client(), cast.handler)
    address = reverse("resident-request", args=[request.pk])
    assert officer.post(address, {"act": "grant", "was_seen": "on"}).status_code == 400
    shown = officer.post(address, {"act": "grant", "was_seen": "on", "id_number": identity(2)[:-1]}).content.decode()
    assert identity(2)[:-1] not in shown
    assert officer.post(address, {"act": "grant", "was_seen": "on", "id_number": identity(2)}).status_code == 302
    own = own_number_of(user)
    assert own is not None
    assert (own.digest, own.is_confirmed) == (seal("person", identity(2)), True)
    assert "乡镇当面核对过" in client.get(reverse("own-number")).content.decode()


def test_a_comparison_is_asked_for_in_ones_own_village_only(cast: Cast, client: Client) -> None:
    sign_in(client, cast.resident())
    for village in (AOHANTUN, "", "x", 10**19):
        assert client.post(reverse("ask-comparison"), {"village": village}).status_code == 404
    assert not InPersonRequest.objects.exists()


def test_the_database_keeps_one_ticket_apart_from_another(cast: Cast) -> None:
    first = asked(newcomer(1))
    second = asked(newcomer(2))
    assert first.ticket != second.ticket
    with pytest.raises(IntegrityError), transaction.atomic():
        InPersonRequest.objects.filter(pk=second.pk).update(ticket=first.ticket)


def test_the_windows_list_costs_the_same_however_long(
    cast: Cast, client: Client, django_assert_num_queries: object
) -> None:
    sign_in(client, cast.reviewer)
    for number in range(3):
        asked(newcomer(number))
        with django_assert_num_queries(6):  # type: ignore[operator]
            client.get(reverse("resident-requests"))


def test_an_officer_who_looks_at_no_cards_is_slowed(cast: Cast) -> None:
    officer = sign_in(Client(), cast.handler)
    for number in range(60):
        request = asked(newcomer(number))
        address = reverse("resident-request", args=[request.pk])
        assert officer.post(address, {"act": "refuse", "reason": "no_card"}).status_code == 302
    request = asked(newcomer(61))
    address = reverse("resident-request", args=[request.pk])
    assert officer.post(address, {"act": "refuse", "reason": "no_card"}).status_code == 429

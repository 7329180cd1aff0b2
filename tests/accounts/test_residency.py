"""One account, several villages: each named by its resident, each left when they say so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sanshu.accounts.actions.household import make_household_codes, use_household_code
from sanshu.accounts.actions.residency import MOST_VILLAGES, leave_village, name_village
from sanshu.accounts.models import Residency
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core import clock
from sanshu.core.errors import Absent, Conflict, Invalid
from sanshu.core.models import Posting, Region, TimelineEntry, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may
from tests.cast import AOHANTUN, DONGTA, LIUJIAWOBU, NOW, TODAY, Cast, sign_in

pytestmark = pytest.mark.django_db


def person() -> User:
    return User.objects.create(login="r-moves-about", kind=User.Kind.RESIDENT)


def join(user: User, village: int, kind: str = "home") -> Posting:
    return use_household_code(make_household_codes(village, count=1, by=None)[0], by=user, kind=kind)


def test_home_work_and_the_parents_village_stand_side_by_side() -> None:
    user = person()
    for village, kind in ((LIUJIAWOBU, "home"), (DONGTA, "work"), (AOHANTUN, "parents")):
        join(user, village, kind)
    held = residencies_of(user)
    notes = [Residency.objects.get(posting=one) for one in held]
    assert [(note.posting.region_id, note.kind, note.proof) for note in notes] == [
        (LIUJIAWOBU, "home", "code"),
        (DONGTA, "work", "code"),
        (AOHANTUN, "parents", "code"),
    ]
    assert all(may(user, Act.READ_RESIDENT_ROWS, village) for village in (LIUJIAWOBU, DONGTA, AOHANTUN))


def test_nobody_collects_villages() -> None:
    user = person()
    villages = list(Region.objects.units().live(TODAY).values_list("pk", flat=True)[: MOST_VILLAGES + 1])
    for village in villages[:-1]:
        join(user, village)
    with pytest.raises(Conflict, match="最多登记"):
        join(user, villages[-1])


def test_a_village_is_called_what_its_resident_says(client: Client) -> None:
    user = person()
    join(user, LIUJIAWOBU)
    sign_in(client, user)
    page = client.post(reverse("my-village", args=[LIUJIAWOBU]), {"kind": "parents"}, follow=True)
    assert "父母家" in page.content.decode()
    for nonsense in ("", "castle", "home\0"):
        assert client.post(reverse("my-village", args=[LIUJIAWOBU]), {"kind": nonsense}).status_code == 400
    with pytest.raises(Invalid):
        name_village(LIUJIAWOBU, "castle", by=user)
    assert Residency.objects.get().kind == "parents"


def test_a_residency_from_the_command_line_gets_a_name_too(cast: Cast) -> None:
    name_village(LIUJIAWOBU, "work", by=cast.resident())
    assert Residency.objects.get().kind == "work"


def test_leaving_ends_the_right_at_once_and_only_there() -> None:
    user = person()
    join(user, LIUJIAWOBU)
    join(user, AOHANTUN)
    with clock.at(NOW + timedelta(days=3)):
        leave_village(LIUJIAWOBU, by=user)
        assert not may(user, Act.READ_RESIDENT_ROWS, LIUJIAWOBU)
        assert may(user, Act.READ_RESIDENT_ROWS, AOHANTUN)
    entry = TimelineEntry.objects.get(action="leave_village")
    assert (entry.by, entry.region_id) == (user, LIUJIAWOBU)


def test_who_left_may_come_back_with_a_new_proof() -> None:
    user = person()
    for day in (0, 0, 5, 5, 90):
        with clock.at(NOW + timedelta(days=day)):
            join(user, LIUJIAWOBU)
            assert may(user, Act.READ_RESIDENT_ROWS, LIUJIAWOBU)
            leave_village(LIUJIAWOBU, by=user)
            assert not may(user, Act.READ_RESIDENT_ROWS, LIUJIAWOBU)


def test_the_page_says_what_leaving_means_before_it_is_done(client: Client) -> None:
    user = person()
    join(user, LIUJIAWOBU)
    sign_in(client, user)
    address = reverse("leave-village", args=[LIUJIAWOBU])
    assert "您写过的留言不受影响" in client.get(address).content.decode()
    assert residencies_of(user)
    assert "您已退出刘家窝堡村" in client.post(address, follow=True).content.decode()
    assert residencies_of(user) == []


def test_another_persons_village_and_none_are_absent_alike(cast: Cast, client: Client) -> None:
    cast.resident(AOHANTUN)
    sign_in(client, cast.resident(LIUJIAWOBU))
    for name in ("my-village", "leave-village"):
        pages = [client.get(reverse(name, args=[code])) for code in (AOHANTUN, 999999999999)]
        assert [page.status_code for page in pages] == [404, 404]
        assert len({page.content.replace(page.request["PATH_INFO"].encode(), b"") for page in pages}) == 1
    with pytest.raises(Absent):
        leave_village(AOHANTUN, by=cast.resident(LIUJIAWOBU))


def test_the_pages_are_a_residents_own(cast: Cast, client: Client) -> None:
    for name, args in (("my-villages", []), ("my-village", [LIUJIAWOBU]), ("leave-village", [LIUJIAWOBU])):
        address = reverse(name, args=args)
        assert Client().get(address).headers["Location"] == f"{reverse('phone_sign_in')}?next={address}"
        assert sign_in(client, cast.clerk).get(address).status_code == 403
        assert "no-store" in sign_in(Client(), cast.resident()).get(address).headers["Cache-Control"]


def test_my_pages_cost_the_same_however_many_villages(client: Client, django_assert_num_queries: object) -> None:
    user = person()
    sign_in(client, user)
    for village in (LIUJIAWOBU, AOHANTUN, DONGTA):
        join(user, village)
        with django_assert_num_queries(4):  # type: ignore[operator]
            client.get(reverse("my-villages"))

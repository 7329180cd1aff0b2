"""A printed one-time code makes a signed-in person a resident of its village, beside others they may have."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from sanshu.accounts.actions.household import USELESS, make_household_codes, use_household_code
from sanshu.accounts.actions.residency import leave_village
from sanshu.core import clock
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed, WrongState
from sanshu.core.models import HouseholdCode, Posting, Region, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may
from tests.cast import AOHANTUN, DONGTA, ERNIUSUOKOU, LIUJIAWOBU, NOW, TODAY, Cast, sign_in

pytestmark = pytest.mark.django_db


def one_code(village: int = LIUJIAWOBU) -> str:
    return make_household_codes(village, count=1, by=None)[0]


def newcomer(number: int = 1) -> User:
    return User.objects.create(login=f"r-new-{number}", kind=User.Kind.RESIDENT)


def send(client: Client, code: str) -> tuple[int, str]:
    answer = client.post(reverse("household"), {"code": code, "kind": "home"})
    return answer.status_code, answer.content.decode()


def test_a_code_makes_a_resident_who_may_then_read_the_lists_of_that_village(client: Client) -> None:
    person = newcomer()
    sign_in(client, person)
    assert not may(person, Act.READ_RESIDENT_ROWS, LIUJIAWOBU)
    answer = client.post(reverse("household"), {"code": one_code(), "kind": "home"}, follow=True)
    assert "您现在是刘家窝堡村的居民" in answer.content.decode()
    assert may(person, Act.READ_RESIDENT_ROWS, LIUJIAWOBU)
    assert not may(person, Act.READ_RESIDENT_ROWS, AOHANTUN)


def test_a_code_is_read_however_it_is_typed() -> None:
    code = one_code()
    typed = code.replace(" ", "-").translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert use_household_code(typed, by=newcomer()).region_id == LIUJIAWOBU


def used() -> str:
    code = one_code()
    use_household_code(code, by=newcomer(2))
    return code


def expired() -> str:
    with clock.at(NOW - timedelta(days=181)):
        return one_code()


def of_a_closed_village() -> str:
    code = one_code(AOHANTUN)
    Region.objects.filter(pk=AOHANTUN).update(closed_on=TODAY)
    return code


def unknown() -> str:
    return "0000 0000 0000 0000"


@pytest.mark.parametrize("code_of", [used, expired, of_a_closed_village, unknown])
def test_every_code_that_opens_nothing_gets_the_same_answer_for_the_same_work(
    client: Client, code_of: Callable[[], str], django_assert_num_queries: Any
) -> None:
    code = code_of()
    person = newcomer()
    with django_assert_num_queries(5), pytest.raises(Invalid) as refused:  # account, code, savepoint thrice
        use_household_code(code, by=person)
    assert refused.value.detail == USELESS
    status, page = send(sign_in(client, person), code)
    assert status == 400
    assert USELESS in page
    assert not person.postings.exists()


def test_a_code_lives_half_a_year() -> None:
    code = one_code()
    with clock.at(NOW + timedelta(days=180)):
        assert use_household_code(code, by=newcomer(1)).region_id == LIUJIAWOBU


def test_sent_twice_by_the_same_person_it_is_one_residency_and_a_plain_answer(client: Client) -> None:
    code = one_code()
    sign_in(client, newcomer())
    assert [send(client, code)[0] for _ in range(3)] == [302, 302, 302]
    assert Posting.objects.filter(role="resident").count() == 1


def test_a_code_that_was_used_does_not_bring_back_who_left() -> None:
    code, person = one_code(), newcomer()
    use_household_code(code, by=person)
    leave_village(LIUJIAWOBU, by=person)
    with pytest.raises(Invalid):
        use_household_code(code, by=person)


@pytest.mark.parametrize("typed", ["", "1234", "0000 0000 0000 0000", "not a code at all", "１" * 39])
def test_a_wrong_code_is_refused_in_chinese(client: Client, typed: str) -> None:
    sign_in(client, newcomer())
    status, page = send(client, typed)
    assert status == 400
    assert "请先改好这几处" in page


def test_staff_do_not_become_residents_by_their_office(cast: Cast, client: Client) -> None:
    sign_in(client, cast.clerk)
    status, page = send(client, one_code())
    assert status == 400
    assert "工作账号不能登记为居民" in page


def test_who_lives_there_already_does_not_spend_a_second_code(cast: Cast) -> None:
    code = one_code(LIUJIAWOBU)
    with pytest.raises(Conflict, match="已经是刘家窝堡村的居民"):
        use_household_code(code, by=cast.resident())
    assert HouseholdCode.objects.get().used_at is None


def test_guessing_is_stopped_after_ten_tries_an_hour(client: Client) -> None:
    sign_in(client, newcomer())
    code = one_code()
    for n in range(10):
        send(client, f"{n:016}")
    status, page = send(client, code)
    assert status == 400
    assert "试得太多了" in page
    with clock.at(NOW + timedelta(hours=1)):
        assert send(client, code)[0] == 302


def test_the_page_needs_a_signed_in_person(client: Client) -> None:
    assert client.get(reverse("household")).headers["Location"].startswith(reverse("phone_sign_in"))


def test_only_digests_of_codes_are_kept_and_no_two_are_the_same() -> None:
    codes = make_household_codes(LIUJIAWOBU, count=50, by=None)
    stored = " ".join(HouseholdCode.objects.values_list("digest", flat=True))
    assert len(set(codes)) == 50
    assert not any(code.replace(" ", "") in stored for code in codes)


def test_the_township_makes_codes_for_its_own_villages_only(cast: Cast) -> None:
    assert len(make_household_codes(LIUJIAWOBU, count=3, by=cast.reviewer)) == 3
    for village, by in ((DONGTA, cast.reviewer), (LIUJIAWOBU, cast.clerk), (LIUJIAWOBU, cast.system_admin)):
        with pytest.raises(NotAllowed):
            make_household_codes(village, count=1, by=by)


def test_codes_are_made_for_villages_that_are_live(cast: Cast) -> None:
    with pytest.raises(Absent):
        make_household_codes(ERNIUSUOKOU, count=1, by=None)
    with pytest.raises(Invalid):
        make_household_codes(LIUJIAWOBU, count=0, by=None)
    with pytest.raises(Invalid, match="有效期"):
        make_household_codes(LIUJIAWOBU, count=1, by=None, expires_on=date(2026, 11, 16))
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=None)
    with pytest.raises(WrongState):
        make_household_codes(LIUJIAWOBU, count=1, by=None)


def test_the_command_prints_codes_that_work() -> None:
    out = StringIO()
    call_command("make_household_codes", str(LIUJIAWOBU), "--count", "2", stdout=out)
    codes = out.getvalue().split("\n")[:2]
    for number, code in enumerate(codes):
        assert use_household_code(code, by=newcomer(number)).region_id == LIUJIAWOBU
    with pytest.raises(CommandError, match="没有这个村"):
        call_command("make_household_codes", "219999999999", "--count", "1")


def test_the_reviewer_prints_codes_for_villages_of_the_township_that_work(cast: Cast, client: Client) -> None:
    sign_in(client, cast.reviewer)
    address = reverse("print_household_codes")
    assert LIUJIAWOBU in {village.code for village in client.get(address).context["form"].fields["village"].queryset}
    page = client.post(address, {"village": LIUJIAWOBU, "count": 2})
    assert "no-store" in page.headers["Cache-Control"]
    for number, code in enumerate(page.context["codes"]):
        assert code in page.content.decode()
        assert use_household_code(code, by=newcomer(number)).region_id == LIUJIAWOBU


@pytest.mark.parametrize("data", [{"village": DONGTA, "count": 1}, {"village": LIUJIAWOBU, "count": 0}, {}])
def test_codes_for_other_villages_or_none_are_not_printed(cast: Cast, client: Client, data: dict[str, int]) -> None:
    sign_in(client, cast.reviewer)
    assert client.post(reverse("print_household_codes"), data).status_code == 400
    assert not HouseholdCode.objects.exists()


def test_the_page_that_prints_codes_is_absent_for_everyone_else(cast: Cast, client: Client) -> None:
    address = reverse("print_household_codes")
    assert client.get(address).status_code == 404
    for person in (cast.clerk, cast.system_admin, cast.resident()):
        assert sign_in(Client(), person).get(address).status_code == 404

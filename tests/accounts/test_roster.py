"""Residency by roster: digests only are loaded, a number opens it once, and guessing tells nothing."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from sanshu.accounts.actions.own_number import digest_of, register_own_number
from sanshu.accounts.actions.residency import leave_village
from sanshu.accounts.actions.roster import NOT_FOUND, join_by_roster, load_roster
from sanshu.accounts.models import OwnNumber, RosterEntry
from sanshu.accounts.queries.own_number import own_number_of
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core import clock
from sanshu.core.digests import match_digest, seal
from sanshu.core.errors import Absent, Invalid
from sanshu.core.models import User
from tests.cast import AOHANTUN, ERNIUSUOKOU, LIUJIAWOBU, NOW, Cast, sign_in
from tests.publicity.samples import identity

pytestmark = pytest.mark.django_db
MINE, THEIRS = identity(1), identity(2)


def newcomer(number: int = 1) -> User:
    return User.objects.create(login=f"r-new-{number}", kind=User.Kind.RESIDENT)


def digests(*numbers: str) -> list[str]:
    return [match_digest("person", number) for number in numbers]


def send(client: Client, number: str, village: int = LIUJIAWOBU) -> tuple[int, str]:
    answer = client.post(reverse("by-roster", args=[village]), {"id_number": number, "kind": "home"})
    return answer.status_code, answer.content.decode()


@pytest.fixture
def roster() -> None:
    load_roster(LIUJIAWOBU, digests(MINE, THEIRS))


def test_a_number_on_the_roster_makes_a_resident_and_is_kept_for_the_list_check(client: Client, roster: None) -> None:
    user = newcomer()
    assert send(sign_in(client, user), MINE)[0] == 302
    (held,) = residencies_of(user)
    assert (held.region_id, held.residency.proof) == (LIUJIAWOBU, "roster")
    own = own_number_of(user)
    assert own is not None
    assert (own.digest, own.is_confirmed) == (seal("person", MINE), False)


def test_every_number_that_opens_nothing_gets_the_same_answer(client: Client, roster: None) -> None:
    join_by_roster(LIUJIAWOBU, digest_of(THEIRS), by=newcomer(9), kind="home")
    load_roster(AOHANTUN, digests(identity(5)))
    sign_in(client, newcomer())
    answers = [send(client, number) for number in (THEIRS, identity(3), identity(5))]
    assert {status for status, _ in answers} == {400}
    assert all(NOT_FOUND in page for _, page in answers)
    assert len({len(page) for _, page in answers}) == 1
    assert OwnNumber.objects.count() == 1


def test_an_account_with_a_number_opens_the_roster_with_that_one_only(cast: Cast, roster: None) -> None:
    user = cast.resident(AOHANTUN)
    register_own_number(identity(7), by=user)
    with pytest.raises(Invalid) as refused:
        join_by_roster(LIUJIAWOBU, digest_of(MINE), by=user, kind="home")
    assert refused.value.detail == NOT_FOUND
    other = cast.resident(AOHANTUN, number=2)
    register_own_number(MINE, by=other)
    assert join_by_roster(LIUJIAWOBU, digest_of(MINE), by=other, kind="home").region_id == LIUJIAWOBU


def test_five_numbers_a_month_and_misspelt_ones_cost_nothing(client: Client, roster: None) -> None:
    sign_in(client, newcomer())
    assert [send(client, MINE[:-1])[0] for _ in range(8)] == [400] * 8
    statuses = [send(client, identity(number))[0] for number in range(3, 15)]
    assert statuses == [400] * 5 + [429] * 7
    assert send(client, MINE)[0] == 429
    with clock.at(NOW + timedelta(days=31)):
        assert send(client, MINE)[0] == 302


def test_a_misspelt_number_is_told_what_to_mend_and_not_shown_again(client: Client, roster: None) -> None:
    status, page = send(sign_in(client, newcomer()), MINE[:-1])
    assert status == 400
    assert "位数" in page
    assert MINE[:-1] not in page


def test_the_roster_does_not_tell_who_spent_what(client: Client, roster: None) -> None:
    user = newcomer()
    join_by_roster(LIUJIAWOBU, digest_of(MINE), by=user, kind="home")
    assert [field.name for field in RosterEntry._meta.get_fields()] == ["id", "village", "digest", "is_spent"]
    assert RosterEntry.objects.filter(is_spent=True).count() == 1


def test_leaving_gives_no_second_turn(roster: None) -> None:
    user = newcomer()
    join_by_roster(LIUJIAWOBU, digest_of(MINE), by=user, kind="home")
    leave_village(LIUJIAWOBU, by=user)
    with pytest.raises(Invalid):
        join_by_roster(LIUJIAWOBU, digest_of(MINE), by=user, kind="home")


def test_there_is_no_roster_of_what_is_no_live_village(client: Client) -> None:
    sign_in(client, newcomer())
    for nowhere in (ERNIUSUOKOU, 999999999999, 10**17):
        assert send(client, MINE, nowhere)[0] == 404
    with pytest.raises(Absent):
        load_roster(ERNIUSUOKOU, digests(MINE))


def test_loading_again_replaces_what_is_gone_and_keeps_what_is_spent(roster: None) -> None:
    join_by_roster(LIUJIAWOBU, digest_of(MINE), by=newcomer(), kind="home")
    loaded = load_roster(LIUJIAWOBU, [*digests(MINE, identity(4)), "", "  "])
    assert (loaded.new, loaded.kept, loaded.gone) == (1, 1, 1)
    assert set(RosterEntry.objects.values_list("digest", "is_spent")) == {
        (seal("person", MINE), True),
        (seal("person", identity(4)), False),
    }


def test_a_file_with_numbers_in_it_is_refused_by_line_and_no_number_is_repeated(tmp_path: Path) -> None:
    file = tmp_path / "roster.txt"
    file.write_text("\n".join([*digests(THEIRS), MINE, "f" * 63]), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("load_roster", str(file), "--village", str(LIUJIAWOBU))
    assert "第2行" in str(refused.value)
    assert "第3行" in str(refused.value)
    assert MINE not in str(refused.value)
    assert not RosterEntry.objects.exists()
    file.write_text("\n \n", encoding="utf-8")
    with pytest.raises(CommandError, match="空的"):
        call_command("load_roster", str(file), "--village", str(LIUJIAWOBU))


def test_a_file_that_cannot_be_read_is_said_plainly(tmp_path: Path) -> None:
    file = tmp_path / "roster.xls"
    with pytest.raises(CommandError, match="读不了文件"):
        call_command("load_roster", str(file), "--village", str(LIUJIAWOBU))
    file.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("load_roster", str(file), "--village", str(LIUJIAWOBU))


def test_the_command_loads_what_a_department_made_with_the_match_key(tmp_path: Path) -> None:
    file = tmp_path / "roster.txt"
    file.write_text("\n".join(digests(MINE, THEIRS)), encoding="utf-8-sig")
    out = StringIO()
    call_command("load_roster", str(file), "--village", str(LIUJIAWOBU), stdout=out)
    assert "新增 2" in out.getvalue()
    assert join_by_roster(LIUJIAWOBU, digest_of(MINE), by=newcomer(), kind="home")

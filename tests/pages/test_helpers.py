"""A daughter in town reads for her mother: what was let, as long as it is let, and not one thing more."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from feedback.actions.send import send_message
from feedback.intake import read_draft
from sanshu.accounts.actions.attempts import purge_sign_in
from sanshu.accounts.actions.own_number import register_own_number
from sanshu.accounts.actions.reading import (
    MOST_HELPERS,
    MOST_READ_FOR,
    USELESS,
    accept_reading,
    end_reading,
    make_reading_code,
)
from sanshu.accounts.models import ReadingGrant
from sanshu.core import clock
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.models import TimelineEntry, User
from sanshu.pages.actions.close_account import close_account
from tests.cast import DONGTA, LIUJIAWOBU, NOW, Cast, sign_in
from tests.pages.test_own_lists import MINE, THEIRS, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(cast: Cast) -> User:
    """A resident of 刘家窝堡 who has registered her number."""
    register_own_number(MINE, by=cast.resident())
    return cast.resident()


@pytest.fixture
def daughter(cast: Cast) -> User:
    """A resident of 东塔社区."""
    return cast.resident(DONGTA)


def let(mother: User, daughter: User, *, messages: bool = False) -> ReadingGrant:
    code = make_reading_code(by=mother, called="daughter", sees_messages=messages)
    return accept_reading(code, by=daughter, calls_owner="mother")


def write(by: User, *, category: str = "money", text: str = "水费为什么涨了？") -> UUID:
    draft = read_draft({"village": str(LIUJIAWOBU), "text": text, "category": category})
    return send_message(draft, key=f"key-{category}-{text}", by=by).message.pk


def test_by_a_code_told_once_the_daughter_sees_her_mothers_rows(
    cast: Cast, client: Client, mother: User, daughter: User
) -> None:
    record = publish(cast, "V-13", THEIRS, MINE)
    at_home = sign_in(Client(), mother)
    code = at_home.post(reverse("make-helper"), {"called": "daughter"}).context["code"]
    sign_in(client, daughter)
    page = client.post(reverse("accept-helper"), {"code": code, "calls_owner": "mother"}, follow=True).content.decode()
    assert "替母亲看" in page
    assert f"record={record.pk}&amp;row=r2" in page
    assert "row=r1" not in page
    assert MINE not in page
    assert "写过的留言" not in page
    assert "母亲" in client.get("/me/").content.decode()
    assert "女儿" in at_home.get(reverse("helpers")).content.decode()


def test_each_look_is_noted_where_the_mother_reads_it(client: Client, mother: User, daughter: User) -> None:
    grant = let(mother, daughter)
    sign_in(client, daughter).get(reverse("helping", args=[grant.pk]))
    entry = TimelineEntry.objects.get(action="check_lists")
    assert (entry.subject_id, entry.by) == (str(mother.pk), daughter)
    page = sign_in(Client(), mother).get(reverse("helpers"))
    (check,) = page.context["checks"]
    assert check.called == "女儿"


def test_reading_for_somebody_makes_no_resident(cast: Cast, client: Client, mother: User, daughter: User) -> None:
    record = publish(cast, "V-13", THEIRS, MINE)
    let(mother, daughter)
    page = sign_in(client, daughter).get(reverse("record", args=[record.pk])).content.decode()
    assert "名单只给本村居民看" in page


def test_messages_are_read_only_where_they_were_let_and_accusations_never(
    client: Client, mother: User, daughter: User
) -> None:
    bill, accusation = write(mother), write(mother, category="accusation", text="我要检举一件事。")
    sign_in(client, daughter)
    without = let(mother, daughter)
    assert "水费" not in client.get(reverse("helping", args=[without.pk])).content.decode()
    assert client.get(reverse("helping-message", args=[without.pk, bill])).status_code == 404
    end_reading(without.pk, by=mother)
    grant = let(mother, daughter, messages=True)
    page = client.get(reverse("helping", args=[grant.pk])).content.decode()
    assert "水费" in page
    assert "检举" not in page
    assert "水费" in client.get(reverse("helping-message", args=[grant.pk, bill])).content.decode()
    assert client.get(reverse("helping-message", args=[grant.pk, accusation])).status_code == 404
    for address in (reverse("message", args=[bill]), reverse("message", args=[accusation])):
        assert client.get(address).status_code == 404


def test_either_side_stops_it_at_once(client: Client, mother: User, daughter: User) -> None:
    for side in (mother, daughter):
        grant = let(mother, daughter)
        address = reverse("helping", args=[grant.pk])
        sign_in(client, daughter)
        assert client.get(address).status_code == 200
        ending = sign_in(Client(), side)
        assert "停掉代看" in ending.get(reverse("end-helper", args=[grant.pk])).content.decode()
        ending.post(reverse("end-helper", args=[grant.pk]))
        assert client.get(address).status_code == 404


def test_other_people_find_nothing_of_it(cast: Cast, client: Client, mother: User, daughter: User) -> None:
    grant = let(mother, daughter)
    sign_in(client, cast.resident(number=5))
    for name in ("helping", "end-helper"):
        assert client.get(reverse(name, args=[grant.pk])).status_code == 404
    with pytest.raises(Absent):
        end_reading(grant.pk, by=cast.resident(number=5))
    assert sign_in(client, mother).get(reverse("helping", args=[grant.pk])).status_code == 404


def test_every_code_that_opens_nothing_gets_the_same_answer(cast: Cast, mother: User, daughter: User) -> None:
    used = make_reading_code(by=mother, called="daughter")
    accept_reading(used, by=daughter, calls_owner="mother")
    other = cast.resident(number=6)
    own = make_reading_code(by=other, called="son")
    for code, by in ((used, cast.resident(number=7)), ("0" * 16, daughter), (own, other)):
        with pytest.raises(Invalid) as refused:
            accept_reading(code, by=by, calls_owner="kin")
        assert refused.value.detail == USELESS
    with clock.at(NOW + timedelta(hours=24)), pytest.raises(Invalid) as refused:
        accept_reading(own, by=daughter, calls_owner="kin")
    assert refused.value.detail == USELESS


def test_a_code_sent_twice_is_one_grant_and_a_newer_code_kills_an_older(mother: User, daughter: User) -> None:
    old, code = (make_reading_code(by=mother, called="daughter") for _ in range(2))
    with pytest.raises(Invalid):
        accept_reading(old, by=daughter, calls_owner="mother")
    grants = {accept_reading(code, by=daughter, calls_owner="mother").pk for _ in range(3)}
    assert len(grants) == 1
    assert code.replace(" ", "") not in str(list(ReadingGrant.objects.values()))


def test_nobody_collects_a_village_and_nobody_is_read_by_a_crowd(cast: Cast, mother: User, daughter: User) -> None:
    for number in range(10, 10 + MOST_HELPERS):
        let(mother, cast.resident(number=number))
    with pytest.raises(Conflict, match="最多让"):
        make_reading_code(by=mother, called="kin")
    for number in range(20, 20 + MOST_READ_FOR):
        let(cast.resident(number=number), daughter)
    with pytest.raises(Conflict, match="最多替"):
        let(cast.resident(number=30), daughter)


def test_guessing_codes_is_stopped_after_ten_an_hour(client: Client, mother: User, daughter: User) -> None:
    code = make_reading_code(by=mother, called="daughter")
    sign_in(client, daughter)
    tries = [{"code": f"{number:016}", "calls_owner": "mother"} for number in range(10)]
    assert {client.post(reverse("accept-helper"), one).status_code for one in tries} == {400}
    assert client.post(reverse("accept-helper"), {"code": code, "calls_owner": "mother"}).status_code == 429


@pytest.mark.parametrize("typed", [{}, {"code": "1"}, {"code": "x" * 99, "calls_owner": "mother"}, {"code": "\0"}])
def test_a_misspelt_code_is_refused_plainly(client: Client, daughter: User, typed: dict[str, str]) -> None:
    answer = sign_in(client, daughter).post(reverse("accept-helper"), typed)
    assert answer.status_code == 400
    assert "请先改好这几处" in answer.content.decode()


def test_staff_read_for_nobody_and_nobody_is_called_what_nobody_is(cast: Cast, mother: User, daughter: User) -> None:
    code = make_reading_code(by=mother, called="daughter")
    with pytest.raises(NotAllowed):
        accept_reading(code, by=cast.clerk, calls_owner="mother")
    with pytest.raises(Invalid):
        accept_reading(code, by=daughter, calls_owner="boss")
    with pytest.raises(Invalid):
        make_reading_code(by=mother, called="boss")


def test_codes_never_used_are_forgotten(mother: User) -> None:
    make_reading_code(by=mother, called="daughter")
    with clock.at(NOW + timedelta(hours=25)):
        assert purge_sign_in() == 1


def test_who_closes_their_account_is_read_for_no_more(client: Client, mother: User, daughter: User) -> None:
    grant = let(mother, daughter)
    close_account(mother)
    assert sign_in(client, daughter).get(reverse("helping", args=[grant.pk])).status_code == 404

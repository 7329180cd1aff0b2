"""A resident's own number: typed once, kept as a sealed digest, never tried a second time."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanshu.accounts.actions.own_number import ONCE, register_own_number
from sanshu.accounts.models import OwnNumber
from sanshu.accounts.queries.own_number import SEAL, own_number_of
from sanshu.core.digests import seal
from sanshu.core.errors import Conflict, NotAllowed
from sanshu.core.models import TimelineEntry, User
from sanshu.core.sealing import SealBroken, open_text
from tests.cast import Cast, sign_in
from tests.publicity.samples import identity

pytestmark = pytest.mark.django_db
MINE = identity(1)


def type_in(client: Client, number: str) -> tuple[int, str]:
    answer = client.post(reverse("own-number"), {"id_number": number})
    return answer.status_code, answer.content.decode()


def test_a_number_is_typed_once_and_leads_to_the_lists(cast: Cast, client: Client) -> None:
    sign_in(client, cast.resident())
    answer = client.post(reverse("own-number"), {"id_number": MINE})
    assert answer.headers["Location"] == reverse("my-lists")
    own = own_number_of(cast.resident())
    assert own is not None
    assert (own.digest, own.is_confirmed) == (seal("person", MINE), False)
    assert "已登记" in client.get(reverse("own-number")).content.decode()


@pytest.mark.parametrize(
    "typed",
    [MINE.lower(), f" {MINE[:6]} {MINE[6:14]}-{MINE[14:]}", MINE.translate(str.maketrans("0123456789", "０１２３４５６７８９"))],
)  # fmt: skip
def test_a_number_is_read_however_it_is_typed(cast: Cast, typed: str) -> None:
    register_own_number(typed, by=cast.resident())
    own = own_number_of(cast.resident())
    assert own is not None
    assert own.digest == seal("person", MINE)


def misspelt() -> list[str]:
    other_check = "0" if MINE[-1] != "0" else "1"
    return ["", "1", MINE[:-1], MINE[:-1] + other_check, MINE + "1", "x" * 500, MINE[:6] + "99999999" + MINE[14:], "\0"]


@pytest.mark.parametrize("typed", misspelt())
def test_a_misspelt_number_is_told_what_to_mend_and_shown_on_no_page(cast: Cast, client: Client, typed: str) -> None:
    sign_in(client, cast.resident())
    status, page = type_in(client, typed)
    assert status == 400
    assert "请先改好这几处" in page
    assert len(typed) < 8 or typed not in page
    assert not OwnNumber.objects.exists()


def test_a_second_number_is_refused_alike_whether_it_is_the_same_or_another(cast: Cast, client: Client) -> None:
    sign_in(client, cast.resident())
    type_in(client, MINE)
    before = OwnNumber.objects.get().sealed
    answers, costs = [], []
    for typed in (MINE, identity(2), "no number at all"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answers.append(type_in(client, typed))
        costs.append(len(asked))
    assert [status for status, _ in answers] == [409, 409, 409]
    assert all(ONCE in page for _, page in answers)
    assert len({len(page) for _, page in answers}) == 1
    assert len(set(costs)) == 1
    assert OwnNumber.objects.get().sealed == before


def test_a_thousand_guesses_leave_one_number_and_one_answer(cast: Cast, client: Client) -> None:
    sign_in(client, cast.resident())
    statuses = [type_in(client, identity(number))[0] for number in range(1000)]
    assert statuses == [302] + [409] * 9 + [429] * 990
    own = own_number_of(cast.resident())
    assert own is not None
    assert own.digest == seal("person", identity(0))
    with pytest.raises(Conflict):
        register_own_number(identity(1), by=cast.resident())


def test_residency_comes_first(client: Client) -> None:
    stranger = User.objects.create(login="r-nowhere", kind=User.Kind.RESIDENT)
    sign_in(client, stranger)
    status, page = type_in(client, MINE)
    assert status == 403
    assert "先登记您住的村" in page
    assert not OwnNumber.objects.exists()


def test_staff_register_no_number_with_their_office(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        register_own_number(MINE, by=cast.clerk)


def test_the_digest_lies_sealed_and_opens_for_its_own_account_only(cast: Cast) -> None:
    register_own_number(MINE, by=cast.resident())
    kept = OwnNumber.objects.get()
    assert seal("person", MINE).split("$")[-1] not in kept.sealed
    with pytest.raises(SealBroken):
        open_text(SEAL, kept.sealed, bound_to=str(kept.user_id + 1))
    register_own_number(MINE, by=cast.resident(number=2))
    assert len(set(OwnNumber.objects.values_list("sealed", flat=True))) == 2


def test_what_happened_is_written_down_without_the_number(cast: Cast) -> None:
    register_own_number(MINE, by=cast.resident())
    entry = TimelineEntry.objects.get(action="register_number")
    assert (entry.by, entry.data, entry.reason) == (cast.resident(), {}, "")

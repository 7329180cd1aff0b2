"""Sign-in and residency under parallel requests, with real transactions: a code is spent once, and limits hold."""

from datetime import timedelta
from typing import Any

import pytest

from sanshu.accounts.actions.attempts import count_attempt
from sanshu.accounts.actions.household import make_household_codes, use_household_code
from sanshu.accounts.actions.phone_codes import redeem_code, send_code
from sanshu.accounts.actions.residency import MOST_VILLAGES
from sanshu.accounts.models import PhoneCode
from sanshu.core.errors import Conflict, Invalid, TooMany
from sanshu.core.models import HouseholdCode, Posting, Region, User
from tests.accounts.conftest import Outbox
from tests.cast import LIUJIAWOBU, Cast
from tests.racing import AT_ONCE, at_once

PHONE = "13800138000"
ROUNDS = range(3)


def newcomers(how_many: int) -> list[User]:
    login = f"r-{User.objects.count()}"
    return [User.objects.create(login=f"{login}-{n}", kind=User.Kind.RESIDENT) for n in range(how_many)]


def refused(results: list[Any], *kinds: type[Exception]) -> int:
    """How many were refused in that way; whatever else came back must be a success."""
    failures = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(failure, kinds) for failure in failures), failures
    return len(failures)


def wrong_codes(right: str, how_many: int) -> list[str]:
    return [f"{(int(right) + 1 + n) % 10**6:06}" for n in range(how_many)]


@pytest.mark.parametrize("number", ROUNDS)
def test_a_household_code_used_by_many_at_once_makes_exactly_one_resident(committed: Cast, number: int) -> None:
    (code,) = make_household_codes(LIUJIAWOBU, count=1, by=None)
    people = newcomers(AT_ONCE)
    results = at_once(*[lambda person=person: use_household_code(code, by=person) for person in people])
    assert refused(results, Invalid) == AT_ONCE - 1
    posting = Posting.objects.get(role="resident")
    assert HouseholdCode.objects.get().used_by == posting.user


def test_one_code_sent_many_times_by_one_person_is_one_residency(committed: Cast) -> None:
    (code,) = make_household_codes(LIUJIAWOBU, count=1, by=None)
    (person,) = newcomers(1)
    results = at_once(*[lambda: use_household_code(code, by=person)] * AT_ONCE)
    assert refused(results, Invalid) == 0
    assert {posting.pk for posting in results} == {Posting.objects.get(user=person).pk}


@pytest.mark.parametrize("number", ROUNDS)
def test_codes_of_many_villages_used_at_once_by_one_person_stop_at_the_limit(committed: Cast, number: int) -> None:
    villages = Region.objects.units().order_by("code")[: MOST_VILLAGES + 3]
    codes = [make_household_codes(village.code, count=1, by=None)[0] for village in villages]
    (person,) = newcomers(1)
    results = at_once(*[lambda code=code: use_household_code(code, by=person) for code in codes])
    assert refused(results, Conflict) == len(codes) - MOST_VILLAGES
    assert Posting.objects.filter(user=person).count() == MOST_VILLAGES
    assert HouseholdCode.objects.filter(used_at__isnull=False).count() == MOST_VILLAGES


@pytest.mark.parametrize("number", ROUNDS)
def test_a_phone_code_typed_by_many_at_once_signs_in_exactly_one(committed: Cast, outbox: Outbox, number: int) -> None:
    row, code = send_code(PHONE), outbox.last_code()
    results = at_once(*[lambda: redeem_code(row.pk, code)] * AT_ONCE)
    assert refused(results, Invalid) == AT_ONCE - 1
    assert User.objects.filter(kind="resident").count() == 1


@pytest.mark.parametrize("number", ROUNDS)
def test_a_code_guessed_by_many_at_once_dies_after_five_tries(committed: Cast, outbox: Outbox, number: int) -> None:
    row, code = send_code(PHONE), outbox.last_code()
    results = at_once(*[lambda guess=guess: redeem_code(row.pk, guess) for guess in wrong_codes(code, 3 * AT_ONCE)])
    assert refused(results, Invalid) == 3 * AT_ONCE
    assert PhoneCode.objects.get().tries == PhoneCode.MOST_TRIES
    with pytest.raises(Invalid):
        redeem_code(row.pk, code)
    assert not User.objects.filter(kind="resident").exists()


def test_the_right_code_among_many_guesses_is_taken_once_or_never(committed: Cast, outbox: Outbox) -> None:
    row, code = send_code(PHONE), outbox.last_code()
    guesses = [*wrong_codes(code, AT_ONCE), *[code] * AT_ONCE]
    results = at_once(*[lambda guess=guess: redeem_code(row.pk, guess) for guess in guesses])
    won = len(guesses) - refused(results, Invalid)
    stored = PhoneCode.objects.get()
    assert stored.tries <= PhoneCode.MOST_TRIES
    assert won == User.objects.filter(kind="resident").count() == (stored.used_at is not None)


def test_many_asking_for_a_code_to_one_number_at_once_get_one_message(committed: Cast, outbox: Outbox) -> None:
    results = at_once(*[lambda: send_code(PHONE)] * AT_ONCE)
    assert refused(results, TooMany) == AT_ONCE - 1
    assert len(outbox.messages()) == PhoneCode.objects.count() == 1


@pytest.mark.parametrize("most", [1, 5])
def test_attempts_counted_at_once_let_through_exactly_as_many_as_allowed(committed: Cast, most: int) -> None:
    window = timedelta(hours=1)
    tries = [lambda: count_attempt("household", "somebody", most=most, within=window)] * (2 * AT_ONCE)
    assert refused(at_once(*tries), TooMany) == 2 * AT_ONCE - most

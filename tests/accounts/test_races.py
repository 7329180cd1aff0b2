"""Guessed, tapped and spent many times at once, with real transactions: one effect, every try counted, no failure."""

from datetime import timedelta

from sanshu.accounts.actions.attempts import count_attempt
from sanshu.accounts.actions.decide_change import confirm_change, withdraw_change
from sanshu.accounts.actions.household import make_household_codes, use_household_code
from sanshu.accounts.actions.in_person import ask_in_person, grant_request
from sanshu.accounts.actions.own_number import register_own_number
from sanshu.accounts.actions.phone_codes import redeem_code, send_code
from sanshu.accounts.actions.reading import accept_reading, make_reading_code
from sanshu.accounts.actions.residency import MOST_VILLAGES
from sanshu.accounts.lifecycle import ChangeStatus
from sanshu.accounts.models import InPersonRequest, OwnNumber, PhoneCode, ReadingGrant
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core import timeline
from sanshu.core.errors import DomainError, Invalid, TooMany
from sanshu.core.models import Posting, Region, User
from sanshu.core.roles import Role
from tests.accounts.conftest import Outbox
from tests.accounts.test_changes import NEWCOMER, enrolment
from tests.cast import AOHANTUN, LIUJIAWOBU, TODAY, Cast
from tests.publicity.samples import identity
from tests.racing import AT_ONCE, at_once


def newcomer(number: int) -> User:
    return User.objects.create(login=f"r-race-{number}", kind=User.Kind.RESIDENT)


def refused(results: list[object]) -> int:
    assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, DomainError)]
    return sum(isinstance(one, DomainError) for one in results)


def test_a_phone_code_guessed_in_parallel_dies_after_five(committed: Cast, outbox: Outbox) -> None:
    row = send_code("13800138000")
    right = outbox.last_code()
    wrong = [f"{(int(right) + step) % 1_000_000:06}" for step in range(1, AT_ONCE + 1)]
    results = at_once(*[lambda guess=guess: redeem_code(row.pk, guess) for guess in wrong])
    assert refused(results) == AT_ONCE
    assert PhoneCode.objects.get().tries == PhoneCode.MOST_TRIES
    assert refused(at_once(lambda: redeem_code(row.pk, right))) == 1


def test_the_right_code_sent_many_times_at_once_signs_in_once(committed: Cast, outbox: Outbox) -> None:
    row = send_code("13800138000")
    results = at_once(*[lambda: redeem_code(row.pk, outbox.last_code())] * AT_ONCE)
    assert sum(isinstance(one, User) for one in results) == 1
    assert refused(results) == AT_ONCE - 1
    assert User.objects.filter(phone_verified=True).count() == 1


def test_one_household_code_opens_one_residency_whoever_is_first(committed: Cast) -> None:
    code = make_household_codes(LIUJIAWOBU, count=1, by=None)[0]
    people = [newcomer(number) for number in range(AT_ONCE)]
    results = at_once(*[lambda by=by: use_household_code(code, by=by) for by in people])
    assert refused(results) == AT_ONCE - 1
    assert Posting.objects.filter(role=Role.RESIDENT).count() == 1


def test_many_codes_at_once_make_nobody_a_resident_everywhere(committed: Cast) -> None:
    villages = list(Region.objects.units().live(TODAY).values_list("pk", flat=True)[: MOST_VILLAGES + 3])
    codes = [make_household_codes(village, count=1, by=None)[0] for village in villages]
    user = newcomer(1)
    results = at_once(*[lambda code=code: use_household_code(code, by=user) for code in codes])
    assert refused(results) == 3
    assert len(residencies_of(user)) == MOST_VILLAGES


def test_of_many_numbers_at_once_one_is_kept(committed: Cast) -> None:
    user = committed.resident()
    results = at_once(*[lambda n=n: register_own_number(identity(n), by=user) for n in range(AT_ONCE)])
    assert refused(results) == AT_ONCE - 1
    assert OwnNumber.objects.count() == 1


def test_one_ticket_is_settled_once_and_asked_for_once(committed: Cast) -> None:
    user = newcomer(1)
    about = InPersonRequest.About.RESIDENCY
    asked = at_once(*[lambda: ask_in_person(AOHANTUN, about, by=user, kind="home")] * AT_ONCE)
    assert refused(asked) == 0
    request = InPersonRequest.objects.get()
    officer = committed.staff(Role.HANDLER, 210123103000)
    assert refused(at_once(*[lambda: grant_request(request.pk, by=officer, was_seen=True)] * 4)) == 3
    assert len(residencies_of(user)) == 1


def test_one_reading_code_lets_one_account_in(committed: Cast) -> None:
    code = make_reading_code(by=committed.resident(), called="kin")
    people = [newcomer(number) for number in range(AT_ONCE)]
    results = at_once(*[lambda by=by: accept_reading(code, by=by, calls_owner="kin") for by in people])
    assert refused(results) == AT_ONCE - 1
    assert ReadingGrant.objects.in_force().count() == 1


def test_every_attempt_in_parallel_is_counted(committed: Cast) -> None:
    tried = at_once(*[lambda: count_attempt("race", "somebody", most=3, within=timedelta(hours=1))] * AT_ONCE)
    assert sum(isinstance(one, TooMany) for one in tried) == AT_ONCE - 3
    assert not any(isinstance(one, Invalid) for one in tried)


def test_many_confirmations_at_once_make_one_account(committed: Cast) -> None:
    change = enrolment(committed)
    by = committed.system_admin
    results = at_once(*[lambda: confirm_change(change.pk, by=by)] * AT_ONCE)
    assert refused(results) == AT_ONCE - 1
    assert Posting.objects.filter(user__login=NEWCOMER.login).count() == 1


def test_confirming_and_withdrawing_at_once_have_one_outcome(committed: Cast) -> None:
    change = enrolment(committed)
    first, second = committed.security_admin, committed.system_admin
    at_once(lambda: confirm_change(change.pk, by=second), lambda: withdraw_change(change.pk, by=first))
    change.refresh_from_db()
    made = User.objects.filter(login=NEWCOMER.login).exists()
    assert made is (change.status == ChangeStatus.CONFIRMED)
    assert timeline.of(change).count() == 2

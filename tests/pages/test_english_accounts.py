"""English pages of a resident's own: signing in, villages, the list check, reading for somebody, errors on the way."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from feedback.actions.reply import reply_to_message
from feedback.actions.send import send_message
from feedback.intake import read_draft
from publicity.actions.corrections import Ground, withdraw_record
from sanshu.accounts.actions.household import make_household_codes
from sanshu.accounts.actions.in_person import ask_in_person, grant_request, refuse_request
from sanshu.accounts.actions.own_number import register_own_number
from sanshu.accounts.actions.reading import accept_reading, make_reading_code
from sanshu.accounts.actions.roster import load_roster
from sanshu.accounts.models import InPersonRequest
from sanshu.core import clock
from sanshu.core.actions.holidays import load_holidays
from sanshu.core.digests import match_digest
from sanshu.core.models import User
from tests.accounts.conftest import Outbox
from tests.accounts.conftest import outbox as outbox
from tests.cast import AOHANTUN, DONGTA, LIUJIAWOBU, NOW, Cast
from tests.feedback.conftest import ANSWER, accepted
from tests.pages.english import Reader, reading
from tests.pages.test_own_lists import MINE, NOBODYS, THEIRS, publish

pytestmark = pytest.mark.django_db
About = InPersonRequest.About
HERE = f"/me/villages/{LIUJIAWOBU}/"


@pytest.fixture(autouse=True)
def working_days(db: None) -> None:
    """Know the working days of the year."""
    load_holidays(2026)


def newcomer(number: int = 1) -> User:
    return User.objects.create(login=f"r-new-{number}", kind=User.Kind.RESIDENT)


def test_signing_in_and_out(client: Client, outbox: Outbox) -> None:
    reader = Reader(client)
    for path in ("/accounts/phone/", "/accounts/login/", "/accounts/inactive/", "/me/", "/accounts/household/"):
        reader.get(path)
    for phone in ("", "12", "024-87312345", "1" * 40):
        reader.post("/accounts/phone/", {"phone": phone}, status=400)
    reader.post("/accounts/login/", {"login": "", "password": ""})
    reader.post("/accounts/login/", {"login": "nobody", "password": "nothing at all"})
    reader.post("/accounts/phone/", {"phone": "13800138000"})
    reader.post("/accounts/phone/", {"phone": "13800138000"}, status=400)
    for wrong in ("", "12"):
        reader.post("/accounts/phone/code/", {"code": wrong}, status=400)
    reader.post("/accounts/phone/code/", {"code": outbox.last_code()})
    for path in ("/me/", "/accounts/logout/", "/accounts/2fa/"):
        reader.get(path)
    reader.get("/accounts/password/", status=403)
    reader.post("/accounts/logout/", {})
    assert reader.found == {}


def test_becoming_a_resident_by_the_slip_of_paper() -> None:
    reader, (code, late) = reading(newcomer()), make_household_codes(LIUJIAWOBU, count=2, by=None)
    for path in ("/me/", "/me/lists/", "/me/villages/", "/accounts/household/", "/accounts/number/"):
        reader.get(path)
    reader.post("/accounts/number/", {"id_number": MINE}, status=403)
    for wrong in ({}, {"code": "12", "kind": "home"}, {"code": "1" * 16, "kind": "home"}, {"code": code, "kind": "x"}):
        reader.post("/accounts/household/", wrong, status=400)
    reader.post("/accounts/household/", {"code": code, "kind": "home"})
    reader.post("/accounts/household/", {"code": late, "kind": "home"}, status=400)
    for path in ("/me/", "/me/lists/", "/me/villages/", HERE, f"{HERE}leave/", f"{HERE}join/"):
        reader.get(path)
    reader.post(HERE, {"kind": "x"}, status=400)
    reader.post(HERE, {"kind": "parents"})
    reader.post(f"{HERE}leave/", {})
    reader.get(HERE, status=404)
    assert reader.found == {}


def test_becoming_a_resident_at_the_window(cast: Cast) -> None:
    user = newcomer()
    reader = reading(user)
    for path in ("/me/villages/add/", "/me/villages/add/?q=刘家", "/me/villages/add/?q=没有", f"{HERE}join/"):
        reader.get(path)
    reader.post(f"{HERE}join/", {"kind": "x"}, status=400)
    reader.post(f"{HERE}join/", {"kind": "home"})
    reader.get("/me/villages/1/join/", status=404)
    asked = InPersonRequest.objects.get()
    refuse_request(asked.pk, by=cast.handler, reason="no_card")
    reader.get("/me/villages/")
    again = ask_in_person(LIUJIAWOBU, About.RESIDENCY, by=user, kind="home")
    reader.post(f"/accounts/requests/{again.pk}/withdraw/", {})
    reader.post(f"/accounts/requests/{again.pk}/withdraw/", {}, status=404)
    third = ask_in_person(LIUJIAWOBU, About.RESIDENCY, by=user, kind="home")
    grant_request(third.pk, by=cast.handler, was_seen=True, id_number=MINE)
    for path in ("/me/", HERE, "/accounts/number/", "/me/lists/"):
        reader.get(path)
    assert reader.found == {}


def test_becoming_a_resident_by_the_roster() -> None:
    load_roster(LIUJIAWOBU, [match_digest("person", MINE)])
    reader = reading(newcomer())
    reader.get(f"{HERE}roster/")
    for wrong in ("", "12", MINE[:-1] + ("1" if MINE[-1] != "1" else "2"), NOBODYS):
        reader.post(f"{HERE}roster/", {"id_number": wrong, "kind": "home"}, status=400)
    reader.post(f"{HERE}roster/", {"id_number": MINE, "kind": "home"})
    reader.get(HERE)
    assert reader.found == {}


def test_the_list_check(cast: Cast) -> None:
    reader = reading(cast.resident())
    for wrong in ("", "12", "9" * 18, "9" * 70):
        reader.post("/accounts/number/", {"id_number": wrong}, status=400)
    reader.post("/accounts/number/", {"id_number": MINE})
    reader.post("/accounts/number/", {"id_number": THEIRS}, status=409)
    reader.get("/me/lists/")
    publish(cast, "V-13", THEIRS, MINE)
    gone = publish(cast, "V-08", MINE)
    publish(cast, "F-12", THEIRS)
    reader.get("/me/lists/")
    withdraw_record(gone.pk, by=cast.reviewer, reason="名单里有隐私", ground=Ground.PRIVACY)
    reader.get("/me/lists/")
    reader.post("/accounts/number/compare/", {"village": str(LIUJIAWOBU)})
    reader.get("/accounts/number/")
    assert reader.found == {}


def test_reading_for_somebody(cast: Cast) -> None:
    mother, daughter = reading(cast.resident()), reading(cast.resident(DONGTA))
    register_own_number(MINE, by=cast.resident())
    publish(cast, "V-13", THEIRS, MINE)
    message = accepted(cast, by=cast.resident())
    reply_to_message(message.pk, by=cast.handler, text=ANSWER)
    for path in ("/me/helpers/", "/me/helpers/code/", "/me/helpers/accept/"):
        mother.get(path)
    mother.post("/me/helpers/code/", {"called": "x"}, status=400)
    page = mother.post("/me/helpers/code/", {"called": "daughter", "sees_messages": "on"}).content.decode()
    found = re.search(r"\d{4} \d{4} \d{4} \d{4}", page)
    assert found
    for wrong in ("", "12", "1" * 16):
        daughter.post("/me/helpers/accept/", {"code": wrong, "calls_owner": "mother"}, status=400)
    helping = daughter.post("/me/helpers/accept/", {"code": found[0], "calls_owner": "mother"}).wsgi_request.path
    helping = helping.removeprefix("/en")
    for path in ("/me/", "/me/helpers/", helping, f"{helping}messages/{message.pk}/"):
        daughter.get(path)
    mother.get("/me/helpers/")
    end = helping.replace("helping", "helpers") + "end/"
    mother.get(end)
    daughter.get(end)
    mother.post(end, {})
    daughter.get(helping, status=404)
    assert (mother.found, daughter.found) == ({}, {})


def test_limits_of_reading_and_of_villages(cast: Cast) -> None:
    helper, owner = cast.resident(DONGTA), cast.resident()
    accept_reading(make_reading_code(by=owner, called="son"), by=helper, calls_owner="mother")
    mine, theirs = reading(owner), reading(helper)
    code = make_reading_code(by=owner, called="son")
    theirs.post("/me/helpers/accept/", {"code": code, "calls_owner": "mother"}, status=409)
    for number in (2, 3):
        another = cast.resident(AOHANTUN, number=number)
        accept_reading(make_reading_code(by=owner, called="kin"), by=another, calls_owner="kin")
    mine.post("/me/helpers/code/", {"called": "kin"}, status=409)
    assert (mine.found, theirs.found) == ({}, {})


def test_closing_ones_account(cast: Cast) -> None:
    reader = reading(cast.resident())
    reader.get("/me/close/")
    reader.post("/me/close/", {}, status=400)
    reader.post("/me/close/", {"is_sure": "on"})
    assert reader.found == {}


def test_what_one_asked_long_ago_and_what_is_not_for_residents(cast: Cast) -> None:
    with clock.at(NOW - timedelta(days=3)):
        draft = read_draft({"village": str(LIUJIAWOBU), "text": "水费为什么涨了？"})
        send_message(draft, key="key-1", by=cast.resident())
    reader = reading(cast.resident())
    reader.get("/me/")
    for path in ("/desk/", "/supervision/"):
        reader.get(path, status=403)
    reading(cast.clerk).get("/me/lists/", status=403)
    assert reader.found == {}

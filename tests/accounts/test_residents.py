"""Residents sign in, and up, by a code to their phone."""

from datetime import timedelta

import pytest
import redis
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from sanshu.accounts.actions.attempts import count_attempt, purge_sign_in
from sanshu.accounts.actions.phone_codes import phone_of
from sanshu.accounts.actions.staff import enrol_staff
from sanshu.accounts.models import AttemptCount, PhoneCode
from sanshu.core import clock
from sanshu.core.models import User
from tests.accounts.conftest import Outbox
from tests.cast import NOW, Cast, sign_in

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


def ask(client: Client, phone: str = PHONE, **more: str) -> int:
    return client.post(reverse("phone_sign_in"), {"phone": phone, **more}).status_code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_first_code_makes_the_account_and_a_later_one_finds_it(client: Client, outbox: Outbox) -> None:
    assert ask(client) == 302
    answer = client.post(reverse("phone_code"), {"code": outbox.last_code()})
    assert answer.headers["Location"] == "/me/"
    user = User.objects.get(phone_verified=True)
    assert (user.kind, user.has_usable_password()) == ("resident", False)
    with clock.at(NOW + timedelta(minutes=5)):
        again = Client()
        ask(again, "+86 138-0013-8000")
        again.post(reverse("phone_code"), {"code": outbox.last_code()})
    assert again.session["_auth_user_id"] == client.session["_auth_user_id"] == str(user.pk)


def test_the_number_is_nowhere_readable_but_opens_for_a_message(client: Client, outbox: Outbox) -> None:
    ask(client)
    row = PhoneCode.objects.get()
    client.post(reverse("phone_code"), {"code": outbox.last_code()})
    user = User.objects.get(phone_verified=True)
    stored = f"{user.login}{user.phone_digest}{bytes(user.phone_sealed or b'')!r}{row.phone_digest}{row.code_digest}"
    stored += "".join(str(session.get_decoded()) for session in Session.objects.all())
    assert PHONE not in stored
    assert outbox.last_code() not in stored
    assert phone_of(user) == PHONE


def test_the_message_carries_the_code_and_nothing_else(client: Client, outbox: Outbox) -> None:
    ask(client)
    (message,) = outbox.messages()
    assert message["to"] == PHONE
    assert message["text"] == f"验证码 {outbox.last_code()}"
    (path,) = outbox.folder.glob("*.json")
    assert path.stat().st_mode & 0o077 == 0


def test_known_and_unknown_numbers_get_the_same_answer(outbox: Outbox, client: Client) -> None:
    ask(client)
    client.post(reverse("phone_code"), {"code": outbox.last_code()})
    with clock.at(NOW + timedelta(minutes=2)):
        known, unknown = (
            Client().post(reverse("phone_sign_in"), {"phone": p}, follow=True) for p in (PHONE, "13900139000")
        )
    assert known.redirect_chain == unknown.redirect_chain
    assert len(known.content) == len(unknown.content)
    assert known.status_code == unknown.status_code == 200


def test_a_code_dies_after_five_wrong_tries_and_the_number_is_not_locked(client: Client, outbox: Outbox) -> None:
    ask(client)
    code = outbox.last_code()
    for _ in range(5):
        assert client.post(reverse("phone_code"), {"code": wrong(code)}).status_code == 400
    refused = client.post(reverse("phone_code"), {"code": code})
    assert refused.status_code == 400
    assert "已失效" in refused.content.decode()
    with clock.at(NOW + timedelta(seconds=61)):
        ask(client)
        assert client.post(reverse("phone_code"), {"code": outbox.last_code()}).status_code == 302


def test_a_code_lives_ten_minutes(client: Client, outbox: Outbox) -> None:
    ask(client)
    with clock.at(NOW + timedelta(minutes=10)):
        assert client.post(reverse("phone_code"), {"code": outbox.last_code()}).status_code == 400
    with clock.at(NOW + timedelta(minutes=9, seconds=59)):
        assert client.post(reverse("phone_code"), {"code": outbox.last_code()}).status_code == 302


def test_a_code_works_once_and_only_in_the_browser_that_asked(client: Client, outbox: Outbox) -> None:
    ask(client)
    stranger = Client()
    assert stranger.post(reverse("phone_code"), {"code": outbox.last_code()}).headers["Location"] == reverse(
        "phone_sign_in"
    )
    pk = client.session["phone_code"]
    client.post(reverse("phone_code"), {"code": outbox.last_code()})
    session = stranger.session
    session["phone_code"] = pk
    session.save()
    assert stranger.post(reverse("phone_code"), {"code": outbox.last_code()}).status_code == 400


def test_signing_in_changes_the_session_key(client: Client, outbox: Outbox) -> None:
    ask(client)
    before = client.session.session_key
    client.post(reverse("phone_code"), {"code": outbox.last_code()})
    assert client.session.session_key != before


def test_nobody_is_flooded_with_messages(client: Client, outbox: Outbox) -> None:
    for minute in range(10):
        with clock.at(NOW + timedelta(minutes=2 * minute)):
            ask(Client())
            answer = client.post(reverse("phone_sign_in"), {"phone": PHONE})
            assert answer.status_code == 400
    assert len(outbox.messages()) == 5
    assert "明天再试" in answer.content.decode()
    with clock.at(NOW + timedelta(days=1, minutes=10)):
        assert ask(client) == 302


@pytest.mark.parametrize("phone", ["", "12345", "024-23456789", "1" * 5000, "1380013800\x00"])
def test_what_is_no_mobile_number_is_refused_in_chinese(client: Client, outbox: Outbox, phone: str) -> None:
    answer = client.post(reverse("phone_sign_in"), {"phone": phone})
    assert answer.status_code == 400
    assert "请先改好这几处" in answer.content.decode()
    assert outbox.messages() == []


def test_a_gateway_that_fails_is_said_and_costs_no_try(client: Client, outbox: Outbox, settings: LazySettings) -> None:
    settings.SMS_GATEWAY = "tests.accounts.test_residents.BrokenGateway"
    answer = client.post(reverse("phone_sign_in"), {"phone": PHONE})
    assert "短信没有发出去" in answer.content.decode()
    settings.SMS_GATEWAY = "sanshu.accounts.gateways.FileGateway"
    assert ask(client) == 302


class BrokenGateway:
    """A provider that does not answer."""

    def send(self, phone: str, text: str) -> None:
        raise TimeoutError


def test_the_console_gateway_prints_number_and_text(
    client: Client, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SMS_GATEWAY = "sanshu.accounts.gateways.ConsoleGateway"
    assert ask(client) == 302
    assert f"[sms] {PHONE}: 验证码 " in capsys.readouterr().err


def test_a_switched_off_account_does_not_get_in(client: Client, outbox: Outbox) -> None:
    ask(client)
    client.post(reverse("phone_code"), {"code": outbox.last_code()})
    User.objects.filter(phone_verified=True).update(is_active=False)
    with clock.at(NOW + timedelta(minutes=2)):
        again = Client()
        ask(again)
        assert again.post(reverse("phone_code"), {"code": outbox.last_code()}).status_code == 400


@pytest.mark.parametrize(
    ("onward", "landed"),
    [("/messages/new/", "/messages/new/"), ("https://evil.example/", "/me/"), ("//evil.example", "/me/")],
)
def test_sign_in_leads_on_only_within_the_portal(client: Client, outbox: Outbox, onward: str, landed: str) -> None:
    ask(client, next=onward)
    answer = client.post(reverse("phone_code"), {"code": outbox.last_code()})
    assert answer.headers["Location"] == landed


def test_pages_of_sign_in_and_of_a_signed_in_person_are_never_stored(client: Client, cast: Cast) -> None:
    assert "no-store" in client.get(reverse("phone_sign_in")).headers["Cache-Control"]
    sign_in(client, cast.resident())
    for address in (reverse("household"), "/me/x.css"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_old_codes_are_purged(client: Client, outbox: Outbox) -> None:
    ask(client)
    with clock.at(NOW + timedelta(hours=23)):
        assert purge_sign_in() == 1  # the count of the address
    assert PhoneCode.objects.count() == 1
    with clock.at(NOW + timedelta(days=1, seconds=1)):
        assert purge_sign_in() == 1
    assert not PhoneCode.objects.exists()


def test_sign_in_works_while_redis_is_dead(client: Client, outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_: object, **__: object) -> None:
        raise AssertionError("sign-in must not wait for Redis")

    monkeypatch.setattr(redis.connection.AbstractConnection, "connect", dead)
    monkeypatch.setattr(redis.connection.AbstractConnection, "connect_check_health", dead)
    ask(client)
    assert client.post(reverse("phone_code"), {"code": outbox.last_code()}).status_code == 302
    enrol_staff("LN1", "甲", "清雪要趁早 not-so-short", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    answer = client.post(reverse("account_logout"))
    assert answer.status_code == 302
    answer = client.post(reverse("account_login"), {"login": "LN1", "password": "清雪要趁早 not-so-short"})
    assert answer.headers["Location"] == reverse("mfa_authenticate")


def test_one_address_may_ask_often_but_not_without_end(client: Client, outbox: Outbox) -> None:
    for _ in range(118):
        count_attempt("send", "127.0.0.1", most=120, within=timedelta(hours=1))
    assert ask(client, "13900139001") == ask(client, "13900139002") == 302
    answer = client.post(reverse("phone_sign_in"), {"phone": PHONE})
    assert "试得太多了" in answer.content.decode()
    assert len(outbox.messages()) == 2
    with clock.at(NOW + timedelta(minutes=30)):
        assert ask(client) == 302


def test_attempts_are_kept_without_the_address_they_came_from(client: Client, outbox: Outbox) -> None:
    ask(client)
    assert "127.0.0.1" not in str(AttemptCount.objects.values())

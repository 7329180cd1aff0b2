"""Staff sign in by number, password and second factor; before the second factor they reach nothing."""

import time
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from sanshu.accounts.actions.staff import enrol_staff
from sanshu.core import clock, timeline
from sanshu.core.errors import Conflict, Invalid
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may
from sanshu.core.roles import Role
from tests.cast import LIUJIAWOBU, PROVINCE, Cast, sign_in

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD, SECRET = "LN21012301", "清雪要趁早 not-so-short", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def totp(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give_password(client: Client, password: str = PASSWORD, login: str = LOGIN) -> str:
    answer = client.post(reverse("account_login"), {"login": login, "password": password})
    return str(answer.headers.get("Location", answer.status_code))


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def clerk() -> User:
    return enrol_staff(LOGIN, "甲文书", PASSWORD, SECRET)


def test_number_password_and_second_factor_sign_staff_in(client: Client, clerk: User) -> None:
    assert give_password(client) == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    answer = client.post(reverse("mfa_authenticate"), {"code": totp()})
    assert answer.headers["Location"] == "/me/"
    assert client.session["_auth_user_id"] == str(clerk.pk)
    assert client.get(reverse("household")).status_code == 200


def test_a_password_alone_opens_nothing(client: Client, clerk: User) -> None:
    give_password(client)
    assert client.get("/admin/").status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert not is_signed_in(client)


def test_staff_without_a_second_factor_reach_only_the_page_that_sets_it_up(client: Client) -> None:
    enrol_staff(LOGIN, "甲文书", PASSWORD)
    give_password(client)
    setup = reverse("mfa_activate_totp")
    for address in ("/", "/admin/", "/me/", "/desk/", "/supervision/", reverse("mfa_index"), "/no-such-page/"):
        assert client.get(address).headers.get("Location") == setup, address
    refused = client.get("/api/v1/regions/")
    assert (refused.status_code, refused.headers["Content-Type"]) == (403, "application/problem+json")
    page = client.get(setup)
    assert page.status_code == 200
    secret = page.context["form"].secret
    done = client.post(setup, {"code": totp(secret)})
    assert done.status_code == 302
    assert client.get(reverse("household")).status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_a_second_factor_is_set_up_only_soon_after_the_password(client: Client) -> None:
    enrol_staff(LOGIN, "甲文书", PASSWORD)
    give_password(client)
    # allauth notes the machine's own time in the session.
    with clock.at(datetime.now(tz=UTC) + timedelta(minutes=6)):
        answer = client.get(reverse("mfa_activate_totp"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_a_session_without_the_factor_is_asked_for_it_when_it_is_set_up(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert client.get("/admin/").headers["Location"] == reverse("mfa_reauthenticate")
    client.post(reverse("mfa_reauthenticate"), {"code": totp()})
    assert client.get(reverse("household")).status_code == 200


def test_a_one_time_code_works_one_time(client: Client, clerk: User) -> None:
    code = totp()
    give_password(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    second = Client()
    give_password(second)
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_signed_in(second)


def test_a_recovery_code_stands_in_for_a_lost_phone_once(client: Client) -> None:
    enrol_staff(LOGIN, "甲文书", PASSWORD)
    give_password(client)
    setup = reverse("mfa_activate_totp")
    secret = client.get(setup).context["form"].secret
    done = client.post(setup, {"code": totp(secret)})
    shown = client.get(done.headers["Location"])
    code = shown.context["unused_codes"][0]
    for expected in (True, False):
        browser = Client()
        give_password(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert is_signed_in(browser) is expected


def test_known_and_unknown_staff_numbers_get_the_same_refusal(clerk: User) -> None:
    pages = []
    for login in (LOGIN, "LN99999999"):
        answer = Client().post(reverse("account_login"), {"login": login, "password": "wrong password here"})
        assert answer.status_code == 200
        pages.append(answer.content.decode().split("csrfmiddlewaretoken")[0].replace(login, ""))
    assert pages[0] == pages[1]
    assert "工号或密码不对" in pages[0]


def test_guessing_a_password_is_stopped_after_five_tries(client: Client, clerk: User) -> None:
    for _ in range(5):
        give_password(client, "wrong password here")
    answer = client.post(reverse("account_login"), {"login": LOGIN, "password": PASSWORD})
    assert "试得太多了" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_resident_has_no_password_to_sign_in_with(client: Client, cast: Cast) -> None:
    resident = cast.resident()
    resident.set_password(PASSWORD)
    resident.save()
    assert give_password(client, login=resident.login) == reverse("phone_sign_in")
    assert not is_signed_in(client)


def test_the_admin_has_no_door_of_its_own(client: Client, clerk: User) -> None:
    answer = client.post("/admin/login/", {"username": LOGIN, "password": PASSWORD})
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not is_signed_in(client)


def test_nobody_signs_themselves_up_as_staff(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404


def test_leaving_ends_the_session_on_the_server(client: Client, clerk: User) -> None:
    sign_in(client, clerk)
    cookie = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = cookie
    assert client.get(reverse("household")).status_code == 302


def test_nobody_takes_their_own_factor_away(client: Client, clerk: User) -> None:
    give_password(client)
    client.post(reverse("mfa_authenticate"), {"code": totp()})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=clerk, type="totp").exists()


def test_enrolling_again_gives_the_new_name_password_and_factor(client: Client, clerk: User) -> None:
    again = enrol_staff(LOGIN, "乙文书", "another long password", "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")
    assert (again.pk, again.name) == (clerk.pk, "乙文书")
    assert Authenticator.objects.filter(user=clerk, type="totp").count() == 1
    give_password(client, "another long password")
    client.post(reverse("mfa_authenticate"), {"code": totp("KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")})
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("password", "secret"), [("short", None), ("password1234", None), (PASSWORD, "ABC"), (PASSWORD, "!!!")]
)
def test_a_weak_password_or_secret_is_refused(password: str, secret: str | None) -> None:
    with pytest.raises(Invalid):
        enrol_staff(LOGIN, "甲文书", password, secret)


def test_a_residents_account_never_becomes_staff(cast: Cast) -> None:
    with pytest.raises(Conflict, match="居民"):
        enrol_staff(cast.resident().login, "甲", PASSWORD)


def test_the_session_cookie_is_for_the_server_alone(client: Client, clerk: User) -> None:
    give_password(client)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["expires"] == ""


def test_the_first_administrators_are_made_on_the_command_line(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(PASSWORD + "\n"))
    call_command("enrol_staff", LOGIN, "甲安全")
    call_command("grant_posting", LOGIN, Role.SECURITY_ADMIN, f"{PROVINCE}")
    assert "辽宁省 安全管理员" in capsys.readouterr().out
    assert may(User.objects.get(login=LOGIN), Act.GRANT_POSTING, LIUJIAWOBU)
    assert give_password(client) == "/me/"
    with pytest.raises(CommandError, match="只设在省"):
        call_command("grant_posting", LOGIN, Role.SECURITY_ADMIN, f"{LIUJIAWOBU}")
    with pytest.raises(CommandError, match="没有登录号"):
        call_command("grant_posting", "nobody", Role.CLERK, f"{LIUJIAWOBU}")
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    with pytest.raises(CommandError, match="密码不合要求"):
        call_command("enrol_staff", "LN2", "乙")


def test_whoever_runs_the_machine_helps_an_administrator_whom_no_other_is_left_to_help(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("another long password\n"))
    call_command("enrol_staff", LOGIN, "甲文书", "--forget-second-factor")
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert give_password(client, "another long password") == "/me/"
    assert client.get("/me/").headers["Location"] == reverse("mfa_activate_totp")
    assert [(entry.action, entry.by) for entry in timeline.of(clerk)][-2:] == [("enrol", None), ("reset_factor", None)]

"""Programs act for staff by bearer tokens."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from sanshu.accounts.actions.tokens import LIFETIME, issue_token
from sanshu.accounts.api import BearerAuthentication
from sanshu.accounts.models import ApiToken
from sanshu.core import clock
from sanshu.core.models import User
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def ask(header: str | None) -> User | None:
    headers = {} if header is None else {"authorization": header}
    found = BearerAuthentication().authenticate(Request(APIRequestFactory().get("/", headers=headers)))
    return found[0] if found else None


def test_a_token_acts_for_its_holder_and_only_its_digest_is_kept(cast: Cast) -> None:
    out = StringIO()
    call_command("issue_token", cast.clerk.login, stdout=out)
    token = out.getvalue().strip()
    assert ask(f"Bearer {token}") == ask(f"bearer  {token} ") == cast.clerk
    assert token not in str(ApiToken.objects.values())


@pytest.mark.parametrize("header", ["Bearer ", "Bearer wrong", "Bearer \xff", "Bearer a b"])
def test_a_bad_token_is_refused_and_not_ignored(header: str) -> None:
    with pytest.raises(AuthenticationFailed):
        ask(header)


@pytest.mark.parametrize("header", [None, "", "Basic YTpi", "Token abc"])
def test_without_a_bearer_token_another_way_may_be_tried(header: str | None) -> None:
    assert ask(header) is None


def test_a_token_dies_when_it_expires_is_revoked_or_its_holder_is_switched_off(cast: Cast) -> None:
    token = issue_token(cast.clerk.login)
    with clock.at(NOW + LIFETIME - timedelta(seconds=1)):
        assert ask(f"Bearer {token}") == cast.clerk
    with clock.at(NOW + LIFETIME), pytest.raises(AuthenticationFailed):
        ask(f"Bearer {token}")
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    with pytest.raises(AuthenticationFailed):
        ask(f"Bearer {token}")
    User.objects.filter(pk=cast.clerk.pk).update(is_active=True)
    out = StringIO()
    call_command("issue_token", cast.clerk.login, "--revoke", stdout=out)
    assert "1 个" in out.getvalue()
    with pytest.raises(AuthenticationFailed):
        ask(f"Bearer {token}")


def test_residents_get_no_tokens(cast: Cast) -> None:
    for login in (cast.resident().login, "nobody"):
        with pytest.raises(CommandError, match="没有登录号"):
            call_command("issue_token", login)

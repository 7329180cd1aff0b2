"""Staff accounts: enrolled with number, name and a password; one-time passwords; second factors set up by their owners."""

import base64
import binascii
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from sanshu.accounts.actions.tokens import revoke_tokens
from sanshu.core import clock, timeline
from sanshu.core.errors import Conflict, Invalid
from sanshu.core.models import User

_SHORTEST_SECRET = 16
#: How long a password that was handed over on paper opens the page where its owner chooses another.
ONE_TIME_LIFETIME = timedelta(days=7)
#: Without letters and digits that look alike on paper; four groups of four are 78 bits.
_SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


@transaction.atomic
def enrol_staff(login: str, name: str, password: str, totp_secret: str | None = None) -> User:
    """Make a staff account, or give an existing one this name, password and second factor; safe to run twice.

    For whoever runs the machine. Without `totp_secret` (base32) the person sets up the second factor at first sign-in
    and reaches nothing before. Invalid for a weak password or a secret that is no base32 of at least 80 bits; Conflict
    for a resident's login.
    """
    user = User.objects.select_for_update().filter(login=login).first()
    if user is not None and user.kind != User.Kind.STAFF:
        raise Conflict("这个登录号属于居民账号；工作账号与居民账号不能混用。")
    user = user or User(login=login, kind=User.Kind.STAFF)
    user.name = name
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise Invalid("密码不合要求。", errors={"password": list(problem.messages)}) from problem
    user.set_password(password)
    user.password_until = None
    user.save()
    if totp_secret is not None:
        _set_second_factor(user, totp_secret)
    timeline.write(user, action="enrol", by=None)
    return user


def _set_second_factor(user: User, secret: str) -> None:
    try:
        raw = base64.b32decode(secret, casefold=True)
    except binascii.Error as problem:
        raise Invalid("动态口令密钥不是 base32 文本。") from problem
    if len(raw) * 8 < _SHORTEST_SECRET * 5:
        raise Invalid("动态口令密钥太短，至少 16 个字符。")
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)


def give_one_time_password(user: User) -> str:
    """Give a locked account a password to be handed over on paper: it opens only the page where another is chosen.

    Every session and every bearer token of the account is dead from the next request on.
    """
    password = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))
    user.set_password(password)
    user.password_until = clock.now() + ONE_TIME_LIFETIME
    user.save()
    revoke_tokens(user.login)
    return password


def forget_second_factor(user: User) -> None:
    """Take a lost second factor and its recovery codes away, so that the person must set up a new one."""
    Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def forget_second_factor_of(login: str) -> None:
    """Do so from the command line of whoever runs the machine, for the administrator whom no other is left to help."""
    user = User.objects.select_for_update().get(login=login, kind=User.Kind.STAFF)
    forget_second_factor(user)
    timeline.write(user, action="reset_factor", by=None)

"""Staff accounts: enrolled with number, name and a long password; the second factor by them, or given to the demo."""

import base64
import binascii

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from sanshu.core import timeline
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.models import User
from sanshu.core.permissions import Act, roles_for
from sanshu.core.queries.scope import active_postings
from sanshu.core.roles import Role

_SHORTEST_SECRET = 16


@transaction.atomic
def enrol_staff(login: str, name: str, password: str, totp_secret: str | None = None) -> User:
    """Make a staff account, or give an existing one this name, password and second factor; safe to run twice.

    Without `totp_secret` (base32) the person sets up the second factor at first sign-in and reaches nothing before.
    Invalid for a weak password or a secret that is no base32 of at least 80 bits; Conflict for a resident's login.
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
    user.save()
    if totp_secret is not None:
        _set_second_factor(user, totp_secret)
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


@transaction.atomic
def reset_second_factor(user_id: int, *, by: User, reason: str) -> None:
    """Take a lost second factor away, so that the person must set up a new one; by the security administrator."""
    user = User.objects.select_for_update().filter(pk=user_id, kind=User.Kind.STAFF).first()
    if user is None:
        raise Absent("没有这个工作账号。")
    if user.pk == by.pk:
        raise Invalid("不能重置自己的动态口令，请由另一位安全管理员办理。")
    office = next(
        (posting for posting in active_postings(by) if Role(posting.role) in roles_for(Act.ENROL_STAFF)), None
    )
    if office is None:
        raise NotAllowed("只有安全管理员可以重置动态口令。")
    if not reason.strip():
        raise Invalid("请写明重置的理由。", errors={"reason": ["请写明理由。"]})
    Authenticator.objects.filter(user=user).delete()
    timeline.write(user, action="reset_second_factor", by=by, reason=reason, office=str(office))

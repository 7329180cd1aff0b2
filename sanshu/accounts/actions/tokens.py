"""Bearer tokens for programs that act for staff: shown once, kept as a digest, dead after a while."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from sanshu.accounts.models import ApiToken
from sanshu.core import clock, keys
from sanshu.core.errors import Absent
from sanshu.core.models import User

LIFETIME = timedelta(days=90)


def issue_token(login: str) -> str:
    """Make a token for an active staff account and give it, this once."""
    user = User.objects.filter(login=login, kind=User.Kind.STAFF, is_active=True).first()
    if user is None:
        raise Absent(f"没有登录号为 {login} 的在用工作账号。")
    token = secrets.token_urlsafe(32)
    now = clock.now()
    ApiToken.objects.create(digest=_digest(token), user=user, made_at=now, expires_at=now + LIFETIME)
    return token


def revoke_tokens(login: str) -> int:
    """Make every token of an account dead from the next request on; gives how many there were."""
    now = clock.now()
    return ApiToken.objects.filter(user__login=login, revoked_at__isnull=True, expires_at__gt=now).update(
        revoked_at=now
    )


def holder_of(token: str) -> User | None:
    """Give the account a token acts for; None for a token that is unknown, expired or revoked."""
    found = (
        ApiToken.objects.select_related("user")
        .filter(digest=_digest(token), revoked_at__isnull=True, expires_at__gt=clock.now(), user__is_active=True)
        .first()
    )
    return found.user if found else None


def _digest(token: str) -> str:
    return hmac.new(keys.key("api-token").secret, token.encode(), hashlib.sha256).hexdigest()

"""Whether a session has passed the second factor, as allauth records it."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from sanshu.core.models import User

METHOD = "mfa"


def has_passed(request: HttpRequest, user: User) -> bool:
    """Say whether this session has shown the second factor of this account."""
    return any(record.get("method") == METHOD for record in get_authentication_records(request, user))


def is_enrolled(user: User) -> bool:
    """Say whether the account has set up a second factor."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def mark_passed(request: HttpRequest, user: User) -> None:
    """Remember in the session that this account has just shown a code of its second factor."""
    record_authentication(request, user, method=METHOD, type=Authenticator.Type.TOTP)

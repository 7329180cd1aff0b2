"""Whether a session has passed the second factor, as allauth records it."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.dispatch import receiver
from django.http import HttpRequest

from sanshu.core.models import User

METHOD = "mfa"


def has_passed(request: HttpRequest, user: User) -> bool:
    """Say whether this session has shown the second factor of this account."""
    return any(record.get("method") == METHOD for record in get_authentication_records(request, user))


def is_enrolled(user: User) -> bool:
    """Say whether the account has set up a second factor."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


@receiver(authenticator_added)
def passed_by_setting_up(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
    """Who has just set up the factor has shown a code of it: the session need not ask again."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method=METHOD, type=authenticator.type, id=authenticator.pk)

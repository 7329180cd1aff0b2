"""How allauth is bent to this portal: staff only, no sign-up, no email, sealed second factors."""

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from sanshu.core import clock
from sanshu.core.errors import NotAllowed
from sanshu.core.models import User
from sanshu.core.sealing import open_text, seal_text

_SEAL = "totp"
_FRESH_SECONDS = 300


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Password sign-in is for staff; accounts are made by the security administrator."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("工号或密码不对。"),
        "too_many_login_attempts": _("试得太多了，请 5 分钟后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs themselves up as staff."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Turn away an account that is not staff, and a one-time password that is over, before any session is made."""
        if user.kind != User.Kind.STAFF:
            raise ImmediateHttpResponse(redirect("phone_sign_in"))
        if user.password_until is not None and user.password_until < clock.now():
            raise NotAllowed("这个一次性密码已经过期，请联系安全管理员再办一次。")
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Refuse to keep the password that came on paper."""
        if user is not None and user.password_until is not None and user.check_password(password):
            raise ValidationError(_("请换一个新密码，不要和纸上的一次性密码一样。"))
        return str(super().clean_password(password, user))

    def set_password(self, user: User, password: str) -> None:
        """Store a password of the person's own choice."""
        user.password_until = None
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead on to the pages of the person's work."""
        return "/me/"

    def is_reauthentication_required(self, **kwargs: Any) -> bool:
        """Ask for the password again, except right after signing in with it."""
        records = get_authentication_records(self.request, self.request.user)
        if any(clock.now().timestamp() - record["at"] < _FRESH_SECONDS for record in records):
            return False
        return bool(super().is_reauthentication_required(**kwargs))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: accounts have no email address."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the pages of the person's work."""
        return "/me/"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """The secret of a second factor is sealed; nobody takes their own factor away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("动态口令不对，请等手机上换一组数字再试。"),
        "cannot_delete_authenticator": _("动态口令不能自己停用；手机丢了请联系安全管理员重置。"),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return seal_text(_SEAL, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return open_text(_SEAL, encrypted_text)

    def can_delete_authenticator(self, authenticator: object) -> bool:
        """Only the security administrator resets a factor."""
        return False

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code without inline style, which the content security policy forbids."""
        return str(segno.make(url, error="m").svg_inline(scale=4, border=3, omitsize=False))

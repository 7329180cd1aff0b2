"""Programs prove whom they act for by `Authorization: Bearer TOKEN`."""

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from sanshu.accounts.actions.tokens import holder_of
from sanshu.core.models import User


class BearerAuthentication(BaseAuthentication):
    """Accepts the tokens that `manage.py issue_token LOGIN` prints."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        """Give the account, or None when no bearer token was sent; a bad token is refused, never ignored."""
        scheme, _space, token = get_authorization_header(request).partition(b" ")
        if scheme.lower() != self.keyword.lower().encode():
            return None
        user = holder_of(token.decode("ascii", "replace").strip())
        if user is None:
            raise AuthenticationFailed(_("令牌无效或已过期，请重新签发。"))
        return user, "bearer"

    def authenticate_header(self, request: Request) -> str:
        """Name the scheme, so that a missing token is a 401."""
        return self.keyword


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself, untyped
    """Describes the bearer token in the API's schema."""

    target_class = "sanshu.accounts.api.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """Give the scheme as OpenAPI names it."""
        return {"type": "http", "scheme": "bearer"}

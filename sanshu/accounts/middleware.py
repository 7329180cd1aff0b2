"""Two promises about every page: staff who are not wholly signed in reach nothing, and private pages are never stored."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers

from sanshu.accounts.second_factor import has_passed, is_enrolled
from sanshu.core.api import plain_problem
from sanshu.core.models import User

Answer = Callable[[HttpRequest], HttpResponse]

#: What a staff session may open before it has passed: setting the factor up, showing it, and leaving.
OPEN_BEFORE = frozenset(
    {"mfa_activate_totp", "mfa_authenticate", "mfa_reauthenticate", "account_reauthenticate", "account_logout"}
)
PRIVATE_PREFIXES = ("/accounts/", "/me/", "/desk/", "/admin/", "/supervision/", "/messages/")


def signed_in(request: HttpRequest) -> User | None:
    """Give the account of the session; without touching the session of a visitor who has none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if isinstance(request.user, User) else None


class StaffSecondFactorMiddleware:
    """A staff session that has not chosen a password of its own, or not shown its second factor, is sent to do so."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to what is missing; the API says 403."""
        user = signed_in(request)
        missing = _missing(request, user) if user is not None and user.kind == User.Kind.STAFF else ""
        if not missing or _is_open(request, OPEN_BEFORE | {missing}):
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            return plain_problem(403, "没有权限", "请先在网页上完成登录。", kind="/problems/not-allowed")
        return redirect(missing)


def _missing(request: HttpRequest, user: User) -> str:
    """Name the page that a staff session must pass next; empty when it has passed all."""
    if user.password_until is not None:
        return "account_change_password"
    if has_passed(request, user):
        return ""
    return "mfa_reauthenticate" if is_enrolled(user) else "mfa_activate_totp"


def _is_open(request: HttpRequest, names: frozenset[str]) -> bool:
    if request.path_info.startswith(str(settings.STATIC_URL)):
        return True
    try:
        return resolve(request.path_info).url_name in names
    except Resolver404:
        return False


class PrivatePagesMiddleware:
    """What a signed-in person sees, and every private address, is kept by no browser, proxy or back button."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with `no-store` where it is due; `/me/x.css` is as private as `/me/`."""
        response = self.get_response(request)
        if self._is_private(request):
            add_never_cache_headers(response)
        return response

    def _is_private(self, request: HttpRequest) -> bool:
        path = request.path_info.removeprefix("/en")
        return path.startswith(PRIVATE_PREFIXES) or signed_in(request) is not None

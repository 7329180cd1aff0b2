"""What holds for every answer: strict headers, size and language by address alone, refusals in plain Chinese."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from sanshu.core.elder import ELDER_PREFIX
from sanshu.core.errors import DomainError
from sanshu.core.templatetags.portal import ENGLISH_PREFIX, ONE_LANGUAGE
from sanshu.pages.views.errors import refusal

GetResponse = Callable[[HttpRequest], HttpResponse]

#: Nothing inline, nothing from elsewhere, framed by nobody.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class StrictHeaders:
    """Every answer carries the content policy, and is private unless its view says otherwise."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _lacks_slash(request: HttpRequest, prefix: str) -> bool:
    """Say whether a prefix was typed without its slash, as one does from paper; no page stands there to be routed to."""
    return request.path_info == prefix[:-1] and request.method in {"GET", "HEAD"}


class SizeByAddress:
    """Large type below /da/: the rest of the address is routed as ever, and every address made meanwhile stays below it.

    Doors for machines have one size: what the proxy closes by address stays closed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _lacks_slash(request, ELDER_PREFIX):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        inner = request.path_info[len(ELDER_PREFIX) - 1 :]
        if not request.path_info.startswith(ELDER_PREFIX) or inner.startswith(ONE_LANGUAGE):
            return self.get_response(request)
        before = get_script_prefix()
        request.path_info = inner
        set_script_prefix(ELDER_PREFIX)
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(before)


class LanguageByAddress:
    """English below /en/, Chinese everywhere else; no cookie and no Accept-Language, so one address is one page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _lacks_slash(request, ENGLISH_PREFIX):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        language = "en" if request.path_info.startswith(ENGLISH_PREFIX) else "zh-hans"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RefusalsAsPages:
    """A DomainError that leaves a page view becomes a page with its status, its detail and the remedy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception to Django."""
        return refusal(request, exception) if isinstance(exception, DomainError) else None

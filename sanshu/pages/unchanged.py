"""A reader who holds a page is told that it has not changed before anything that knows of sessions is asked."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import resolve

from publicity.views.public import ONLY_IF_UNCHANGED, ChangedError
from sanshu.core.errors import DomainError


class UnchangedFirst:
    """Answer 304 to a visitor without a session whose version is the one there is; leave all else to the page itself.

    A changed page is asked for its version a second time, which is a query or two against the making of the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _unchanged(request) or self.get_response(request)


def _unchanged(request: HttpRequest) -> HttpResponse | None:
    """Ask the view of a versioned page whether the reader holds it; None when not, and whatever else it may say."""
    if request.method not in {"GET", "HEAD"} or "If-None-Match" not in request.headers:
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    # Nobody is answered under a name that is not ours.
    request.get_host()
    setattr(request, ONLY_IF_UNCHANGED, True)
    try:
        match = resolve(request.path_info)
        if not getattr(match.func, "is_versioned", False):
            return None
        request.resolver_match = match
        answer = match.func(request, *match.args, **match.kwargs)
    except (ChangedError, Http404, DomainError, DatabaseError):
        return None
    finally:
        setattr(request, ONLY_IF_UNCHANGED, False)
    return answer if isinstance(answer, HttpResponseNotModified) else None

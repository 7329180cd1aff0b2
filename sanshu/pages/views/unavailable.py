"""The database is away: say so, say when to come back, and give a form's words back to whoever typed them."""

from collections.abc import Iterator

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import render
from django.urls import Resolver404, resolve

from sanshu.core.api import plain_problem

RETRY_AFTER_SECONDS = 30
#: PostgreSQL's word for "only reading for now", as on a standby that has just taken over.
READ_ONLY = "25006"
#: Forms whose words are given back: what is typed there is meant to be sent, and holds no password.
KEPT_FORMS = frozenset({"message-new", "message-act", "desk-brief", "desk-act"})
#: Their fields that people write in; all others go along unseen.
WRITTEN = ("text", "reason")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def is_outage(error: BaseException | None) -> bool:
    """Say whether a request failed because the database was away, shutting down, or only reading."""
    return any(
        isinstance(one, OperationalError | InterfaceError)
        or (isinstance(one, InternalError) and getattr(one.__cause__, "pgcode", "") == READ_ONLY)
        for one in _chain(error)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 without asking the database; what was typed into a message stands on the page and can be sent again.

    Sent again with the same key it is one message, even if the first sending was kept after all.
    """
    if request.path_info.startswith("/api/"):
        detail = "数据库暂时连不上，什么都没有保存。请过半分钟再试。"
        response: HttpResponse = plain_problem(503, "暂时办不了", detail, kind="/problems/unavailable")
    else:
        fields = _typed(request)
        written = [(name, value) for name, value in fields if name in WRITTEN and value.strip()]
        unseen = [field for field in fields if field not in written]
        response = render(request, "503.html", {"written": written, "unseen": unseen}, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Give the fields of a form of ours whose words are worth keeping; nothing of a form that another site sent."""
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []
    try:
        if resolve(request.path_info).url_name not in KEPT_FORMS:
            return []
        return [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    except (Resolver404, RawPostDataException, UnreadablePostError):
        return []

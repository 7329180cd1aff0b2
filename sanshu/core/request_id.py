"""One id for each request: in every log line, in the answer's header, and in the worker that carries on."""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog
from celery.signals import before_task_publish, task_postrun, task_prerun
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
#: The key in a Celery message's headers.
TASK_HEADER = "sanshu_request_id"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,64}")

_current: ContextVar[str] = ContextVar("sanshu_request_id", default="")


def current() -> str:
    """Give the id of the request or task that runs now; empty outside one."""
    return _current.get()


@contextmanager
def bound(request_id: str) -> Iterator[str]:
    """Run the code inside under this id, in log lines too."""
    token = _current.set(request_id)
    try:
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            yield request_id
    finally:
        _current.reset(token)


def new() -> str:
    """Make a fresh id."""
    return uuid.uuid4().hex


class RequestIdMiddleware:
    """Bind an id to each request and say it in the answer. A proxy's id is kept only when it is harmless text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its id in the header."""
        given = request.headers.get(HEADER, "")
        with bound(given if _ACCEPTABLE.fullmatch(given) else new()) as request_id:
            response = self.get_response(request)
            response.headers[HEADER] = request_id
            return response


@before_task_publish.connect
def _send_along(headers: dict[str, object] | None = None, **_: object) -> None:
    if headers is not None and current():
        headers.setdefault(TASK_HEADER, current())


@task_prerun.connect
def _take_up(task: object = None, **_: object) -> None:
    request = getattr(task, "request", None)
    headers = getattr(request, "headers", None) or {}
    # Celery copies unknown headers to the request itself in some transports.
    request_id = str(headers.get(TASK_HEADER) or getattr(request, TASK_HEADER, None) or new())
    _current.set(request_id)
    structlog.contextvars.bind_contextvars(request_id=request_id)


@task_postrun.connect
def _lay_down(**_: object) -> None:
    _current.set("")
    structlog.contextvars.unbind_contextvars("request_id")

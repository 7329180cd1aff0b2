"""In the demo, lay the tour's banner over whatever page a visitor on a step stands on."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from sanshu.pages.demo import position
from sanshu.pages.demo.position import Position

GetResponse = Callable[[HttpRequest], HttpResponse]


class DemoTour:
    """Adds the banner and the outline's style to pages of a session that is in a story; absent outside the demo."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.DEMO:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a page with a banner is never the page that somebody cached without one."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or position.read(request.session) is None:
            return self.get_response(request)
        request.META.pop("HTTP_IF_NONE_MATCH", None)
        response = self.get_response(request)
        at = position.read(request.session)
        if at is not None and _is_page(response):
            _lay_over(request, response, at)
        return response


def _is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")


def _lay_over(request: HttpRequest, response: HttpResponse, at: Position) -> None:
    html = response.content.decode(response.charset)
    head, body = (render_to_string(f"demo/{part}.html", {"at": at}, request) for part in ("head", "banner"))
    html = html.replace("</head>", f"{head}</head>", 1)
    start = html.find(">", html.find("<body")) + 1
    response.content = html[:start] + body + html[start:]
    response.headers.pop("ETag", None)
    response.headers["Cache-Control"] = "private, no-store"
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))

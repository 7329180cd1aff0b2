"""A real Chromium that talks to this very process: each request is answered inside the test's own transaction."""

from contextvars import copy_context
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.browser.axe import violations

SITE = "http://localhost"
HEIGHT = 844
#: The static files that were asked for: the same for every visitor of a run.
_STATIC: dict[str, tuple[int, dict[str, str], bytes]] = {}


class Screen:
    """One page in the browser, with all that the browser complained about."""

    def __init__(self, browser: Browser, client: Client, *, width: int, script: bool = True) -> None:
        self.client = client
        # Playwright answers from a context of its own, which knows neither this test's transaction nor its clock.
        self.context = copy_context()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, java_script_enabled=script)
        self.page: Page = context.new_page()
        self.page.route("**/*", self._answer)
        self.page.on("console", lambda message: self.complaints.append(message.text))

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        self.asked.append(route.request.url)
        if f"{address.scheme}://{address.netloc}" != SITE:
            self.complaints.append(f"asked for {route.request.url}")
            route.abort()
            return
        status, headers, body = _STATIC.get(address.path) or self.context.run(
            self._ask, address.path, route.request.url
        )
        route.fulfill(status=status, headers=headers, body=body)

    def _ask(self, path: str, url: str) -> tuple[int, dict[str, str], bytes]:
        response, body = self.fetch(url)
        answer = response.status_code, dict(response.headers), body
        if path.startswith(settings.STATIC_URL) and response.status_code == HTTPStatus.OK:
            _STATIC[path] = answer
        return answer

    def fetch(self, url: str) -> tuple[HttpResponseBase, bytes]:
        """Get an address of the site from this process."""
        response: HttpResponseBase = self.client.get(url.removeprefix(SITE))
        return response, b"".join(response) if response.streaming else getattr(response, "content", b"")

    def open(self, path: str) -> int:
        """Go to an address of the site; gives the status of the answer."""
        self.complaints.clear()
        answer = self.page.goto(f"{SITE}{path}")
        return answer.status if answer else 0

    def resize(self, width: int) -> None:
        """Show the page as wide as another window."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def violations(self) -> list[str]:
        """Let axe look at the page; each violation with its first place."""
        return violations(self.page)

    def is_too_wide(self) -> bool:
        """Whether anything makes the page scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def small_targets(self) -> list[str]:
        """List buttons, tappable lines and fields lower than 48 px."""
        return list(
            self.page.evaluate(
                """() => [...document.querySelectorAll('.button, button, .lines a, summary, header a, footer nav a,'
                    + 'input:not([type=hidden], [type=checkbox], [type=radio])')]
                .filter(one => one.checkVisibility() && !one.matches('[aria-hidden=true]') && one.getBoundingClientRect().height < 47.5)
                .map(one => one.outerHTML.slice(0, 120))"""
            )
        )

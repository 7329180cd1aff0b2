"""A real Chromium that talks to this very process: each request is answered inside the test's own transaction."""

from contextvars import copy_context
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from django.http import HttpResponseBase
from django.test import Client
from playwright.sync_api import Browser, Page, Route

SITE = "http://localhost"
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Screen:
    """One page in the browser, with all that the browser complained about."""

    def __init__(self, browser: Browser, client: Client, *, width: int, script: bool = True) -> None:
        self.client = client
        # Playwright answers from a context of its own, which knows neither this test's transaction nor its clock.
        self.context = copy_context()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        context = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=script)
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
        response, body = self.context.run(self.fetch, route.request.url)
        route.fulfill(status=response.status_code, headers=dict(response.headers), body=body)

    def fetch(self, url: str) -> tuple[HttpResponseBase, bytes]:
        """Get an address of the site from this process."""
        response: HttpResponseBase = self.client.get(url.removeprefix(SITE))
        return response, b"".join(response) if response.streaming else getattr(response, "content", b"")

    def open(self, path: str) -> int:
        """Go to an address of the site; gives the status of the answer."""
        self.complaints.clear()
        answer = self.page.goto(f"{SITE}{path}")
        return answer.status if answer else 0

    def violations(self) -> list[str]:
        """Let axe look at the page; each violation with its first place."""
        # Evaluated, not added as a script: the content policy allows nothing inline.
        self.page.evaluate(AXE.read_text(encoding="utf-8") + ";1")
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", STANDARDS)
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]

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

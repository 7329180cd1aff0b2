"""The administrators' pages and the page of an outage in a real browser, on a phone and at a desk."""

from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Route

from sanshu.accounts.actions.ask_change import ask_reset
from sanshu.accounts.models import StaffChange
from sanshu.core.models import Posting
from tests.accounts.test_changes import WHY, enrolment
from tests.browser.conftest import SITE, Screen
from tests.cast import Cast, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDTHS = [390, 1440]


@pytest.fixture
def addresses(cast: Cast) -> list[str]:
    """One of each page, with things on it."""
    change = enrolment(cast)
    ask_reset(cast.clerk.pk, StaffChange.Kind.RESET_FACTOR, by=cast.security_admin, reason=WHY)
    clerk, posting = cast.clerk.pk, Posting.objects.get(user=cast.clerk).pk
    named = [("index",), ("people",), ("person", clerk), ("person_enrol",), ("person_grant", clerk)]
    named += [("person_reset", clerk), ("posting_end", posting), ("changes",), ("change", change.pk)]
    return [reverse(f"admin:{name}", args=args) for name, *args in named] + ["/admin/people/?q=刘家窝堡"]


def faults(screen: Screen) -> list[str]:
    """Name what is wrong with a page at each width."""
    found = list(screen.complaints)
    for width in WIDTHS:
        screen.resize(width)
        found += [*screen.violations(), *(["too wide"] if screen.is_too_wide() else [])]
    return found


def test_the_pages_are_readable_and_nothing_is_inline_or_sideways(
    browser: Browser, cast: Cast, addresses: list[str]
) -> None:
    people = (cast.security_admin, cast.system_admin)
    screens = [Screen(browser, sign_in(Client(), user), width=WIDTHS[0]) for user in people]
    for address in addresses:
        for screen in screens:
            if screen.open(address) == 200:
                assert faults(screen) == [], address
    auditor = Screen(browser, sign_in(Client(), cast.auditor), width=WIDTHS[0])
    for address in ("/admin/", reverse("admin:audit"), "/admin/audit/?all=1"):
        assert auditor.open(address) == 200
        assert faults(auditor) == [], address


def shown(screen: Screen, response: HttpResponseBase) -> None:
    """Let the browser show an answer that this process gave to a form."""
    body = getattr(response, "content", b"")

    def answer(route: Route) -> None:
        route.fulfill(status=response.status_code, headers=dict(response.headers), body=body)

    screen.page.route(f"{SITE}/shown/", answer)
    screen.page.goto(f"{SITE}/shown/")
    assert urlsplit(screen.page.url).path == "/shown/"


def test_the_slip_with_the_one_time_password_is_readable(browser: Browser, cast: Cast) -> None:
    client = sign_in(Client(), cast.system_admin)
    response = client.post(reverse("admin:change", args=[enrolment(cast).pk]), {"do": "confirm"})
    screen = Screen(browser, client, width=WIDTHS[0])
    shown(screen, response)
    assert faults(screen) == []

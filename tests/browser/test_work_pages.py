"""Every work page in a real browser: readable, tappable, nothing inline, nothing sideways, no field wider than its column."""

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.browser.conftest import Screen
from tests.cast import Cast, sign_in
from tests.publicity.chain import filled
from tests.publicity.test_admin import address
from tests.publicity.test_matters import resolved
from tests.publicity.working import Pages, at_work

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE, DESK = 390, 1440


@pytest.fixture
def work(cast: Cast) -> Pages:
    """A village at work, and who looks at which page of it."""
    return at_work(cast)


def wider_than_their_column(screen: Screen) -> list[str]:
    """List the fields that stick out of their box."""
    return list(
        screen.page.evaluate(
            """() => [...document.querySelectorAll('.box :is(input, select, textarea)')]
            .filter(one => one.getBoundingClientRect().right > one.closest('.box').getBoundingClientRect().right + .5)
            .map(one => one.outerHTML.slice(0, 120))"""
        )
    )


def test_every_work_page_is_readable_and_tappable(browser: Browser, client: Client, work: Pages) -> None:
    screen = Screen(browser, client, width=PHONE)
    for user, path in work:
        sign_in(client, user)
        screen.resize(PHONE)
        assert screen.open(path) == 200, path
        assert screen.small_targets() == [], path
        for width in (PHONE, DESK):
            screen.resize(width)
            assert screen.violations() == [], (path, width)
            assert not screen.is_too_wide(), (path, width)
            assert wider_than_their_column(screen) == [], (path, width)
        assert screen.complaints == [], path


def test_a_row_added_in_the_browser_offers_matters_and_carries_nothing_over(
    browser: Browser, client: Client, cast: Cast
) -> None:
    resolved(cast)
    sign_in(client, cast.clerk)
    screen = Screen(browser, client, width=PHONE)
    screen.open(address(filled(cast, "F-08")))
    assert screen.page.locator("#row-3 .told").count() == 2
    screen.page.get_by_role("button", name="再加5行").click()
    added = screen.page.locator("#row-4")
    assert added.locator("[name=rows-4-decision_ref]").get_attribute("list") == "matters"
    assert added.locator("[name=rows-4-decision_ref]").input_value() == ""
    assert added.locator(".told").count() == 0

"""Large type in a real browser: read from 22 px, tapped on 56 px, in one column, and never left by a link."""

import pytest
from django.test import Client
from playwright.sync_api import Browser

from publicity.actions.obligations import open_obligations
from publicity.models import Record
from tests.browser.conftest import SITE, Screen
from tests.browser.test_public_pages import PHONE
from tests.cast import LIUJIAWOBU, TODAY, Cast
from tests.publicity.chain import filled, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

VILLAGE = f"/da/villages/{LIUJIAWOBU}/"
ASK = f"/da/messages/new/?village={LIUJIAWOBU}"
SMALL_TYPE = """() => [...document.querySelectorAll('body *')]
    .filter(one => !one.closest('svg') && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        && one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 21.9)
    .map(one => one.outerHTML.slice(0, 120))"""
SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, summary,'
        + 'input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea')]
    .filter(one => one.checkVisibility() && !one.matches('.skip') && one.getBoundingClientRect().height < 55.5)
    .map(one => one.outerHTML.slice(0, 120))"""
LINKS = "() => [...document.querySelectorAll('a[href], form')].map(one => one.getAttribute('href') || one.action)"


@pytest.fixture
def record(cast: Cast) -> Record:
    """A village with a published ledger, and the rest of its month open."""
    open_obligations(on=TODAY, from_day=TODAY.replace(day=1))
    return published(cast, filled(cast, "F-03")).record


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_elder_pages_are_large_and_calm(browser: Browser, client: Client, record: Record, scheme: str) -> None:
    screen = Screen(browser, client, width=PHONE)
    screen.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in ("/da/", "/da/en/", VILLAGE, f"/da/records/{record.pk}/", ASK):
        assert screen.open(path) == 200, path
        assert screen.complaints == [], path
        assert screen.violations() == [], path
        assert not screen.is_too_wide(), path
        assert screen.page.evaluate(SMALL_TYPE) == [], path
        assert screen.page.evaluate(SMALL_TARGETS) == [], path


def test_every_link_of_an_elder_page_stays_in_large_type_but_the_one_back(
    browser: Browser, client: Client, record: Record
) -> None:
    screen = Screen(browser, client, width=PHONE, script=False)
    for path in (VILLAGE, f"/da/records/{record.pk}/", f"/da/en/records/{record.pk}/"):
        screen.open(path)
        links = [link.removeprefix("http://localhost") for link in screen.page.evaluate(LINKS)]
        inside = [link for link in links if link.startswith("/")]
        assert [link for link in inside if not link.startswith("/da/")] == [path.removeprefix("/da")]


def test_a_question_is_asked_in_steps_without_scripts(browser: Browser, client: Client, record: Record) -> None:
    screen = Screen(browser, client, width=PHONE, script=False)
    screen.open(ASK)
    steps = screen.page.locator("details.step")
    assert steps.count() > 2
    assert [step.get_attribute("open") is not None for step in steps.all()] == [True] + [False] * (steps.count() - 1)


def test_large_type_is_remembered_for_the_next_visit_until_it_is_put_away(browser: Browser, client: Client) -> None:
    screen = Screen(browser, client, width=PHONE)
    screen.open("/")
    screen.page.locator("#size").click()
    # Waiting for an address waits for its scripts, too: they are what remembers. Whole addresses, for one holds the other.
    screen.page.wait_for_url(f"{SITE}/da/")
    screen.open("/help/")
    screen.page.wait_for_url(f"{SITE}/da/help/")
    screen.page.locator("#size").click()
    screen.page.wait_for_url(f"{SITE}/help/")
    screen.open("/")
    screen.page.wait_for_load_state("networkidle")
    assert screen.page.url == f"{SITE}/"


def test_machines_doors_have_one_size(client: Client) -> None:
    for path in ("/da/metrics", "/da/readyz", "/da/healthz", "/da/api/v1/", "/da/da/"):
        assert client.get(path).status_code == 404, path


def test_the_two_sizes_are_two_versions_for_a_cache(client: Client, record: Record) -> None:
    plain = client.get(f"/records/{record.pk}/")
    assert client.get(f"/da/records/{record.pk}/")["ETag"] != plain["ETag"]
    assert client.get(f"/records/{record.pk}/", headers={"if-none-match": plain["ETag"]}).status_code == 304

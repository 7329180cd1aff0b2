"""Every public page in a real browser: readable, tappable, nothing inline, nothing sideways, in both languages."""

import gzip
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Browser

from publicity.actions.obligations import open_obligations
from publicity.models import Record
from tests.browser.conftest import Screen
from tests.cast import AOHANTUN, LIUJIAWOBU, PROVINCE, TODAY, Cast, sign_in
from tests.publicity.chain import filled, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE, DESK = 390, 1440
UNKNOWN = "/villages/999999999999/"
VILLAGE = f"/villages/{LIUJIAWOBU}/"


@pytest.fixture
def records(cast: Cast) -> dict[str, Record]:
    """A village with a ledger, a list for residents, a project and its officers; and much that is late."""
    open_obligations(on=TODAY, from_day=date(2026, 9, 1))
    return {code: published(cast, filled(cast, code)).record for code in ("F-03", "V-13", "F-15", "V-01")}


def pages(records: dict[str, Record]) -> list[str]:
    ledger, roster = records["F-03"].pk, records["V-13"].pk
    return [
        "/",
        "/help/",
        "/search/?q=收支",
        "/search/?q=没有这个词",
        "/search/?q=傲罕屯",
        f"/regions/{PROVINCE}/",
        "/regions/210123106000/",
        VILLAGE,
        f"{VILLAGE}items/F-03/",
        f"{VILLAGE}items/P-04/",
        f"/records/{ledger}/",
        f"/records/{ledger}/revisions/",
        f"/records/{roster}/",
        f"/records/{records['F-15'].pk}/",
        UNKNOWN,
    ]


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_public_page_is_readable_and_tappable(
    browser: Browser, client: Client, records: dict[str, Record], language: str
) -> None:
    screen = Screen(browser, client, width=PHONE)
    for path in pages(records):
        assert screen.open(f"{language}{path}") == (404 if path == UNKNOWN else 200), path
        for width in (DESK, PHONE):
            screen.resize(width)
            assert screen.violations() == [], (path, width)
            assert not screen.is_too_wide(), (path, width)
            assert screen.small_targets() == [], (path, width)
        assert [text for text in screen.complaints if "404" not in text] == [], path


def test_a_resident_reads_the_list_on_a_phone(
    browser: Browser, cast: Cast, client: Client, records: dict[str, Record]
) -> None:
    screen = Screen(browser, sign_in(client, cast.resident()), width=PHONE)
    screen.open(f"/records/{records['V-13'].pk}/")
    assert screen.page.locator("#row-r1").is_visible()
    assert screen.violations() == []
    assert not screen.is_too_wide()


def test_last_months_money_is_two_taps_from_the_front_page_without_scripts(
    browser: Browser, client: Client, records: dict[str, Record]
) -> None:
    screen = Screen(browser, client, width=PHONE, script=False)
    screen.open("/")
    screen.page.get_by_role("searchbox").fill("ljwp")
    screen.page.keyboard.press("Enter")
    screen.page.get_by_role("link", name="刘家窝堡村").first.click()
    screen.page.get_by_role("link", name="看每一笔").click()
    assert f"/records/{records['F-03'].pk}/" in screen.page.url
    assert screen.page.get_by_text("有疑问").first.is_visible()


def test_the_front_page_offers_the_villages_opened_last_until_they_are_forgotten(
    browser: Browser, client: Client, records: dict[str, Record]
) -> None:
    screen = Screen(browser, client, width=PHONE)
    screen.open("/")
    seen = screen.page.locator("#seen")
    assert not seen.is_visible()
    for village in (AOHANTUN, LIUJIAWOBU, AOHANTUN):
        screen.open(f"/villages/{village}/")
    screen.open("/en/")
    names = seen.get_by_role("link").all_inner_texts()
    assert [name[-5:] for name in names] == ["镇敖罕屯村", "刘家窝堡村"]
    assert (screen.complaints, screen.violations(), screen.small_targets()) == ([], [], [])
    assert not screen.is_too_wide()
    assert screen.page.context.cookies() == []
    seen.get_by_role("link").first.click()
    assert screen.page.url.endswith(f"/en/villages/{AOHANTUN}/")
    screen.open("/")
    seen.get_by_role("button").click()
    screen.open("/")
    assert not seen.is_visible()


@pytest.mark.parametrize("kept", ["no list", '{"code": 1}', "[null]", '[{"code": "1/../x", "name": "<b>"}]'])
def test_what_something_else_left_in_the_store_is_passed_over(
    browser: Browser, client: Client, cast: Cast, kept: str
) -> None:
    screen = Screen(browser, client, width=PHONE)
    screen.open("/")
    screen.page.evaluate("kept => localStorage.setItem('sanshu-villages', kept)", kept)
    screen.open("/")
    assert not screen.page.locator("#seen").is_visible()
    screen.open(VILLAGE)
    screen.open("/")
    assert screen.page.locator("#seen").get_by_role("link").count() == 1
    assert screen.complaints == []


def test_a_village_page_with_all_its_assets_stays_small(
    browser: Browser, client: Client, records: dict[str, Record]
) -> None:

    screen = Screen(browser, client, width=PHONE)
    screen.open(VILLAGE)
    sizes = {url: len(gzip.compress(screen.fetch(url)[1])) for url in dict.fromkeys(screen.asked)}
    assert sum(sizes.values()) <= 60 * 1024, sizes

"""What a browser prints: a clean page, with where it came from and when."""

import unicodedata

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.browser.conftest import Screen
from tests.cast import LIUJIAWOBU, Cast
from tests.paper import pdf, text_of
from tests.publicity.chain import filled, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
#: The width of A4 within its margins, in CSS pixels.
PAPER = 680
VILLAGE = f"/villages/{LIUJIAWOBU}/"


def test_a_printed_page_has_its_address_and_day_and_nothing_to_tap(
    browser: Browser, client: Client, cast: Cast
) -> None:
    record = published(cast, filled(cast, "F-03")).record
    screen = Screen(browser, client, width=1440)
    for path in (VILLAGE, f"/records/{record.pk}/"):
        screen.open(f"{path}?find=王小明")
        printed = screen.page.pdf(prefer_css_page_size=True)
        assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in pdf(printed).pages} == {(595, 842)}
        # Chromium writes some characters as the radicals they look like.
        text = unicodedata.normalize("NFKC", text_of(printed))
        assert f"http://localhost:8000{path},2026年11月17日印" in text
        assert not [word for word in ("搜索", "English", "下载", "find=") if word in text]


def test_no_column_of_a_wide_table_is_cut_off_on_paper(browser: Browser, client: Client, cast: Cast) -> None:
    record = published(cast, filled(cast, "F-03")).record
    screen = Screen(browser, client, width=PAPER)
    screen.page.emulate_media(media="print")
    screen.open(f"/records/{record.pk}/")
    assert not screen.is_too_wide()

"""Large type in a real browser: read from 22 px, tapped on 56 px, in one column, and never left by a link."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser

from publicity.actions.obligations import open_obligations
from publicity.models import Record
from tests.browser.conftest import SITE, Screen
from tests.browser.test_public_pages import PHONE
from tests.cast import LIUJIAWOBU, TODAY, Cast
from tests.paper import text_of
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


def test_elder_pages_are_large_and_calm(browser: Browser, client: Client, record: Record) -> None:
    screen = Screen(browser, client, width=PHONE)
    for path in ("/da/", "/da/en/", VILLAGE, f"/da/records/{record.pk}/", ASK):
        assert screen.open(path) == 200, path
        screen.page.emulate_media(color_scheme="dark")
        assert screen.violations() == [], (path, "dark")
        screen.page.emulate_media(color_scheme="light")
        assert screen.violations() == [], path
        assert not screen.is_too_wide(), path
        assert screen.page.evaluate(SMALL_TYPE) == [], path
        assert screen.page.evaluate(SMALL_TARGETS) == [], path
        assert screen.complaints == [], path


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


def test_each_question_of_the_steps_is_seen_once_and_still_has_a_name(
    browser: Browser, client: Client, record: Record
) -> None:
    screen = Screen(browser, client, width=PHONE)
    screen.open(ASK)
    screen.page.locator("details.step summary").nth(1).click()
    # A clipped name is one pixel wide; what is read out is still the question.
    names = screen.page.locator(".step .field > label, .step legend")
    assert max(box["width"] for one in names.all() if (box := one.bounding_box())) <= 1
    question = "您想问什么，或哪里不对？"
    assert question in screen.page.locator("details.step summary").first.inner_text()
    assert screen.page.get_by_label(question).count() == 1
    assert screen.violations() == []


def test_the_bars_of_a_village_say_in_large_type_what_the_picture_says(
    browser: Browser, client: Client, record: Record
) -> None:
    screen = Screen(browser, client, width=PHONE, script=False)
    screen.open(VILLAGE.removeprefix("/da"))
    drawn = screen.page.locator(".chart svg text:not(.faint)").all_text_contents()
    assert len(drawn) > 1
    assert screen.page.locator(".pairs").count() == 0
    screen.open(VILLAGE)
    periods = screen.page.locator(".pairs li")
    assert periods.locator("b").all_text_contents() == drawn
    told = periods.filter(has=screen.page.locator("rect"))
    assert [told.count(), told.locator("rect").count()] == [1, 2]
    newest = screen.page.locator("#money .sums dd").all_inner_texts()
    assert told.locator(".number").all_inner_texts() == [amount.split()[0] for amount in newest[:2]]
    assert "没有公开" in periods.last.inner_text()
    assert screen.page.locator(".chart").count() == 0


#: Notes what the page gives to the browser to be read out. A machine without voices would refuse it at once.
LISTEN = """() => {
    window.said = []; window.silenced = 0;
    const voice = window.speechSynthesis, cancel = voice.cancel.bind(voice);
    voice.speak = words => window.said.push(words);
    voice.cancel = () => { window.silenced += 1; cancel(); };
}"""
SAID = "() => window.said.map(words => [words.lang, words.text])"
END = "kind => window.said[window.said.length - 1].dispatchEvent(new Event(kind))"


@pytest.mark.parametrize(("path", "language"), [(VILLAGE, "zh-CN"), (VILLAGE.replace("/da/", "/da/en/"), "en")])
def test_the_summary_is_read_aloud_sentence_by_sentence_until_its_end_or_a_second_tap(
    browser: Browser, client: Client, record: Record, path: str, language: str
) -> None:
    screen = Screen(browser, client, width=PHONE)
    screen.page.add_init_script(f"({LISTEN})()")
    screen.open(path)
    button = screen.page.locator("#listen")
    start = button.inner_text()
    sentences = [" ".join(text.split()) for text in screen.page.locator("[data-speak]").all_text_contents()]
    assert len(sentences) > 1
    button.click()
    assert [[language, text] for text in sentences] == [
        [spoken, " ".join(text.split())] for spoken, text in screen.page.evaluate(SAID)
    ]
    for ended_by in ("end", "error"):
        screen.page.evaluate(END, ended_by)
        assert button.inner_text() == start
        silenced = screen.page.evaluate("window.silenced")
        button.click()
        assert button.inner_text() == button.get_attribute("data-stop")
        button.click()
        assert button.inner_text() == start
        assert screen.page.evaluate("window.silenced") == silenced + 1
        button.click()
    assert screen.complaints == []


def test_a_page_without_a_summary_offers_no_reading(browser: Browser, client: Client, cast: Cast) -> None:
    screen = Screen(browser, client, width=PHONE)
    screen.open("/da/messages/track/")
    assert not screen.page.locator("#listen").is_visible()


def test_the_address_printed_from_a_large_page_leads_back_to_the_large_page(client: Client, record: Record) -> None:
    """What paper says is typed by hand, and its slash at the end is what is left off."""
    page = client.get(VILLAGE).content.decode()
    printed = re.search(r"http://localhost:8000(/da/[^，]+)，", page)
    assert printed is not None
    assert client.get(printed[1]).status_code == 200
    words = text_of(client.get(f"{VILLAGE}poster/").content)
    assert f"localhost:8000{VILLAGE}" in words
    assert "localhost:8000/da/messages/new/" in words
    for typed, page_meant in (("/da?x=1", "/da/?x=1"), ("/da/en", "/da/en/"), (VILLAGE[:-1], VILLAGE)):
        answer = client.get(typed)
        assert (answer.status_code, answer["Location"]) == (301, page_meant)
        assert client.get(page_meant).status_code == 200
    assert client.post("/da").status_code == 404
    assert client.get("/dada").status_code == 404


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

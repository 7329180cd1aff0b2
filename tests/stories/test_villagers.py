"""Find, understand, object, look oneself up: by clicks alone, at every width, size, scheme, with and without scripts.

`make test` plays the films in few settings, in which every two values meet, and opens each other page in one of them;
`make long` does all of it in all of them.
"""

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.stories.demo import Demo
from tests.stories.keyboard import Typist
from tests.stories.settings import SCHEMES, SCRIPTS, SIZES, WIDTHS, Setting, each_once, pairs_of, pairwise
from tests.stories.villager import FILMS, Villager

pytestmark = pytest.mark.story

ALL_FILMS = (sorted(FILMS), WIDTHS, SIZES, SCHEMES, SCRIPTS)
VILLAGE_PAGE = "/villages/210123106207/"
#: The types of page that stand beside the ways of the films, and what is clicked there first.
PAGES = {
    "records": "/search/?q=低保",
    "nothing": "/search/?q=没有这个词",
    "area": "/regions/210123000000/",
    "item": f"{VILLAGE_PAGE}items/F-03/",
    "list": f"{VILLAGE_PAGE}items/V-13/ main a[href*='/records/']",
    "project": f"{VILLAGE_PAGE}items/F-15/ main a[href*='/records/']",
    "meeting": f"{VILLAGE_PAGE}items/V-04/ main a[href*='/records/']",
    "which": "/messages/new/",
    "sign-in": "/accounts/phone/",
    "villages": "/me/villages/",
    "helpers": "/me/helpers/",
    "help": "/help/",
    "styleguide": "/styleguide/",
    "absent": "/villages/999999999999/",
}
ALL_PAGES = (sorted(PAGES), WIDTHS, SIZES, SCHEMES)


class Readers:
    """People of the demo who stand on lists, signed in by clicks when their turn comes.

    Somebody may look at their lists thirty times an hour; all films in all settings look oftener, so one follows another.
    """

    TURNS = 12

    def __init__(self, demo: Demo, browser: Browser, folder: Path) -> None:
        self.demo, self.browser, self.folder, self.turns = demo, browser, folder, 0
        self.people = [one for one in demo.facts()["residents"] if "phone" in one and "ticket" not in one]
        # The daughter reads for her mother; her own rows are none.
        self.people = [self.people[0], *(one for one in self.people[1:] if "id_number" in one)]

    def next(self) -> str:
        """Give the file with the cookie of whose turn it is."""
        place = self.turns // self.TURNS % len(self.people)
        self.turns += 1
        kept = self.folder / f"{place}.json"
        if not kept.exists():
            self._sign_in(self.people[place], kept)
        return str(kept)

    def _sign_in(self, person: dict[str, str], kept: Path) -> None:
        """Sign in as everybody does: a number, the code that came, done; and register the own number where it is not."""
        context = self.browser.new_context()
        page = context.new_page()
        page.goto(f"{self.demo.address}/accounts/phone/")
        page.locator("[name=phone]").fill(person["phone"])
        page.locator("main form .buttons button").click()
        page.wait_for_url("**/accounts/phone/code/")
        outbox = sorted((self.demo.machine.folder / "outbox").glob("sms-*.json"))
        sent = [json.loads(one.read_text("utf-8")) for one in outbox]
        told = [message for message in sent if message["to"] == person["phone"]][-1]
        page.locator("[name=code]").fill(next(word for word in _numbers(told["text"]) if len(word) == 6))
        page.locator("main form .buttons button").click()
        page.wait_for_url("**/me/")
        if "id_number" in person:
            page.goto(f"{self.demo.address}/accounts/number/")
            page.locator("[name=id_number]").fill(person["id_number"])
            page.locator("main form .buttons button").first.click()
            page.wait_for_url("**/me/lists/")
        context.storage_state(path=kept)
        context.close()


@pytest.fixture(scope="module")
def readers(demo: Demo, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Readers:
    """Give the people who look themselves up."""
    return Readers(demo, browser, tmp_path_factory.mktemp("readers"))


def _numbers(text: str) -> list[str]:
    return "".join(letter if letter.isdigit() else " " for letter in text).split()


@pytest.fixture
def play(demo: Demo, browser: Browser, readers: Readers) -> Iterator[Callable[..., Villager]]:
    """Give villagers, each in a context of its own that ends with the test."""
    opened = []

    def someone(setting: Setting, kind: type[Villager] = Villager, *, signed_in: bool = False) -> Villager:
        context = setting.open(browser, state=readers.next() if signed_in else None)
        opened.append(context)
        return kind(context.new_page(), demo.address, setting)

    yield someone
    for context in opened:
        context.close()


def film(play: Callable[..., Villager], key: str, *values: object) -> None:
    FILMS[key](play(Setting(*values), signed_in=key == "lists"))  # type: ignore[arg-type]


def look_at(play: Callable[..., Villager], key: str, *values: object) -> None:
    signed_in = PAGES[key].startswith("/me/") or key == "list"
    villager = play(Setting(*values), signed_in=signed_in)  # type: ignore[arg-type]
    path, _space, click = PAGES[key].partition(" ")
    villager.open(path)
    if click:
        villager.page.locator(click).first.click()
    villager.look("")


def words(choice: object) -> str:
    return {True: "script", False: "no-script"}.get(choice, str(choice)) if isinstance(choice, bool) else str(choice)


@pytest.mark.parametrize(("key", "width", "size", "scheme", "script"), pairwise(*ALL_FILMS), ids=words)
def test_a_villager_comes_to_the_end_by_clicks(
    play: Callable[..., Villager], key: str, width: int, size: str, scheme: str, script: bool
) -> None:
    film(play, key, width, size, scheme, script)


@pytest.mark.long
@pytest.mark.parametrize(("key", "width", "size", "scheme", "script"), list(product(*ALL_FILMS)), ids=words)
def test_a_villager_comes_to_the_end_in_every_setting(
    play: Callable[..., Villager], key: str, width: int, size: str, scheme: str, script: bool
) -> None:
    film(play, key, width, size, scheme, script)


@pytest.mark.parametrize("key", ["find", "object"])
def test_a_villager_without_a_mouse_comes_to_the_end(play: Callable[..., Villager], key: str) -> None:
    getattr(play(Setting(1440, "plain"), Typist), key)()


@pytest.mark.long
@pytest.mark.parametrize("key", ["find", "object"])
@pytest.mark.parametrize(("width", "size", "scheme"), list(product(WIDTHS, SIZES, SCHEMES)), ids=words)
def test_a_villager_without_a_mouse_comes_to_the_end_in_every_setting(
    play: Callable[..., Villager], width: int, size: str, scheme: str, key: str
) -> None:
    getattr(play(Setting(width, size, scheme), Typist), key)()


@pytest.mark.parametrize(("key", "width", "size", "scheme"), each_once(*ALL_PAGES), ids=words)
def test_every_page_fits_and_can_be_read_by_everybody(
    play: Callable[..., Villager], key: str, width: int, size: str, scheme: str
) -> None:
    look_at(play, key, width, size, scheme)


@pytest.mark.long
@pytest.mark.parametrize(("key", "width", "size", "scheme"), list(product(*ALL_PAGES)), ids=words)
def test_every_page_fits_and_can_be_read_by_everybody_in_every_setting(
    play: Callable[..., Villager], key: str, width: int, size: str, scheme: str
) -> None:
    look_at(play, key, width, size, scheme)


def test_few_settings_hold_every_two_values_together() -> None:
    chosen = pairwise(*ALL_FILMS)
    together = set().union(*(pairs_of(choice) for choice in chosen))
    assert together == set().union(*(pairs_of(choice) for choice in product(*ALL_FILMS)))
    assert len(chosen) < 0.4 * len(list(product(*ALL_FILMS)))


def test_every_page_is_opened_and_every_two_values_meet_on_one_of_them() -> None:
    keys, settings = zip(*((key, tuple(setting)) for key, *setting in each_once(*ALL_PAGES)), strict=True)
    assert sorted(keys) == sorted(PAGES)
    assert set(settings) == set(pairwise(*ALL_PAGES[1:]))

"""In what a villager may read: the width, the size of the type, light or dark, with or without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from playwright.sync_api import Browser, BrowserContext, Route

from sanshu.runtime.places import PROJECT

#: A small phone, a usual one, a desk.
WIDTHS = (360, 390, 1440)
#: As it comes, the elder pages, and plain pages with all text at 200 %.
SIZES = ("plain", "elder", "double")
SCHEMES = ("light", "dark")
SCRIPTS = (True, False)
HEIGHT = 844
TOKENS = PROJECT / "static" / "css" / "tokens.css"


@dataclass(frozen=True)
class Setting:
    """One way to read the portal."""

    width: int
    size: str
    scheme: str = "light"
    script: bool = True

    @property
    def prefix(self) -> str:
        """What stands before every address."""
        return "/da" if self.size == "elder" else ""

    def open(self, browser: Browser, *, state: str | None = None) -> BrowserContext:
        """Give a fresh visitor who reads like this; `state` is a file with the cookies of somebody signed in."""
        context = browser.new_context(
            viewport={"width": self.width, "height": HEIGHT},
            color_scheme="dark" if self.scheme == "dark" else "light",
            java_script_enabled=self.script,
            locale="zh-CN",
            # Nothing glides while it is measured.
            reduced_motion="reduce",
            storage_state=state,
        )
        if self.size == "double":
            context.route("**/css/tokens*.css", _double)
        return context


def _double(route: Route) -> None:
    """Double the one size that all others are measured by, as a browser does that is told to show text at 200 %."""
    css = TOKENS.read_text(encoding="utf-8")
    assert css.count("--base: 106.25%;") == 1
    route.fulfill(content_type="text/css", body=css.replace("--base: 106.25%;", "--base: 212.5%;"))


Choice = tuple[object, ...]


def pairs_of(choice: Choice) -> set[tuple[int, object, int, object]]:
    """Give every two values that stand together in a choice, with their places."""
    return {(one, a, other, b) for (one, a), (other, b) in combinations(enumerate(choice), 2)}


def each_once(keys: Sequence[object], *dimensions: Sequence[object]) -> list[Choice]:
    """Give every key one setting, in turn through settings in which every two values stand together."""
    settings = pairwise(*dimensions)
    return [(key, *settings[place % len(settings)]) for place, key in enumerate(keys)]


def pairwise(*dimensions: Sequence[object]) -> list[Choice]:
    """Choose few of all combinations, so that every two values of two dimensions stand together in one of them.

    Most faults come from one value or from two that meet (Kuhn, Wallace and Gallo 2004); the rest is left to the long run.
    """
    every = list(product(*dimensions))
    left = set().union(*(pairs_of(choice) for choice in every))
    chosen: list[Choice] = []
    while left:
        chosen.append(max(every, key=lambda choice: len(pairs_of(choice) & left)))
        left -= pairs_of(chosen[-1])
    return chosen

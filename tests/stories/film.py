"""Play a story in a real browser, by clicks and typing alone, with a picture before and after each press."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from sanshu.core import clock
from sanshu.demo.stories import Choose, Do, Fill, Step, Story

#: The machine may be busy with other tests; a page that takes longer than this is broken.
PATIENCE = 30_000
READ_OUTLINES = """() => [...document.styleSheets].filter(sheet => (sheet.href || '').endsWith('/outline.css'))
  .flatMap(sheet => [...sheet.cssRules].map(rule => rule.selectorText))"""


@dataclass
class Film:
    """One playing of one story at one width."""

    page: Page
    address: str
    story: Story
    width: int
    films: Path

    def play(self) -> None:
        """Prepare the story by its button, then do every step as the banner says."""
        self.page.goto(f"{self.address}/demo/")
        self.page.locator(f"#{self.story.key} form[action$='/reset/'] button").click()
        expect(self.page.locator("[role=status]").first).to_contain_text("准备好了", timeout=PATIENCE)
        self.page.locator(f"#{self.story.key} form[action$='/1/'] button").click()
        for number, step in self.story.numbered():
            self._take(number, step)
            if number < len(self.story.steps):
                self.page.locator(".demo-next").click()
        expect(self.page.locator(".demo-end")).to_be_visible()

    def _take(self, number: int, step: Step) -> None:
        """Do one step with what the page itself outlines, and see what the step promises."""
        expect(self.page.locator(".demo-banner")).to_contain_text(step.title, timeout=PATIENCE)
        self.page.wait_for_load_state("load")
        outlined = self.page.evaluate(READ_OUTLINES)
        assert len(outlined) == len(step.do) + 1, f"{number}: {outlined}"
        for place, done in enumerate(step.do):
            if place == len(step.do) - 1:
                self.page.locator(outlined[place]).first.scroll_into_view_if_needed(timeout=PATIENCE)
                self._picture(number, "1")
            self._do(done, outlined[place])
        self.page.wait_for_load_state("load")
        expect(self.page.locator("main, #content").first).to_contain_text(step.see, timeout=PATIENCE)
        self._fits()
        self._picture(number, "2")

    def _do(self, done: Do, selector: str) -> None:
        at = self.page.locator(selector).first
        if isinstance(done, Fill):
            at.fill(done.text.replace("{today}", clock.today().isoformat()), timeout=PATIENCE)
        elif isinstance(done, Choose):
            at.select_option(label=done.option, timeout=PATIENCE)
        else:
            at.click(timeout=PATIENCE)

    def _fits(self) -> None:
        """Nothing scrolls sideways."""
        too_wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert too_wide <= 0, f"{self.page.url} is {too_wide} px too wide at {self.width}"

    def _picture(self, number: int, moment: str) -> None:
        name = re.sub(r"\W", "", f"{self.story.key}{number:02}")
        self.page.screenshot(path=self.films / f"{name}-{moment}-{self.width}.png")

"""The same ways by keyboard alone: whatever has the focus can be seen, and everything on the way can be reached."""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.stories.film import PATIENCE
from tests.stories.villager import QUESTION, TOWNSHIP, VILLAGE, Villager

MOST_STOPS = 250
#: Where the focus stands, and whether it shows: an outline of 2 px or more, around something within the window.
FOCUS = """wanted => {
  const at = document.activeElement, look = getComputedStyle(at), box = at.getBoundingClientRect();
  const outlined = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {here: at.matches(wanted), seen: outlined && inside, what: at.outerHTML.slice(0, 120)};
}"""


@dataclass
class Typist(Villager):
    """A villager without a mouse."""

    def reach(self, wanted: str) -> None:
        """Press Tab until the focus stands on what is wanted; every stop on the way must be seen."""
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUS, wanted)
            assert focus["seen"], f"{self.page.url}: the focus cannot be seen on {focus['what']}"
            if focus["here"]:
                return
        raise AssertionError(f"{self.page.url}: {wanted} is not reached by Tab")

    def go(self, wanted: str, words: str) -> None:
        """Reach a link or a button, press Enter and see the next page."""
        self.reach(wanted)
        self.page.keyboard.press("Enter")
        self.look(words)

    def find(self) -> None:
        """From the front page to one's own village."""
        self.open("/")
        self.look("找我的村子")
        self.reach(".hero #q")
        self.page.keyboard.type(VILLAGE)
        self.go(".hero button", TOWNSHIP)
        self.go("main .lines a", "月的钱")
        expect(self.page.locator("h1")).to_have_text(VILLAGE)
        expect(self.page.locator(".head-row")).to_contain_text(TOWNSHIP)

    def object(self) -> None:
        """From one line of a ledger to a receipt, and by its code to what became of it."""
        self.find()
        self.go("#money a.button", "收入")
        self.go("#row-r1 td.action a", "其中一行")
        self.reach("[name=text]")
        self.page.keyboard.type(QUESTION)
        self.go("main form .buttons button", "查询码")
        code = self.page.locator(".receipt-code").inner_text(timeout=PATIENCE)
        self.go("footer a[href$='/messages/track/']", "填提交时给您的查询码")
        self.reach("[name=code]")
        self.page.keyboard.type(code)
        self.go("main form .buttons button", QUESTION)

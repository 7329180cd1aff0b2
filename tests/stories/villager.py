"""What a villager does on the portal, by clicks alone: find, understand, object, look oneself up."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.stories.film import PATIENCE
from tests.stories.settings import Setting

VILLAGE, TOWNSHIP = "刘家窝堡村", "二牛所口镇"
QUESTION = "这一笔干了几个工？有没有村民代表签单？"
#: What reaches beyond the window, so that a failure names it.
TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('body *')].filter(one => one.checkVisibility() && !one.closest('.wide-scroll *, .unseen')
    && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(one => one.outerHTML.slice(0, 120))
  .concat('the page')"""


@dataclass
class Villager:
    """One visitor of the portal, who reads in one setting; every page on the way is looked at."""

    page: Page
    address: str
    setting: Setting

    def open(self, path: str) -> None:
        """Begin at an address, as from a bookmark or from paper."""
        self.page.goto(f"{self.address}{self.setting.prefix}{path}")

    def look(self, words: str) -> None:
        """See these words on the page, and that the page fits and axe has nothing against it."""
        expect(self.page.locator("main")).to_contain_text(words, timeout=PATIENCE)
        self.page.wait_for_load_state("load")
        assert f"{self.address}{self.setting.prefix}/" in self.page.url
        faults = self.too_wide() + self.violations()
        assert faults == [], f"{self.page.url}: {faults}"

    def too_wide(self) -> list[str]:
        """Name what makes the page scroll sideways."""
        return list(self.page.evaluate(TOO_WIDE))

    def violations(self) -> list[str]:
        """Let axe look at the page. Where scripts are off, axe itself cannot run; the page is the same."""
        return violations(self.page) if self.setting.script else []

    def find(self) -> None:
        """From the front page to one's own village, one of three of that name."""
        self.open("/")
        self.look("找我的村子")
        self.page.locator(".hero #q").fill(VILLAGE)
        self.page.locator(".hero button").click()
        self.look(TOWNSHIP)
        self.page.locator("main .lines a", has_text=TOWNSHIP).first.click()
        self.look("月的钱")
        expect(self.page.locator("h1")).to_have_text(VILLAGE)

    def understand(self) -> None:
        """From the village to its newest ledger: what came and went, period by period, then line by line."""
        self.find()
        expect(self.page.locator("#money .sums dt")).to_have_text(["收入", "支出", "结余"])
        self.page.locator("[aria-labelledby=spent-h] details summary").click()
        expect(self.page.locator("[aria-labelledby=spent-h] details td.number").first).to_be_visible()
        self.page.locator("#money a.button").click()
        self.look("收入")
        rows = self.page.locator("#main tbody tr")
        some = rows.count()
        self.page.locator("#find").fill("电费")
        self.page.locator("form[action='#rows'] button").click()
        self.look("看全部")
        assert 0 < rows.count() < some
        self.page.locator("#main a[href$='/revisions/']").last.click()
        self.look("版")

    def object(self) -> None:
        """From one line of a ledger to a receipt, and by its code to what became of it, without an account."""
        self.find()
        self.page.locator("#money a.button").click()
        self.look("收入")
        self.page.locator("#row-r1 td.action a").click()
        self.look("其中一行")
        self.page.locator("[name=text]").fill(QUESTION)
        self.page.locator("main form .buttons button").click()
        self.look("查询码")
        code = self.page.locator(".receipt-code").inner_text()
        assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code)
        self.page.locator("footer a[href$='/messages/track/']").click()
        self.look("填提交时给您的查询码")
        self.page.locator("[name=code]").fill(code)
        self.page.locator("main form .buttons button").click()
        self.look(QUESTION)

    def check_lists(self) -> None:
        """Signed in: from one's own page to one's own lines, and from a line to an objection that is written already."""
        self.open("/me/")
        self.look("我的村子")
        self.page.locator("main a[href$='/me/lists/']").click()
        self.look("这里只有您自己的行")
        self.page.locator("td.action a").first.click()
        self.look("问的是")
        assert self.page.locator("[name=text]").input_value()


FILMS = {
    "find": Villager.find,
    "understand": Villager.understand,
    "object": Villager.object,
    "lists": Villager.check_lists,
}

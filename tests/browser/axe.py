"""Axe, which looks at a page as the standards for everybody's access do (WCAG 2.2, levels A and AA)."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Only what is wrong is written out: to name every element that is right takes axe as long as to look at it.
_LOOK = """async standards => {
  const seen = await axe.run(document, {runOnly: standards, resultTypes: ['violations']});
  return seen.violations.map(one => one.id + ': ' + one.nodes[0].html.slice(0, 160));
}"""


def violations(page: Page) -> list[str]:
    """Name each rule that the page breaks, with the first place."""
    # Evaluated, not added as a script: the content policy allows nothing inline.
    page.evaluate(f"{_AXE};1")
    return list(page.evaluate(_LOOK, _STANDARDS))

"""One film a story: what the tour tells a visitor to press is pressed, and what it promises is seen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sanshu.demo.stories import STORIES
from tests.stories.demo import Demo
from tests.stories.film import Film

pytestmark = pytest.mark.story

PHONE, DESK = (390, 844), (1440, 900)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("key", sorted(STORIES))
def test_a_story_can_be_played_by_clicks_alone(
    demo: Demo, browser: Browser, films: Path, key: str, size: tuple[int, int]
) -> None:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    try:
        Film(context.new_page(), demo.address, STORIES[key], width, films).play()
    finally:
        context.close()

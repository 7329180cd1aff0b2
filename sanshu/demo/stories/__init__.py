"""The six stories of the demo, as the tour tells them and the films play them."""

from sanshu.demo.stories.answering import CALLBACK, COMPENSATION
from sanshu.demo.stories.base import Choose, Do, Fill, Press, Step, Story, Who
from sanshu.demo.stories.publishing import PENSION, RETURNED
from sanshu.demo.stories.watching import FINDING, INSPECTING

STORIES: dict[str, Story] = {
    story.key: story for story in (FINDING, PENSION, COMPENSATION, RETURNED, CALLBACK, INSPECTING)
}

__all__ = ["STORIES", "Choose", "Do", "Fill", "Press", "Step", "Story", "Who"]

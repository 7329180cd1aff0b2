"""Where a visitor of the tour stands, kept in the session."""

from dataclasses import dataclass, field

from django.contrib.sessions.backends.base import SessionBase

from sanshu.core.roles import Role
from sanshu.demo.stories import STORIES, Step, Story
from sanshu.pages.demo.found import Found

KEY = "demo"


@dataclass
class Position:
    """A step of a story, who one is there, and what was found so far."""

    story: Story
    number: int
    place: str = ""
    found: Found = field(default_factory=dict)

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.story.steps[self.number - 1]

    @property
    def next_number(self) -> int | None:
        """The number of the step that follows, if one does."""
        return self.number + 1 if self.number < len(self.story.steps) else None

    @property
    def role(self) -> Role | None:
        """In which role one stands here."""
        return self.step.who.role


def read(session: SessionBase) -> Position | None:
    """Give where the visitor stands; None outside a story."""
    kept = session.get(KEY)
    story = STORIES.get(kept["story"]) if kept else None
    if kept is None or story is None or not 1 <= kept["number"] <= len(story.steps):
        return None
    return Position(story, kept["number"], kept["place"], kept["found"])


def write(session: SessionBase, at: Position) -> None:
    """Keep where the visitor stands."""
    session[KEY] = {"story": at.story.key, "number": at.number, "place": at.place, "found": at.found}

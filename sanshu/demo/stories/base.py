"""What a story is made of: steps, each one person on one page with something to press. Declared once; the tour outlines
what the films press. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sanshu.core.roles import Role


def _(text: str) -> str:
    """Mark words for translation; the tour translates them when it shows them."""
    return text


@dataclass(frozen=True)
class Who:
    """As whom a step is taken: a visitor, a resident of a unit, or the holder of a post."""

    role: Role | None = None
    region: int = 0

    @property
    def is_visitor(self) -> bool:
        """Whether nobody is signed in."""
        return self.role is None


VISITOR = Who()


@dataclass(frozen=True)
class Fill:
    """Type into a field."""

    at: str
    text: str


@dataclass(frozen=True)
class Choose:
    """Choose from a list, by the words shown."""

    at: str
    option: str


@dataclass(frozen=True)
class Press:
    """Press a link, a button, a radio button or a folded heading."""

    at: str


Do = Fill | Choose | Press


@dataclass(frozen=True)
class Step:
    """One step: who, where (`{...}` is found in the database when the step begins), what to do, what is seen then."""

    who: Who
    at: str
    title: str
    tell: str
    do: tuple[Do, ...]
    see: str

    @property
    def pressed(self) -> str:
        """What is pressed last: the thing to outline most."""
        return self.do[-1].at


@dataclass(frozen=True)
class Story:
    """One of the six."""

    key: str
    title: str
    about: str
    steps: tuple[Step, ...]

    def numbered(self) -> Iterator[tuple[int, Step]]:
        """Give the steps with their numbers from 1."""
        return enumerate(self.steps, start=1)

"""How completely and how timely a unit, or any sum of units, discloses: the formulas, once, for every page. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


def ratio(part: int, whole: int) -> float | None:
    """Divide, or say None where there is nothing to divide by: no duty is neither good nor bad."""
    return part / whole if whole > 0 else None


@dataclass(frozen=True)
class Tally:
    """What was owed and what became of it; `nil` is part of what was met, `filed` part of what was not."""

    owed: int = 0
    met_on_time: int = 0
    met_late: int = 0
    nil: int = 0
    filed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Sum figure by figure."""
        return Tally(
            owed=self.owed + other.owed,
            met_on_time=self.met_on_time + other.met_on_time,
            met_late=self.met_late + other.met_late,
            nil=self.nil + other.nil,
            filed=self.filed + other.filed,
        )

    @property
    def published(self) -> int:
        """Everything met, in time or late, by a record or by a nil return."""
        return self.met_on_time + self.met_late


NOTHING = Tally()


@dataclass(frozen=True)
class Disclosure:
    """The figures of one place: all due days asked for, and the part whose due day has passed, which is judged."""

    everything: Tally = NOTHING
    fallen_due: Tally = NOTHING

    def __add__(self, other: "Disclosure") -> "Disclosure":
        """Sum both parts."""
        return Disclosure(self.everything + other.everything, self.fallen_due + other.fallen_due)

    @property
    def overdue(self) -> int:
        """How much is unmet, not on file, and past its day."""
        return self.fallen_due.owed - self.fallen_due.published - self.fallen_due.filed

    @property
    def publication_rate(self) -> float | None:
        """Met (late included) of what had to be met by yesterday; None where nothing had to be."""
        return ratio(self.fallen_due.published, self.fallen_due.owed - self.fallen_due.filed)

    @property
    def timeliness(self) -> float | None:
        """Met in time of what had to be met by yesterday; None where nothing had to be."""
        return ratio(self.fallen_due.met_on_time, self.fallen_due.owed - self.fallen_due.filed)


def total(parts: Iterable[Disclosure]) -> Disclosure:
    """Sum any number of places or categories."""
    return sum(parts, start=Disclosure())


@dataclass(frozen=True)
class Span:
    """From one due day to another, both included; None leaves that end open."""

    first: date | None = None
    last: date | None = None


ALWAYS = Span()

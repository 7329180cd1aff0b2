"""What became of messages: the formulas, and how much of them may leave the circle that handles them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from publicity.figures import ratio

#: No message count below this is shown to the public or to a village.
SMALLEST_SHOWN = 10


@dataclass(frozen=True)
class MessageTally:
    """Messages received and what became of them; `satisfied` is part of `rated`, `on_time` part of `answered`."""

    received: int = 0
    answered: int = 0
    on_time: int = 0
    reopened: int = 0
    rated: int = 0
    satisfied: int = 0

    def __add__(self, other: "MessageTally") -> "MessageTally":
        """Sum figure by figure."""
        return MessageTally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def satisfaction(self) -> float | None:
        """The top three of five grades, of those who rated; silence is never satisfied."""
        return ratio(self.satisfied, self.rated)


def total_messages(parts: Iterable[MessageTally]) -> MessageTally:
    """Sum any number of places or months."""
    return sum(parts, start=MessageTally())


@dataclass(frozen=True)
class ShownMessages:
    """Message figures as one caller may see them; None where a count is too small to show."""

    received: int | None = None
    answered: int | None = None
    on_time: int | None = None
    reopened: int | None = None
    rated: int | None = None
    satisfaction: float | None = None


def shown_in_full(tally: MessageTally) -> ShownMessages:
    """Show everything to those who handle or supervise the messages."""
    return ShownMessages(tally.received, tally.answered, tally.on_time, tally.reopened, tally.rated, tally.satisfaction)


def shown_in_public(tally: MessageTally) -> ShownMessages:
    """Show only counts that hide a single sender, and satisfaction only where that many rated."""

    def enough(count: int) -> int | None:
        return count if count >= SMALLEST_SHOWN else None

    return ShownMessages(
        received=enough(tally.received),
        answered=enough(tally.answered),
        on_time=enough(tally.on_time),
        reopened=enough(tally.reopened),
        rated=enough(tally.rated),
        satisfaction=tally.satisfaction if tally.rated >= SMALLEST_SHOWN else None,
    )


def released(months: Iterable[MessageTally]) -> MessageTally:
    """Sum what one county may publish of its finished months, oldest first.

    A month is held back until, with those held back before it, it brings at least SMALLEST_SHOWN messages: so the
    difference between what was published yesterday and today hides a single sender as well as the sum does.
    """
    out, held_back = MessageTally(), MessageTally()
    for month in months:
        held_back += month
        if held_back.received >= SMALLEST_SHOWN:
            out, held_back = out + held_back, MessageTally()
    return out

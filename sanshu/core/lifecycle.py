"""One table per lifecycle: which step may follow which. Pure; diagrams and tests read the same table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sanshu.core.errors import WrongState

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Lifecycle(Generic[S]):
    """The steps of one kind of thing. A status absent from `steps` is final."""

    name: str
    initial: S
    steps: Mapping[S, frozenset[S]]
    labels: Mapping[S, str]

    def allows(self, old: S, new: S) -> bool:
        """Say whether `new` may follow `old`."""
        return new in self.steps.get(old, frozenset())

    def check(self, old: S, new: S) -> None:
        """Pass silently when `new` may follow `old`; raise WrongState, in Chinese, when it may not."""
        if not self.allows(old, new):
            raise WrongState(f"{self.name}现在是“{self.labels[old]}”，不能变为“{self.labels[new]}”。请刷新页面后再看。")

    def pairs(self) -> Iterator[tuple[S, S, bool]]:
        """Yield every ordered pair of statuses and whether the step is allowed."""
        for old in self.labels:
            for new in self.labels:
                yield old, new, self.allows(old, new)

    def mermaid(self) -> str:
        """Draw the table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for old, targets in self.steps.items():
            lines += [f"    {old} --> {new}" for new in sorted(targets)]
        return "\n".join(lines)

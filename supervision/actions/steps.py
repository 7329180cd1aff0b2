"""The steps of a warning by the name that addresses and buttons use, and which of them a person may take now."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanshu.core.models import User
from sanshu.core.permissions import Act
from supervision.actions.warnings import (
    answering_posting,
    assign_warning,
    close_warning,
    dismiss_warning,
    explain_warning,
    judging_posting,
    rectify_warning,
    verify_warning,
)
from supervision.lifecycle import WARNING, WarningStatus
from supervision.models import EarlyWarning
from supervision.queries.scope import Watch


class Take(Protocol):
    """How a step is taken: which warning, by whom, with what words."""

    def __call__(self, warning_id: UUID, *, by: User, text: str) -> EarlyWarning:
        """Take the step; refused in Chinese when it may not be."""


@dataclass(frozen=True)
class Step:
    """One step: what it leads to, by which right, how it is taken, and whether words are needed."""

    name: str
    label: str | Promise
    leads_to: WarningStatus
    act: Act
    take: Take
    needs_words: bool = False


_TABLE = (
    Step("assign", _("交办"), WarningStatus.ASSIGNED, Act.ASSIGN_WARNING, assign_warning),
    Step("explain", _("说明情况"), WarningStatus.EXPLAINED, Act.EXPLAIN_WARNING, explain_warning, needs_words=True),
    Step("rectify", _("着手整改"), WarningStatus.RECTIFYING, Act.EXPLAIN_WARNING, rectify_warning, needs_words=True),
    Step("verify", _("核实"), WarningStatus.VERIFIED, Act.VERIFY_WARNING, verify_warning),
    Step("close", _("办结"), WarningStatus.CLOSED, Act.CLOSE_WARNING, close_warning),
    Step(
        "false-positive",
        _("认定为误报"),
        WarningStatus.FALSE_POSITIVE,
        Act.CLOSE_WARNING,
        dismiss_warning,
        needs_words=True,
    ),
)
STEPS: dict[str, Step] = {step.name: step for step in _TABLE}


def steps_open_to(watch: Watch, warning: EarlyWarning) -> list[Step]:
    """List the steps the table allows now and the person has the post for, in the order of the table."""
    return [step for step in STEPS.values() if _is_open(watch, warning, step)]


def _is_open(watch: Watch, warning: EarlyWarning, step: Step) -> bool:
    if not WARNING.allows(WarningStatus(warning.status), step.leads_to):
        return False
    if step.act is Act.EXPLAIN_WARNING:
        return answering_posting(watch, warning) is not None
    own_answer = step.name in {"verify", "close"} and warning.answered_by_id == watch.user.pk
    return not own_answer and judging_posting(watch, warning, step.act) is not None

"""Why a message was closed, and what a call-back found. Pure."""

from enum import StrEnum

from sanshu.core.marks import gettext_noop as _


class CloseReason(StrEnum):
    """The class of reason with which a message is closed."""

    SOLVED = "solved"
    EXPLAINED = "explained"
    OUT_OF_SCOPE = "out_of_scope"
    DUPLICATE = "duplicate"
    UNFOUNDED = "unfounded"
    NO_OBJECTION = "no_objection"


#: After so many calls that reached nobody the call-back counts as made.
TRIES = 2


class CallOutcome(StrEnum):
    """What the sender said when called back."""

    SOLVED = "solved"
    EXPLAINED = "explained"
    NOT_SOLVED = "not_solved"


CLOSE_REASON_LABELS: dict[CloseReason, str] = {
    CloseReason.SOLVED: _("问题已解决"),
    CloseReason.EXPLAINED: _("情况已说明"),
    CloseReason.OUT_OF_SCOPE: _("不属于受理范围"),
    CloseReason.DUPLICATE: _("重复来信"),
    CloseReason.UNFOUNDED: _("查无此事"),
    CloseReason.NO_OBJECTION: _("期限内没有异议"),
}
CALL_OUTCOME_LABELS: dict[CallOutcome, str] = {
    CallOutcome.SOLVED: _("问题解决了"),
    CallOutcome.EXPLAINED: _("没解决，但说清楚了"),
    CallOutcome.NOT_SOLVED: _("没解决"),
}
#: What a person may choose; `no_objection` is the clock's own.
CHOSEN_REASONS = frozenset(CloseReason) - {CloseReason.NO_OBJECTION}
#: Closed without a call-back: there is nothing to call back about.
NEEDS_NO_CALL = frozenset({CloseReason.OUT_OF_SCOPE, CloseReason.DUPLICATE})

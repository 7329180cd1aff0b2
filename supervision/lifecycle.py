"""The lifecycle of a warning, as a table a clerk can read, and the words around it. Pure."""

from enum import StrEnum

from sanshu.core.lifecycle import Lifecycle


class WarningStatus(StrEnum):
    """Where a warning stands."""

    RAISED = "raised"
    ASSIGNED = "assigned"
    EXPLAINED = "explained"
    RECTIFYING = "rectifying"
    VERIFIED = "verified"
    CLOSED = "closed"
    FALSE_POSITIVE = "false_positive"


WARNING_LABELS: dict[WarningStatus, str] = {
    WarningStatus.RAISED: "待交办",
    WarningStatus.ASSIGNED: "已交办",
    WarningStatus.EXPLAINED: "已说明",
    WarningStatus.RECTIFYING: "整改中",
    WarningStatus.VERIFIED: "已核实",
    WarningStatus.CLOSED: "已办结",
    WarningStatus.FALSE_POSITIVE: "误报",
}

_S = WarningStatus
WARNING = Lifecycle(
    name="预警",
    initial=_S.RAISED,
    steps={
        _S.RAISED: frozenset({_S.ASSIGNED, _S.FALSE_POSITIVE}),
        _S.ASSIGNED: frozenset({_S.EXPLAINED, _S.RECTIFYING, _S.FALSE_POSITIVE}),
        _S.EXPLAINED: frozenset({_S.VERIFIED}),
        _S.RECTIFYING: frozenset({_S.VERIFIED}),
        _S.VERIFIED: frozenset({_S.CLOSED}),
    },
    labels=WARNING_LABELS,
)

#: The colour falls only here, whatever became of the cause.
SETTLED = frozenset({_S.CLOSED, _S.FALSE_POSITIVE})


class Severity(StrEnum):
    """How grave a warning is; it may rise while the warning is open and never falls."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"


SEVERITY_LABELS: dict[Severity, str] = {Severity.BLUE: "蓝色", Severity.YELLOW: "黄色", Severity.RED: "红色"}
GRAVITY: dict[str, int] = {Severity.BLUE: 0, Severity.YELLOW: 1, Severity.RED: 2}


class Verdict(StrEnum):
    """What a warning turned out to be; measured per rule."""

    CONFIRMED = "confirmed"
    EXPLAINED = "explained"
    FALSE_POSITIVE = "false_positive"


VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.CONFIRMED: "属实，已整改",
    Verdict.EXPLAINED: "情况已说明",
    Verdict.FALSE_POSITIVE: "误报",
}

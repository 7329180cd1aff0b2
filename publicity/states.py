"""The state of an obligation is derived from its dates; the five states partition all cases. Pure."""

from datetime import date
from enum import StrEnum


class ObligationState(StrEnum):
    """What a unit's obligation looks like on a given day."""

    DUE = "due"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "late"
    FILED = "filed"


STATE_LABELS: dict[ObligationState, str] = {
    ObligationState.DUE: "待公开",
    ObligationState.OVERDUE: "逾期未公开",
    ObligationState.MET: "按时公开",
    ObligationState.LATE: "逾期后公开",
    ObligationState.FILED: "已备案暂不公开",
}


def state_of(*, due_on: date, met_on: date | None, filed_until: date | None, on: date) -> ObligationState:
    """Derive the state on day `on`; both `due_on` and `filed_until` count as the last good day."""
    if met_on is not None:
        return ObligationState.MET if met_on <= due_on else ObligationState.LATE
    if filed_until is not None and filed_until >= on:
        return ObligationState.FILED
    return ObligationState.DUE if on <= due_on else ObligationState.OVERDUE

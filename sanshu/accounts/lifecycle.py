"""What becomes of a request to change who works here. Pure."""

from enum import StrEnum

from sanshu.core.lifecycle import Lifecycle


class ChangeStatus(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


CHANGE_LABELS: dict[ChangeStatus, str] = {
    ChangeStatus.WAITING: "等第二个人确认",
    ChangeStatus.CONFIRMED: "已确认",
    ChangeStatus.REFUSED: "未批准",
    ChangeStatus.WITHDRAWN: "已撤回",
}

CHANGE = Lifecycle(
    name="申请",
    initial=ChangeStatus.WAITING,
    steps={
        ChangeStatus.WAITING: frozenset({ChangeStatus.CONFIRMED, ChangeStatus.REFUSED, ChangeStatus.WITHDRAWN}),
    },
    labels=CHANGE_LABELS,
)

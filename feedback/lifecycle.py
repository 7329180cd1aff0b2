"""The lifecycle of a message, as a table a clerk can read. Pure."""

from enum import StrEnum

from sanshu.core.lifecycle import Lifecycle
from sanshu.core.marks import gettext_noop as _


class MessageStatus(StrEnum):
    """Where a message stands."""

    RECEIVED = "received"
    ROUTED = "routed"
    ACCEPTED = "accepted"
    AWAITING_RESIDENT = "awaiting_resident"
    REPLIED = "replied"
    FOLLOWED_UP = "followed_up"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


MESSAGE_LABELS: dict[MessageStatus, str] = {
    MessageStatus.RECEIVED: _("已收到"),
    MessageStatus.ROUTED: _("已转办"),
    MessageStatus.ACCEPTED: _("办理中"),
    MessageStatus.AWAITING_RESIDENT: _("等补充"),
    MessageStatus.REPLIED: _("已答复"),
    MessageStatus.FOLLOWED_UP: _("已回访"),
    MessageStatus.REOPENED: _("重新办理"),
    MessageStatus.CLOSED: _("已办结"),
    MessageStatus.WITHDRAWN: _("已撤回"),
}

#: States in which somebody still owes a step.
OPEN = frozenset(MessageStatus) - {MessageStatus.CLOSED, MessageStatus.WITHDRAWN}
#: States in which there is an answer that can be rated or objected to.
ANSWERED = frozenset({MessageStatus.REPLIED, MessageStatus.FOLLOWED_UP, MessageStatus.CLOSED})

_S = MessageStatus
MESSAGE = Lifecycle(
    name="留言",
    initial=_S.RECEIVED,
    steps={
        _S.RECEIVED: frozenset({_S.ROUTED, _S.WITHDRAWN}),
        # Routed again is rerouted: the timeline keeps where it was before.
        _S.ROUTED: frozenset({_S.ROUTED, _S.ACCEPTED, _S.WITHDRAWN}),
        _S.ACCEPTED: frozenset({_S.ROUTED, _S.AWAITING_RESIDENT, _S.REPLIED, _S.WITHDRAWN}),
        _S.AWAITING_RESIDENT: frozenset({_S.ACCEPTED, _S.WITHDRAWN}),
        # Replied to closed: not sampled for a call-back and no objection within the limit.
        _S.REPLIED: frozenset({_S.FOLLOWED_UP, _S.REOPENED, _S.CLOSED, _S.WITHDRAWN}),
        _S.FOLLOWED_UP: frozenset({_S.REOPENED, _S.CLOSED, _S.WITHDRAWN}),
        _S.REOPENED: frozenset({_S.ACCEPTED, _S.WITHDRAWN}),
        _S.CLOSED: frozenset({_S.REOPENED}),
    },
    labels=MESSAGE_LABELS,
)

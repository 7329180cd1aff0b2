"""How every state looks: one word, one shape, one tone. templates and exports read the same table."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    """A state as people see it: the word first, then the shape, the tone last."""

    word: str | Promise
    shape: str
    tone: str


UNKNOWN = Look(_("其他"), "wait", "")

#: Words of every lifecycle and of an obligation; the same word always looks the same.
STATES: dict[str, Look] = {
    # an obligation
    "met": Look(_("已公开"), "done", "done"),
    "late": Look(_("迟公开"), "done", "done"),
    "nil": Look(_("本期无发生"), "nil", ""),
    "filed": Look(_("已备案不公开"), "file", ""),
    "due": Look(_("待公开"), "wait", ""),
    "overdue": Look(_("逾期未公开"), "alarm", "overdue"),
    "none": Look(_("暂无"), "nil", ""),
    # a record, a filing
    "draft": Look(_("草稿"), "wait", ""),
    "submitted": Look(_("等签字"), "work", "late"),
    "endorsed": Look(_("等审核"), "work", "late"),
    "published": Look(_("已公开"), "done", "done"),
    "corrected": Look(_("已更正"), "done", "done"),
    "returned": Look(_("已退回"), "back", "overdue"),
    "withdrawn": Look(_("已撤回"), "gone", "gone"),
    "discarded": Look(_("已作废"), "gone", "gone"),
    "approved": Look(_("已备案"), "file", "done"),
    "refused": Look(_("未批准"), "back", "overdue"),
    "expired": Look(_("已到期"), "clock", "late"),
    "revoked": Look(_("已撤销"), "gone", "gone"),
    # a message
    "received": Look(_("已收到"), "wait", ""),
    "routed": Look(_("已转办"), "work", ""),
    "accepted": Look(_("办理中"), "work", ""),
    "awaiting_resident": Look(_("等补充"), "clock", "late"),
    "replied": Look(_("已答复"), "done", "done"),
    "followed_up": Look(_("已回访"), "done", "done"),
    "reopened": Look(_("重新办理"), "back", "late"),
    "closed": Look(_("已办结"), "done", "done"),
    # a request to change who works here
    "waiting": Look(_("等第二个人确认"), "wait", "late"),
    "confirmed": Look(_("已确认"), "done", "done"),
    # a warning, a clue
    "raised": Look(_("待交办"), "clock", "late"),
    "assigned": Look(_("已交办"), "work", "late"),
    "explained": Look(_("已说明"), "file", ""),
    "rectifying": Look(_("整改中"), "work", "late"),
    "verified": Look(_("已核实"), "done", "done"),
    "false_positive": Look(_("误报"), "gone", ""),
}

#: From how many days overdue the clock turns brick red; before that it is amber.
LONG_OVERDUE_DAYS = 7

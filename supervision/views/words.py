"""Words of warnings in the reader's language."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanshu.core.periods import Period

SEVERITIES = {"red": _("红色"), "yellow": _("黄色"), "blue": _("蓝色")}
VERDICTS = {"confirmed": _("属实，已整改"), "explained": _("情况已说明"), "false_positive": _("误报")}
ACTIONS = {
    "assigned": _("已交办"),
    "explained": _("已说明"),
    "rectifying": _("着手整改"),
    "verified": _("已核实"),
    "closed": _("已办结"),
    "false_positive": _("认定为误报"),
    "graver": _("级别上升"),
    "ceased": _("原因已消除"),
    "returned": _("原因又出现"),
}


#: What a rule looked at, in words: no bare key is shown.
INPUTS = {
    "item": _("事项"),
    "period": _("期间"),
    "due_on": _("期限"),
    "overdue_at_least": _("逾期至少（天）"),
    "clock": _("应办"),
    "working_days_late_at_least": _("超期至少（工作日）"),
}
CLOCKS = {"accept": _("受理"), "reply": _("答复"), "call_back": _("回访"), "close": _("办结")}


def said(period: Period) -> str:
    """Say a period in the language of the page."""
    return period.spoken_en() if is_english() else period.spoken()


def is_english() -> bool:
    """Say whether this page is shown in English."""
    return (get_language() or "").startswith("en")

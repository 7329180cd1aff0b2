"""What a message page says of steps and clocks, in plain words."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feedback.clocks import Clock
from feedback.models import Message
from sanshu.core.roles import ROLE_NAMES
from sanshu.core.states import LONG_OVERDUE_DAYS
from sanshu.core.templatetags.portal import day, sentence

register = template.Library()

DEEDS = {
    "send": gettext_lazy("提交"),
    "route": gettext_lazy("转到承办岗位"),
    "claim": gettext_lazy("经办人认领"),
    "accept": gettext_lazy("受理"),
    "ask": gettext_lazy("请来信人补充"),
    "answer": gettext_lazy("来信人补充了情况"),
    "resume": gettext_lazy("补充期限已过，继续办理"),
    "extend": gettext_lazy("延期"),
    "reroute": gettext_lazy("转办"),
    "brief": gettext_lazy("交村里核实"),
    "reply": gettext_lazy("答复"),
    "rate": gettext_lazy("来信人评价"),
    "call_missed": gettext_lazy("回访未联系上"),
    "follow_up": gettext_lazy("回访"),
    "look_back": gettext_lazy("办结后回访"),
    "reopen": gettext_lazy("要求重新办理"),
    "raise": gettext_lazy("提级办理"),
    "close": gettext_lazy("办结"),
    "withdraw": gettext_lazy("来信人撤回"),
    "open_identity": gettext_lazy("打开了来信人信息"),
}


@register.simple_tag
def owing_office(message: Message) -> str:
    """Say whose the next step is: the owning post's, the sender's, or the desk's that calls back and closes."""
    if message.clock in {Clock.CALL_BACK, Clock.CLOSE}:
        return _("回访岗")
    return _("来信人") if message.clock in {Clock.RESIDENT, Clock.OBJECTION} else sentence(office_of(message))


@register.simple_tag
def deed(action: str) -> str:
    """Name a step of the timeline."""
    return str(DEEDS.get(action, action))


def office_of(message: Message) -> str:
    """Name the owning post in the reader's language; the place keeps its name."""
    if message.owner_region is None:
        return ""
    # In Chinese the place says itself that it is a township.
    return f"{message.owner_region.name} {_(ROLE_NAMES[message.owner.role]).removeprefix('乡镇')}"


@register.simple_tag
def time_left(message: Message, today: date) -> SafeString:
    """Say which step is owed and how much time is left: amber comes first, red only after a week."""
    return format_html("{} {}", message.get_clock_display(), days_left(message.due_on, today))


@register.simple_tag
def days_left(due_on: date, today: date) -> SafeString:
    """Say the due day, today, or how many days overdue, by word, shape and tone."""
    late = (today - due_on).days
    if late < 0:
        return _state("wait", "", _("%(day)s前") % {"day": day(due_on)})
    if late == 0:
        return _state("clock", "late", _("今天到期"))
    words = ngettext("逾期%(days)d天", "逾期%(days)d天", late) % {"days": late}
    return _state("clock", "late", words) if late <= LONG_OVERDUE_DAYS else _state("alarm", "overdue", words)


def _state(shape: str, tone: str, words: Any) -> SafeString:
    return format_html(
        '<span class="state {}"><svg aria-hidden="true"><use href="#s-{}"/></svg>{}</span>', tone, shape, words
    )

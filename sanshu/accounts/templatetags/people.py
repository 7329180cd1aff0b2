"""What the administrators' pages call a step, a role, a state."""

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanshu.accounts.queries.audit import Line
from sanshu.core.roles import ROLE_NAMES, Role
from sanshu.core.states import STATES

register = template.Library()

STEPS = {
    "enrol": _("建立账号"),
    "grant": _("授予岗位"),
    "revoke": _("结束岗位"),
    "reset_password": _("重置密码"),
    "reset_factor": _("重置动态口令和密码"),
    "ask_enrol": _("申请新增人员"),
    "ask_grant": _("申请授予岗位"),
    "ask_reset_password": _("申请重置密码"),
    "ask_reset_factor": _("申请重置动态口令和密码"),
    "confirmed": _("确认申请"),
    "refused": _("不同意申请"),
    "withdrawn": _("撤回申请"),
    "join_village": _("登记为居民"),
    "leave_village": _("退出村子"),
    "make_household_codes": _("制作户码"),
}


@register.filter
def step_word(line: Line) -> str:
    """Name what was done: by our own word, by the state it led to, or by the name in the code."""
    action, new = line.entry.action, line.entry.new
    if action in STEPS:
        return str(STEPS[action])
    return str(STATES[new].word) if new in STATES else action


@register.filter
def role_word(line: Line) -> str:
    """Name the role that a posting's entry is about; empty for other entries."""
    return next((gettext(ROLE_NAMES[Role(word)]) for word in (line.entry.new, line.entry.old) if word in set(Role)), "")

"""What the sender of a message reads on top of its page: where it stands, who does what by when, what one can do oneself."""

from datetime import date

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.clocks import Clock
from feedback.lifecycle import MessageStatus
from feedback.models import Message
from feedback.queries.present import SenderView
from feedback.templatetags.words import office_of
from sanshu.core import clock as wall
from sanshu.core.roles import Level
from sanshu.core.templatetags.portal import is_english, sentence

register = template.Library()

_WEEKDAYS = "一二三四五六日"
#: What is owed while a clock runs, in time and after it; `office`, `desk` and `day` are filled in.
_OWED = {
    Clock.ACCEPT: (
        gettext_lazy("下一步：%(office)s最迟%(day)s受理，受理后答复您。您现在不用做什么。"),
        gettext_lazy("%(office)s本该%(day)s受理，已经过期，系统提醒了上一级。您不用再写一遍。"),
    ),
    Clock.REPLY: (
        gettext_lazy("下一步：%(office)s最迟%(day)s答复您，答复就写在这一页。您现在不用做什么。"),
        gettext_lazy("%(office)s本该%(day)s答复您，已经过期，系统提醒了上一级。您不用再写一遍。"),
    ),
    Clock.RESIDENT: (
        gettext_lazy("下一步：等您补充，最迟%(day)s写在下面；不补充也会继续办理。"),
        gettext_lazy("下一步：等您补充，最迟%(day)s写在下面；不补充也会继续办理。"),
    ),
    Clock.CALL_BACK: (
        gettext_lazy("下一步：%(desk)s最迟%(day)s联系您，问解决了没有。"),
        gettext_lazy("%(desk)s本该%(day)s联系您，问解决了没有，已经过期。"),
    ),
    Clock.OBJECTION: (
        gettext_lazy("已经答复。您没有意见，过了%(day)s就算办结。"),
        gettext_lazy("已经答复。您没有意见，过了%(day)s就算办结。"),
    ),
    Clock.CLOSE: (
        gettext_lazy("已经回访，%(desk)s最迟%(day)s办结。"),
        gettext_lazy("已经回访，%(desk)s本该%(day)s办结，已经过期。"),
    ),
}
#: Nobody can call who left nothing to call: their grade and their words are looked at.
_UNREACHABLE = gettext_lazy("下一步：您没有留联系方式，%(desk)s最迟%(day)s看您打的分和理由，再定要不要重新办理。")


@register.simple_tag
def next_step(view: SenderView) -> SafeString:
    """Say where the message stands, who owes what until when, and what the sender can do."""
    between = " " if is_english() else ""
    return sentence(between.join([*_standing(view), *_owed(view), *_own_way(view)]))


def spoken_day(value: date) -> str:
    """Say a day as people do: 明天（11月18日）, 11月25日（星期三）; with its year only when that is another one."""
    today = wall.today()
    if is_english():
        plain = f"{value.day} {value:%B}" + (f" {value.year}" if value.year != today.year else "")
        near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((value - today).days)
        return f"{near} ({plain})" if near else f"{value:%A} {plain}"
    plain = (f"{value.year}年" if value.year != today.year else "") + f"{value.month}月{value.day}日"
    near = {0: "今天", 1: "明天", 2: "后天", -1: "昨天"}.get((value - today).days)
    return f"{near}（{plain}）" if near else f"{plain}（星期{_WEEKDAYS[value.weekday()]}）"


def _standing(view: SenderView) -> list[str]:
    message = view.message
    if message.status == MessageStatus.WITHDRAWN:
        return [_("您撤回了这条留言，不再办理。")]
    if message.status == MessageStatus.CLOSED:
        return [_("已经办结：%(reason)s。") % {"reason": message.get_closed_reason_display()}]
    if message.status == MessageStatus.REOPENED:
        return [_("要重新办理，升了一级，换了人办。")]
    return []


def _owed(view: SenderView) -> list[str]:
    message = view.message
    if not message.is_open:
        return []
    in_time, late = _OWED[Clock(message.clock)]
    if message.clock == Clock.CALL_BACK and not view.is_reachable:
        in_time = late = _UNREACHABLE
    said = str(late if view.is_overdue else in_time) % {
        "office": office_of(message) or _("承办的岗位"),
        "desk": _desk(message),
        "day": spoken_day(message.due_on),
    }
    return [said, _("其中跨到还没公布放假安排的年份，这一天可能会变。")] if message.due_provisional else [said]


def _own_way(view: SenderView) -> list[str]:
    """Say what the sender can do besides waiting."""
    until = view.message.objection_until
    if "reopen" in view.can and until is not None:
        return [_("不满意不用等，到%(until)s为止都可以在下面要求重新办理。") % {"until": spoken_day(until)}]
    return [] if view.message.is_open else [_("还有要问的，可以再提一条新的。")]


def _desk(message: Message) -> str:
    """Say who calls and closes: never whoever wrote the answer, so above a county's desk that may be the city's."""
    if message.owner_level <= Level.CITY:
        return _("市里")
    return _("县（区）里或者市里") if message.owner_level == Level.COUNTY else _("县（区）里")

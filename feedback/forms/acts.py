"""One small form for each thing a desk, a village or a sender can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.models import Message
from feedback.models.message import CLOSE_REASON_CHOICES
from feedback.reasons import CALL_OUTCOME_LABELS, CHOSEN_REASONS
from sanshu.core.errors import DomainError
from sanshu.core.models.choices import translated

REASONS = [("", _("（请选）")), *(one for one in CLOSE_REASON_CHOICES if one[0] in CHOSEN_REASONS)]
SCORES = [(5, _("5 非常满意")), (4, _("4 满意")), (3, _("3 基本满意")), (2, _("2 不满意")), (1, _("1 非常不满意"))]
PLACES = [
    ("township", _("乡镇受理岗")),
    ("department", _("县级部门")),
    ("county", _("县回访岗")),
    ("inspector", _("县监督检查岗")),
]
CALLED = [*translated(CALL_OUTCOME_LABELS), ("unreached", _("没联系上"))]


def _area(label: Any, *, rows: int = 4, required: bool = True, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, help_text=hint, strip=False)


class Nothing(forms.Form):
    """Nothing to fill."""


class Ask(forms.Form):
    """A question to the sender."""

    text = _area(_("要问什么"), hint=_("来信人会看到这段话。等补充期间，答复的期限停着。"))


class BriefForm(forms.Form):
    """A brief to the village."""

    text = _area(_("请村里核实什么"), hint=_("用您自己的话写，不要照抄来信；村里看不到来信，也不知道有没有来信。"))


class Note(forms.Form):
    """An internal note."""

    text = _area(_("内部记录"), rows=3, hint=_("只有能看这条留言的岗位看得到。"))


class Extend(forms.Form):
    """More time."""

    reason = _area(_("延期理由"), rows=3, hint=_("只能延一次，来信人会看到理由。"))


class Reroute(forms.Form):
    """Another post."""

    to = forms.ChoiceField(label=_("转给"), choices=PLACES)
    reason = _area(_("转办理由"), rows=3)


class ReplyForm(forms.Form):
    """An answer."""

    text = _area(_("答复"), rows=7, hint=_("写明查到了什么、依据是什么、接下来怎么办、找谁。不要写个人号码。"))
    reason = forms.ChoiceField(label=_("建议办结理由"), choices=REASONS, required=False)


class CallForm(forms.Form):
    """A call-back."""

    reason = forms.ChoiceField(label=_("来信人怎么说"), choices=CALLED, widget=forms.RadioSelect)
    score = forms.ChoiceField(label=_("满意度"), choices=[("", _("（没有说）")), *SCORES], required=False)
    text = _area(_("通话记录"), rows=4, required=False)


class Reopen(forms.Form):
    """Back to work."""

    reason = _area(_("为什么要重新办理"), rows=3)


class Close(forms.Form):
    """The end."""

    reason = forms.ChoiceField(label=_("办结理由"), choices=REASONS)
    to = forms.CharField(label=_("重复于（留言编号）"), required=False)


class Rate(forms.Form):
    """A grade."""

    score = forms.ChoiceField(label=_("这个答复您满意吗？"), choices=SCORES, widget=forms.RadioSelect)
    reason = _area(_("为什么"), rows=3, required=False, hint=_("选1或2的，请写一句哪里不满意。"))


class AnswerForm(forms.Form):
    """What was asked for."""

    text = _area(_("补充"), rows=4)


class AnswerBrief(forms.Form):
    """The village's answer to a brief."""

    text = _area(_("村里的答复"), rows=6, hint=_("写明核实的情况和怎么办。不要写个人号码。"))


class OpenIdentity(forms.Form):
    """A reason to open a sealed identity."""

    reason = _area(
        _("打开来信人信息的理由"), rows=2, hint=_("先记录、后显示：谁、什么时候、为什么，来信人也看得到有人打开过。")
    )


@dataclass(frozen=True)
class Kind:
    """An act as a page offers it."""

    title: str | Promise
    form: type[forms.Form]
    tone: str = "quiet"


DESK_ACTS: dict[str, Kind] = {
    "accept": Kind(_("受理"), Nothing, ""),
    "reply": Kind(_("答复来信人"), ReplyForm, ""),
    "follow-up": Kind(_("记录回访"), CallForm, ""),
    "close": Kind(_("办结"), Close, ""),
    "ask": Kind(_("请来信人补充"), Ask),
    "brief": Kind(_("交村里核实"), BriefForm),
    "extend": Kind(_("延期"), Extend),
    "reroute": Kind(_("转办"), Reroute),
    "reopen": Kind(_("退回重新办理"), Reopen),
    "claim": Kind(_("由我经办"), Nothing),
    "note": Kind(_("写内部记录"), Note),
}
SENDER_ACTS: dict[str, Kind] = {
    "answer": Kind(_("补充情况"), AnswerForm, ""),
    "rate": Kind(_("评价"), Rate, ""),
    "reopen": Kind(_("不满意，要求重新办理"), Reopen),
    "withdraw": Kind(_("撤回这条留言"), Nothing, "danger"),
}


@dataclass(frozen=True)
class Offer:
    """An act offered on a page: its word, its title, its form, and whether it stands open."""

    act: str
    title: str | Promise
    tone: str
    form: forms.Form
    is_open: bool

    @property
    def is_simple(self) -> bool:
        """Whether one button is all there is."""
        return not self.form.fields


def offers(
    kinds: Mapping[str, Kind],
    can: Sequence[str],
    *,
    tried: "Offer | None" = None,
    initial: Mapping[str, str] | None = None,
) -> list[Offer]:
    """List what can be done now, in the table's order; the act that was just refused stands open with what was typed.

    Otherwise the first one does, unless it is something that few will want, such as objecting to a good answer.
    """
    listed = [offer(kinds, act, initial=initial if act == "close" else None) for act in kinds if act in can]
    if tried is None and listed and not listed[0].is_simple and not listed[0].tone:
        listed[0] = Offer(listed[0].act, listed[0].title, listed[0].tone, listed[0].form, is_open=True)
    return [tried if tried is not None and one.act == tried.act else one for one in listed]


def offer(
    kinds: Mapping[str, Kind], act: str, *, data: QueryDict | None = None, initial: Mapping[str, str] | None = None
) -> Offer:
    """Give one act with its form, filled with what was typed."""
    kind = kinds[act]
    form = kind.form(data, auto_id=f"{act}-%s", initial=dict(initial or {}))
    return Offer(act, kind.title, kind.tone, form, is_open=data is not None)


def complain(form: forms.Form, refused: DomainError) -> None:
    """Put a refusal beside the fields it names, or on top."""
    for name, texts in refused.errors.items():
        field = name if name in form.fields else None
        if field is None or not form.has_error(field):
            form.add_error(field, list(texts))
    if not refused.errors:
        form.add_error(None, refused.detail)


def initial_of(message: Message) -> dict[str, str]:
    """Give what the closing form begins with: the reason the handler proposed."""
    return {"reason": message.proposed_reason} if message.proposed_reason else {}

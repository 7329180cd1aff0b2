"""Forms of the security administrator. What they check is spelling; what is right is decided by the actions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanshu.accounts.actions.ask_change import Newcomer, Office
from sanshu.accounts.models import StaffChange
from sanshu.accounts.queries.people import places_for
from sanshu.core.models.choices import translated
from sanshu.core.roles import ROLE_NAMES, STAFF_ROLES, Role

_MOST_NAMED = 8


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


class ReasonForm(forms.Form):
    """Asks why; the reason stays in the record."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        help_text=_("如任免文件的文号。留在记录里，审计员能看到。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OfficeForm(ReasonForm):
    """Asks for a posting: which role, where, from and until when."""

    field_order = ["role", "region", "from_day", "until_day", "reason"]

    role = forms.ChoiceField(
        label=_("岗位"),
        choices=[("", "—"), *translated({role: name for role, name in ROLE_NAMES.items() if role in STAFF_ROLES})],
    )
    region = forms.CharField(
        label=_("在哪里"),
        max_length=80,
        help_text=_("写代码，或从大到小写名称，如“康平县 二牛所口镇”。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    from_day = _day(_("从哪天起"))
    until_day = _day(_("到哪天止"), required=False, help_text=_("不填就是没有期限。"))

    def clean(self) -> dict[str, Any]:
        """Find the one region that the words and the role mean."""
        values = super().clean() or {}
        role, typed = values.get("role"), values.get("region")
        if role and typed:
            places = places_for(Role(role), typed)
            if len(places) == 1:
                values["region"] = places[0].code
            else:
                self.add_error("region", _which(places))
        return values

    def office(self) -> Office:
        """Give the posting that is asked for."""
        values = self.cleaned_data
        return Office(Role(values["role"]), values["region"], values["from_day"], values["until_day"])


def _which(places: list[Any]) -> str:
    if not places:
        return gettext("没有找到设这个岗位的地方，请核对名称，或写区划代码。")
    named = "；".join(f"{place.code_text} {place.full_name}" for place in places[:_MOST_NAMED])
    more = "……" if len(places) > _MOST_NAMED else ""
    return gettext("有几个地方叫这个名字，请写代码：%(places)s") % {"places": named + more}


class EnrolForm(OfficeForm):
    """Asks for somebody who is to work here, with their first posting."""

    field_order = ["login", "name", "office_phone", *OfficeForm.field_order]

    login = forms.CharField(
        label=_("工号"), max_length=32, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    office_phone = forms.CharField(
        label=_("办公电话"),
        max_length=30,
        required=False,
        help_text=_("办公室的固定电话，带区号；不填个人手机号。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def newcomer(self) -> Newcomer:
        """Give the person who is to be enrolled."""
        values = self.cleaned_data
        return Newcomer(values["login"], values["name"], values["office_phone"])


class ResetForm(ReasonForm):
    """Asks what was lost."""

    field_order = ["kind", "reason"]

    kind = forms.ChoiceField(
        label=_("丢了什么"),
        choices=[
            (StaffChange.Kind.RESET_PASSWORD, _("忘了密码：动态口令不变，另给一个一次性密码")),
            (StaffChange.Kind.RESET_FACTOR, _("丢了手机：动态口令作废，另给一个一次性密码，登录后重新设置")),
        ],
        widget=forms.RadioSelect,
    )


def first_day(day: date) -> dict[str, str]:
    """Give what a form of a posting begins with."""
    return {"from_day": day.isoformat()}

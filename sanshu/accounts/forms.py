"""Forms of sign-in. What they check is spelling; what is right is decided by the actions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanshu.accounts.models import Residency
from sanshu.core.models import Region


class PhoneForm(forms.Form):
    """Asks for the number that a code is sent to."""

    phone = forms.CharField(
        label=_("手机号"),
        max_length=32,
        help_text=_("我们发一条带 6 位数字的短信。第一次用会自动建立账号。"),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )


class CodeForm(forms.Form):
    """Asks for the six digits of the message."""

    code = forms.CharField(
        label=_("短信里的 6 位数字"),
        max_length=16,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class KindForm(forms.Form):
    """Asks what a village is to its resident."""

    kind = forms.ChoiceField(
        label=_("这个村是您的"),
        choices=Residency.Kind.choices,
        initial=Residency.Kind.HOME,
        widget=forms.RadioSelect,
    )


class HouseholdForm(KindForm):
    """Asks for the code on the slip of paper, and what the village is to the person."""

    field_order = ["code", "kind"]

    code = forms.CharField(
        label=_("户码"),
        max_length=40,
        help_text=_("乡镇发的纸条上的 16 位数字，空格可填可不填。每个码只能用一次。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class NeverRepeated(forms.TextInput):
    """A field whose content no page ever shows again, not even beside its own error."""

    def format_value(self, value: Any) -> None:
        """Show nothing, whatever was typed."""


class OwnNumberForm(forms.Form):
    """Asks for the resident's own identity number."""

    id_number = forms.CharField(
        label=_("您自己的身份证号"),
        max_length=64,
        help_text=_("18 位，末位可能是 X。只变成一个倒不回来的记号，号码本身不存、不显示、谁也看不到。"),
        error_messages={"required": _("请填身份证号。"), "max_length": _("身份证号是 18 位，请核对。")},
        widget=NeverRepeated(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )


class PrintCodesForm(forms.Form):
    """Asks which village, of those the office is in charge of, and how many codes."""

    village = forms.ModelChoiceField(Region.objects.none(), label=_("村（社区）"))
    count = forms.IntegerField(label=_("要几个"), min_value=1, max_value=2_000, help_text=_("一户一个。"))

    def __init__(self, *args: Any, villages: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type checker
        field.queryset = villages

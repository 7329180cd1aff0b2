"""Forms of sign-in. What they check is spelling; what is right is decided by the actions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanshu.accounts.models import InPersonRequest, ReadingGrant, Residency
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


class RosterForm(OwnNumberForm, KindForm):
    """Asks for the number that stands on the village's roster, and what the village is to the person."""

    field_order = ["id_number", "kind"]


class MakeReadingForm(forms.Form):
    """Asks who is to read, and how much."""

    called = forms.ChoiceField(
        label=_("让谁替您看？"), choices=ReadingGrant.Helper.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选一个。")},
    )  # fmt: skip
    sees_messages = forms.BooleanField(
        label=_("我写的留言和答复，也让他（她）看"),
        required=False,
        help_text=_("不勾，就只能看名单。检举控告的信，勾了也不给看。"),
    )


class AcceptReadingForm(forms.Form):
    """Asks for the code that somebody told, and who they are to the helper."""

    code = forms.CharField(
        label=_("代看码"),
        max_length=40,
        help_text=_("家里人手机上的 16 位数字，一天内有效，只能用一次。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    calls_owner = forms.ChoiceField(
        label=_("替谁看？"), choices=ReadingGrant.Owner.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选一个。")},
    )  # fmt: skip


class CloseForm(forms.Form):
    """Asks whether the person is sure."""

    is_sure = forms.BooleanField(
        label=_("我看明白了，确定注销"), error_messages={"required": _("确定要注销，请先勾选。")}
    )


class GrantForm(forms.Form):
    """Asks the township's officer whether they saw the person, and for the number on the card."""

    was_seen = forms.BooleanField(
        label=_("本人来了，身份证原件我看过，是同一个人"),
        error_messages={"required": _("请当面看过本人和身份证，再勾选。")},
    )
    id_number = forms.CharField(
        label=_("身份证号（照原件填）"),
        required=False,
        max_length=64,
        help_text=_("填了，居民就能查名单。只变成一个倒不回来的记号，不存号码。"),
        widget=NeverRepeated(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id_number"].required = about == InPersonRequest.About.NUMBER


class RefuseForm(forms.Form):
    """Asks why not."""

    reason = forms.ChoiceField(
        label=_("为什么不能办（申请的人会看到）"),
        choices=InPersonRequest.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个原因。")},
    )


class TicketForm(forms.Form):
    """Asks for what the person at the window reads out."""

    ticket = forms.CharField(
        label=_("申请号"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_ticket(self) -> str:
        """Keep the digits."""
        return "".join(sign for sign in self.cleaned_data["ticket"] if sign.isdecimal())


class OwnVillageForm(forms.Form):
    """Asks which of one's own villages."""

    village = forms.ModelChoiceField(Region.objects.none(), label=_("到哪个村的乡镇办"), empty_label=None)

    def __init__(self, *args: Any, villages: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type checker
        field.queryset = villages
        field.widget.attrs["lang"] = "zh"


class PrintCodesForm(forms.Form):
    """Asks which village, of those the office is in charge of, and how many codes."""

    village = forms.ModelChoiceField(Region.objects.none(), label=_("村（社区）"))
    count = forms.IntegerField(label=_("要几个"), min_value=1, max_value=2_000, help_text=_("一户一个。"))

    def __init__(self, *args: Any, villages: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type checker
        field.queryset = villages

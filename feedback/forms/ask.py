"""The one screen on which anybody asks."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.intake import LONGEST_CONTACT, LONGEST_NAME, Draft, read_draft, read_key
from feedback.models.message import ABOUT_CHOICES, CATEGORY_CHOICES, IDENTITY_CHOICES
from feedback.routing import About, Category, Identity
from feedback.wording import LONGEST_TEXT
from sanshu.core.errors import Invalid

#: What somebody who looked themselves up in a list most often wants to say; the form shows it in their language.
_OPENINGS: dict[str, Any] = {
    "row": _("这份名单上我这一行和实际情况对不上，请核对。"),
    "missing": _("这份名单上没有我，我觉得应该有，请核对。"),
}


class AskForm(forms.Form):
    """Plain words first; who it is about, what about, and how one is known; all else can stay empty.

    The key is made when the page is shown, so that two taps are one message.
    """

    key = forms.CharField(widget=forms.HiddenInput)
    village = forms.CharField(widget=forms.HiddenInput)
    record = forms.CharField(widget=forms.HiddenInput, required=False)
    row = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("您想问什么，或哪里不对？"),
        help_text=_("像跟邻居说话一样写，一两句就行。不要写身份证号、银行卡号。"),
        error_messages={"required": _("请写下您想问的事，一两句话就行。")},
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_TEXT}),
        strip=False,
    )
    about = forms.ChoiceField(
        label=_("这件事针对谁？"),
        help_text=_("选对了，我们就不会把它交到那个人手里。"),
        choices=ABOUT_CHOICES,
        initial=About.NONE,
        widget=forms.RadioSelect,
    )
    category = forms.ChoiceField(label=_("是哪方面的事？"), choices=CATEGORY_CHOICES, initial=Category.OTHER)
    identity = forms.ChoiceField(
        label=_("要不要留名字？"),
        help_text=_("村里的人都看不到是谁写的。"),
        choices=IDENTITY_CHOICES,
        initial=Identity.ANONYMOUS,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("名字"), required=False, max_length=LONGEST_NAME)
    contact = forms.CharField(
        label=_("联系方式"),
        required=False,
        max_length=LONGEST_CONTACT,
        help_text=_("留个电话，县里可以回访您。加密保存，打开要写理由、有记录。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    draft: Draft

    @classmethod
    def blank(cls, *, village: str, record: str = "", row: str = "", say: str = "") -> "AskForm":
        """Give an empty form with a key of its own; `say` names an opening that is written already, to be sent or changed."""
        opening = {"text": str(_OPENINGS[say]), "category": Category.BENEFITS} if say in _OPENINGS else {}
        return cls(initial={"key": uuid.uuid4().hex, "village": village, "record": record, "row": row, **opening})

    def clean(self) -> dict[str, Any]:
        """Read the draft; every complaint goes to its field."""
        values = super().clean() or {}
        try:
            read_key(values.get("key"))
            self.draft = read_draft(values)
        except Invalid as refused:
            self.complain(refused)
        return values

    def complain(self, refused: Invalid) -> None:
        """Put a refusal beside the fields it names; what was typed stays."""
        for name, texts in refused.errors.items():
            field = name if name in self.fields and not self.fields[name].widget.is_hidden else None
            if field is None or not self.has_error(field):
                self.add_error(field, texts)
        if not refused.errors:
            self.add_error(None, refused.detail)

    def renew_key(self) -> None:
        """Take a new key: the old one stands for another message."""
        self.data = dict(self.data.items()) | {"key": uuid.uuid4().hex}


class TrackForm(forms.Form):
    """Asks for the code on the receipt."""

    code = forms.CharField(
        label=_("查询码"),
        max_length=40,
        help_text=_("提交时给您的16位数字，空格可填可不填。"),
        error_messages={"required": _("请填查询码。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

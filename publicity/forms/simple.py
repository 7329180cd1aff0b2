"""The small forms beside the typed one: filing, events, the quarter's confirmation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publicity.models import Filing

#: Values with their words, in groups or not.
Choices = Sequence[tuple[str, str | list[tuple[str, str]]]]


def day_field(label: Any, *, help_text: Any = "") -> forms.DateField:
    """Make a date field with the browser's own picker."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class FilingForm(forms.Form):
    """Why something stays unpublished and until when."""

    reason_class = forms.ChoiceField(label=_("理由类别"), choices=[("", "—"), *Filing.REASONS])
    reason = forms.CharField(
        label=_("具体理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("只给审批的人看，村民看到的是类别和期限。不写身份证号、电话和账号。"),
    )
    until = day_field(_("有效期至"), help_text=_("最长90天，到期没公开就重新算逾期。"))


class EventForm(forms.Form):
    """Which item, on which day, and for which units."""

    item = forms.ChoiceField(label=_("发生了哪一项"))
    happened_on = day_field(_("哪一天发生的"))

    def __init__(self, *args: Any, items: list[tuple[str, str]], villages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = forms.ChoiceField(label=_("发生了哪一项"), choices=[("", "—"), *items])
        if villages:
            self.fields["villages"] = forms.MultipleChoiceField(
                label=_("涉及哪些村（社区）"), choices=villages, widget=forms.CheckboxSelectMultiple
            )

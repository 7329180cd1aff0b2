"""Forms of the supervision pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.actions.steps import Step
from supervision.actions.warnings import LONGEST_TEXT


class StepForm(forms.Form):
    """Words that go with one step of a warning; the action itself checks them."""

    text = forms.CharField(
        label=_("说明"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: object, step: Step, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through unchanged
        self.fields["text"].required = step.needs_words
        self.fields["text"].widget.attrs["id"] = f"id_text_{step.name}"

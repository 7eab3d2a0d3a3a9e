"""What is asked before a hidden number is shown or compared."""

import re

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wksbm.formfields import LineFormField
from wksbm.forms import HouseForm
from wksbm.people.reveals import LAST, Why

MANY_DIGITS = re.compile(r"(?:\d[ .-]?){6}")


class RevealForm(HouseForm):
    """Each reason is a button of its own, so one tap gives it; another one is written."""

    why = forms.ChoiceField(label=_("What for"), choices=Why.choices)
    other = LineFormField(label=_("Another reason"), required=False, max_length=120)

    layout = Layout("other")

    def clean_other(self) -> str:
        text = self.cleaned_data["other"]
        if MANY_DIGITS.search(text):
            raise ValidationError(_("Write the reason without numbers of people."), "digits")
        return text

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("why") == Why.OTHER and "other" not in self.errors and not cleaned.get("other"):
            self.add_error("other", _("Write in a few words what for."))
        return cleaned

    @property
    def reason(self) -> str:
        """As the log keeps it."""
        why = Why(self.cleaned_data["why"])
        return self.cleaned_data["other"] if why == Why.OTHER else why.in_office_words()


class MatchForm(HouseForm):
    digits = forms.RegexField(
        rf"\A[0-9]{{{LAST}}}\Z",
        label=_("Last four digits of the NIK"),
        max_length=LAST,
        error_messages={"invalid": _("Write four digits, for example 0007.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "rk-num"}),
    )

    layout = Layout("digits")

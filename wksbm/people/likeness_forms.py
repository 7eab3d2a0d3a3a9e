"""Telling two apart that look alike."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wksbm.converters import LARGEST_KEY
from wksbm.forms import HouseForm, WhyField


class ApartForm(HouseForm):
    """`one` and `other` are the numbers of two records."""

    one = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)
    other = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)
    reason = WhyField(label=_("Why they are two"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("one") is not None and cleaned.get("one") == cleaned.get("other"):
            raise ValidationError(_("A pair has two different records."), "same")
        return cleaned

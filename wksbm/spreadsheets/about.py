"""What a file and the access log tell about an export."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext as _

from wksbm.formfields import spoken

HIDDEN = "…"


def hide(text: str) -> str:
    """For the access log, which holds no values of people."""
    return HIDDEN


def hide_numbers(text: str) -> str:
    """For the file: a name that was searched may stand there, a NIK never."""
    return HIDDEN if any(char.isdigit() for char in text) else text


def filter_words(filters, *, typed: Callable[[str], str]) -> str:
    """The filters in use, as "Area: Kecamatan Tanete · Sex: female"; `typed` decides about freely typed text."""
    filters.is_valid()  # cleans: what is wrong filters nothing and is not told
    fields, chosen = filters.form.fields, filters.form.cleaned_data if filters.is_bound else {}
    words = [
        f"{fields[name].label}: {_in_words(fields[name], value, typed)}"
        for name, value in chosen.items()
        if value not in (None, "")
    ]
    return " · ".join(words) or _("none")


def _in_words(field: forms.Field, value, typed: Callable[[str], str]) -> str:
    if isinstance(field, forms.CharField):
        return typed(value)
    if isinstance(field, forms.ModelChoiceField):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return spoken(value)

"""The house's forms: crispy without its form tag, days with their precision, doubts that ask before they let pass."""

import re
from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wksbm.dates import PartialDate
from wksbm.formfields import DayField, LineFormField

DASHES = "---------"  # Django's own empty label
WHY = "why"
LONG_NUMBER = re.compile(r"(?:[0-9]{4}[ .-]?){3}[0-9]{4}|[0-9]{10}")  # a NIK or a phone number


def two(left: str, right: str) -> Div:
    """Side by side, on the phone too."""
    return Div(Div(left, css_class="col-6"), Div(right, css_class="col-6"), css_class="row")


def pair(left: str, right: str) -> Div:
    """Side by side on the PC."""
    return Div(Div(left, css_class="col-md-6"), Div(right, css_class="col-md-6"), css_class="row")


def _plain_blank(field) -> None:
    """The empty choice of a select is a dash, not a row of hyphens."""
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
        field.empty_label = "–"
    elif isinstance(field, forms.TypedChoiceField) and not isinstance(field.widget, forms.RadioSelect):
        field.choices = [("", "–") if value == "" else (value, label) for value, label in field.choices]


class HouseForm(forms.Form):
    """Every form of the registry: `today` is the area's own day, `layout` its crispy layout.

    `posted` is what an unjudged form was sent with (the region picker's button of those without JavaScript).
    """

    layout = None
    kept_secret: Sequence[str] = ()  # fields whose value stands in no form: an empty one keeps it
    required_css_class = "requiredField"

    def __init__(self, *args, user=None, today=None, posted=None, **kwargs) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.posted = posted if posted is not None else (self.data or None)
        self.doubts: dict[str, list[tuple[str, str]]] = {}
        self.today = today
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today
            _plain_blank(field)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False  # the house's includes show them
        if self.layout is not None:
            self.helper.layout = self.layout

    def told(self, row, name: str) -> str:
        """How the reader is told of a value of `row` that is kept secret."""
        raise NotImplementedError

    # Doubts: what looks wrong and may be right. Shown once beside the field; sent again, it is saved with its code.

    def doubt(self, field: str, code: str, message) -> None:
        self.doubts.setdefault(field, []).append((code, message))

    @property
    def doubt_codes(self) -> list[str]:
        return sorted({code for doubts in self.doubts.values() for code, _message in doubts})

    @property
    def open_doubts(self) -> set[str]:
        """Doubts that the sender has not seen yet."""
        seen = self.data.getlist("seen_doubt") if hasattr(self.data, "getlist") else []
        return set(self.doubt_codes) - set(seen)

    def full_clean(self) -> None:
        self.doubts = {}
        super().full_clean()
        for name in self.doubts:
            attrs = self.fields[name].widget.attrs
            attrs["class"] = f"{attrs.get('class', '')} is-warning".strip()

    def is_valid(self) -> bool:
        return super().is_valid() and not self.open_doubts


class WhyField(LineFormField):
    """Why something is changed: stands in the history, for everybody who may read it, so no number belongs there."""

    def __init__(self, **kwargs) -> None:
        plain = {"label": _("Reason for the change"), "required": False, "max_length": 200}
        super().__init__(**plain | kwargs)
        self.widget.attrs |= {"autocomplete": "off"}

    def clean(self, value):
        value = super().clean(value)
        if LONG_NUMBER.search(value):
            text = _("Write the reason without NIK and phone number: it stays in the history.")
            raise ValidationError(text, "number")
        return value


class RecordForm(HouseForm, forms.ModelForm):
    """A ModelForm whose `partial_dates` name days that may be known by year only; each has a `<name>_precision`.

    Of a record that is there it asks, at its end, why it is changed; the answer goes into the history.
    """

    partial_dates: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance.pk:
            kwargs["initial"] = self._partial_initial(instance) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields[WHY] = WhyField()
            self.helper.layout = Layout(*self.helper.layout.fields, WHY)

    def _partial_initial(self, instance) -> dict:
        known = {name: getattr(instance, name) for name in self.partial_dates}
        return {name: PartialDate(day, getattr(instance, f"{name}_precision")) for name, day in known.items() if day}

    @property
    def unrecorded(self) -> list[tuple[str, str]]:
        """Fields beside the record (a group's coverage) as they were read: their history is not in the record's own."""
        if not self.instance.pk:
            return []
        known = {field.name for field in self._meta.model._meta.fields}
        names = [name for name in self.fields if name not in known and name != WHY]
        read = {name: self.data.get(f"read_{name}") if self.is_bound else self[name].value() for name in names}
        return [(name, value or "") for name, value in read.items()]

    def clean(self):
        cleaned = super().clean()
        for name in self.partial_dates:
            value = cleaned.get(name)
            if name in cleaned:
                cleaned[name] = value.day if value else None
                setattr(self.instance, f"{name}_precision", value.precision if value else "day")
        if cleaned.get(WHY):
            self.instance._change_reason = cleaned[WHY]
        return cleaned

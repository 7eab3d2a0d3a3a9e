"""Form fields of the house: each cleans what can be cleaned and says how to write what cannot."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wksbm.dates import PartialDate, check_past, in_words, parse_day, parse_partial
from wksbm.text import check_name, clean_line, clean_note


class LineFormField(forms.CharField):
    def to_python(self, value):
        value = super().to_python(value)
        return clean_line(value) if isinstance(value, str) else value


class NameFormField(LineFormField):
    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.validators.append(check_name)


class NoteFormField(forms.CharField):
    def __init__(self, **kwargs) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 3})} | kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return clean_note(value) if isinstance(value, str) else value


class DayWidget(forms.TextInput):
    """dd/mm/yyyy as text (native date inputs follow the browser's language), echoed in words by the page."""

    template_name = "widgets/day.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["words"] = self.words(context["widget"]["value"])
        return context

    def words(self, typed: str | None) -> str:
        try:
            return str(parse_partial(typed)) if typed else ""
        except ValidationError:
            return ""


class DayField(forms.Field):
    """An exact day, not in the future unless `future=True`. `today` is set by the form to the area's own day."""

    widget = DayWidget
    parse = staticmethod(parse_day)

    def __init__(self, *, future: bool = False, **kwargs) -> None:
        self.future = future
        self.today = None
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("placeholder", _("dd/mm/yyyy"))
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value):
        value = clean_line(value) if value else ""
        if not value:
            return None
        parsed = self.parse(value)
        if not self.future:
            day = parsed.day if isinstance(parsed, PartialDate) else parsed
            check_past(day, self.today or timezone.localdate())
        return parsed

    def prepare_value(self, value):
        if isinstance(value, PartialDate):
            return value.typed()
        return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != (data or None)


class PartialDateField(DayField):
    """A day, a year alone, or a guess (± 1990); cleans to a PartialDate."""

    parse = staticmethod(parse_partial)


class PhoneField(LineFormField):
    """A phone number in E.164 (+628123456789). Foreign numbers stay as typed; `doubt` names what looked odd.

    A number whose leading zero was lost (8123456789, as spreadsheets do) is restored with the doubt `zero_lost`.
    """

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
        super().__init__(**kwargs)
        self.doubt = ""

    def to_python(self, value):
        self.doubt = ""
        value = super().to_python(value)
        if not value:
            return value
        digits = re.sub(r"[ ().-]", "", value)
        if not re.fullmatch(r"\+?[0-9]+", digits):
            raise ValidationError(_("Write the phone number in digits, for example 0812 3456 7890."), "phone")
        return self._international(digits)

    def _international(self, digits: str) -> str:
        if digits.startswith("+") and not digits.startswith("+62"):
            self.doubt = "foreign_phone"
            return self._check_length(digits, 8, 15)
        if digits.startswith("8"):
            self.doubt = "zero_lost"
        number = re.sub(r"\A(?:\+62|0062|62)?0?", "", digits)
        return self._check_length(f"+62{number}", 10, 14)

    def _check_length(self, number: str, shortest: int, longest: int) -> str:
        count = len(number) - 1
        if not shortest <= count <= longest:
            raise ValidationError(
                _("A phone number has %(least)s to %(most)s digits with the country code; this one has %(count)s."),
                "phone",
                {"least": shortest, "most": longest, "count": count},
            )
        return number


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by their keys; what can be no key is refused before it reaches the database."""

    def _check_values(self, value):
        wrong = [key for key in value if not (str(key).isascii() and str(key).isdigit() and len(str(key)) < 19)]
        if wrong:
            raise ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", {"value": str(wrong[0])[:50]}
            )
        return super()._check_values(value)


def spoken(value) -> str:
    """A cleaned value as a person reads it: dates in words, everything else as it is."""
    if isinstance(value, PartialDate):
        return str(value)
    return in_words(value) if hasattr(value, "strftime") else str(value)

"""Model fields that keep their promise by themselves: clean text, sealed values, blind indexes, partial dates."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from wksbm import keyring
from wksbm.dates import Precision
from wksbm.formfields import LineFormField, NameFormField, NoteFormField
from wksbm.text import check_name, clean_line, clean_note


class LineField(models.CharField):
    """One clean line of text (see text.clean_line), normalised wherever it is set or searched."""

    form_field = LineFormField

    def to_python(self, value):
        value = super().to_python(value)
        return clean_line(value) if isinstance(value, str) else value

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": self.form_field} | kwargs)


class NameField(LineField):
    """A person's name as on the identity card, at most 120 characters, no digits."""

    form_field = NameFormField

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"max_length": 120, "validators": [check_name]} | kwargs)


class NoteField(models.TextField):
    """Free text over several lines, at most `max_length` characters (4,000 unless said)."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"max_length": 4000, "blank": True} | kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return clean_note(value) if isinstance(value, str) else value

    def formfield(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 3})
        return super().formfield(**{"form_class": NoteFormField, "widget": widget} | kwargs)


class SealedField(models.TextField):
    """Text that stands encrypted in the table and in its history; an empty value stays empty.

    `purpose` binds the ciphertext to this field. It cannot be searched: put a BlindIndexField beside it.
    """

    def __init__(self, *args, purpose: str = "", **kwargs) -> None:
        self.purpose = purpose
        super().__init__(*args, **{"blank": True} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"purpose": self.purpose}

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return keyring.seal(value, self.purpose) if value else value

    def get_db_converters(self, connection):
        opened = keyring.opener(self.purpose)
        return [lambda value, _expression, _connection: opened(value) if value else value]

    def get_lookup(self, lookup_name):
        if lookup_name in ("isnull",):
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.name} is sealed: search its blind index")


class BlindIndexField(models.CharField):
    """The keyed fingerprint of the field `of`, kept in step on every save; never shown, never in a form."""

    def __init__(self, *args, of: str = "", **kwargs) -> None:
        self.of = of
        super().__init__(*args, **{"max_length": 80, "blank": True, "editable": False} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance, add):
        value = getattr(model_instance, self.of)
        purpose = model_instance._meta.get_field(self.of).purpose
        fingerprint = keyring.blind_index(value, purpose) if value else ""
        setattr(model_instance, self.attname, fingerprint)
        return fingerprint


class PrecisionField(models.CharField):
    """How well the day beside it is known (wksbm.dates.Precision); typed together with it in one form field."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(
            *args,
            **{"max_length": 10, "choices": Precision.choices, "default": Precision.DAY, "editable": False} | kwargs,
        )


class RtRwField(LineField):
    """RT or RW: up to three digits, stored with leading zeros (003). There is no national code for them."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"max_length": 3, "blank": True} | kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        if not value:
            return value
        if not (value.isascii() and value.isdigit() and len(value) <= 3):
            raise ValidationError(_("Write up to three digits, for example 003."), "rt_rw")
        return value.zfill(3)

    def formfield(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3})
        return super().formfield(**{"widget": widget} | kwargs)

"""Several codes in one field (purposes, sources of funds, rights): one line of text, searchable on every database."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class CodesField(models.CharField):
    """A list of codes out of `choices`, in the order of the choices; ",welfare,income," in the table, "" for none.

    `filter(purposes__contains=",income,")` finds one of them, with the same words on SQLite and PostgreSQL.
    """

    def __init__(self, *args, codes: list | None = None, **kwargs) -> None:
        self.codes = codes or []
        super().__init__(*args, **{"max_length": 120, "blank": True, "default": list} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return [code for code in (value or "").split(",") if code]

    def to_python(self, value):
        if isinstance(value, str):
            value = value.split(",")
        order = {code: place for place, (code, _label) in enumerate(self.codes)}
        return sorted({code for code in value or [] if code}, key=lambda code: order.get(code, len(order)))

    def get_prep_value(self, value):
        if isinstance(value, str) and value.startswith(","):
            return value  # a lookup
        known = self.to_python(value)
        return f",{','.join(known)}," if known else ""

    def validate(self, value, model_instance) -> None:
        wrong = set(value or ()) - {code for code, _label in self.codes}
        if wrong:
            raise ValidationError(
                _("%(value)s is not one of the choices.") % {"value": sorted(wrong)[0]}, "invalid_choice"
            )

    def run_validators(self, value) -> None:
        return super().run_validators(self.get_prep_value(value))

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def words(self, value: list[str]) -> list[str]:
        """The labels of these codes; a code that is no longer offered shows itself."""
        labels = dict(self.codes)
        return [str(labels.get(code, code)) for code in value or ()]

    def formfield(self, **kwargs):
        settings = {
            "choices": self.codes,
            "label": kwargs.pop("label", capfirst(self.verbose_name)),
            "help_text": kwargs.pop("help_text", self.help_text),
            "required": False,
            "widget": forms.CheckboxSelectMultiple,
        }
        return forms.MultipleChoiceField(**settings)

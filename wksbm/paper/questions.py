"""The questions of a form as they stand on paper: read from the form itself, so paper and screen never differ."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _

from wksbm.formfields import DayField
from wksbm.forms import WHY

MOST_BOXES = 12  # of more choices one is written on the line


class Question(NamedTuple):
    """`boxes` are choices with whether they are ticked; without boxes the answer goes on `lines` ruled lines.

    A number is written into `digits` squares.
    """

    label: str
    help: str = ""
    boxes: tuple[tuple[str, bool], ...] = ()
    known: str = ""
    lines: int = 1
    is_day: bool = False
    digits: int = 0


def questions_of(form: forms.Form, *, answered: bool, digits: dict[str, int] | None = None) -> list[Question]:
    """In the order of the screen; `answered` gives along what the form's record knows. `digits`: how many, by field."""
    names = [pointer.name for pointer in form.helper.layout.get_field_names()]
    asked = {name: _question(form, name, answered) for name in names if name in form.fields and name != WHY}
    return [question._replace(digits=(digits or {}).get(name, 0)) for name, question in asked.items()]


def _question(form, name: str, answered: bool) -> Question:
    field, value = form.fields[name], form[name].value() if answered else None
    label, hint = str(field.label or ""), str(field.help_text or "")
    label = label[:1].upper() + label[1:]
    if boxes := _boxes(field, value):
        return Question(label, hint, boxes=boxes)
    lines = 3 if isinstance(field.widget, forms.Textarea) else 1
    return Question(label, hint, known=_known(form, name, value), lines=lines, is_day=isinstance(field, DayField))


def _boxes(field, value) -> tuple[tuple[str, bool], ...]:
    chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value]) if one not in (None, "")}
    if isinstance(field, forms.ModelChoiceField) and field.queryset.count() > MOST_BOXES:
        return ()
    choices = list(getattr(field, "choices", None) or getattr(field.widget, "choices", None) or ())
    if isinstance(field, forms.BooleanField) and not choices:
        choices = [("True", _("yes"))]
    options = [(str(code), str(words)) for code, words in choices if str(code) not in ("", "unknown")]
    return tuple((words[:1].upper() + words[1:], code in chosen) for code, words in options)


def _known(form, name: str, value) -> str:
    """A row that is chosen by its key says its name; everything else stands as it would in the field."""
    instance = getattr(form, "instance", None)
    if value is not None and getattr(instance, f"{name}_id", None):
        return str(getattr(instance, name))
    return "" if value is None else str(value)

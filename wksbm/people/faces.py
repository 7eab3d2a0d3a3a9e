"""What a user sees of a person: every value passes the field table here, on screens and in sheets alike."""

from collections.abc import Callable
from operator import attrgetter

from django.utils.formats import date_format

from wksbm.accounts import protected
from wksbm.people.models import Person
from wksbm.people.numbers import mask, mask_phone

FIELD_OF = {
    "full_name": "name",
    "nik": "nik",
    "kk_number": "nik",
    "birth_words": "birth_date",
    "birth_place": "birth_date",
    "phone": "phone",
    "address": "address",
    "guardian": "address",
    "hamlet": "address",
    "rt_rw": "address",
}


def shown(user, person: Person, name: str) -> str:
    """The value of `name` as far as `user` may see it; "" where the table says absent.

    In the place of a person may stand a name that still waits to be matched (members.IdentityMatch).
    """
    if not isinstance(person, Person):
        return _of_a_name(user, person, name)
    return reader(name, user.field_level(FIELD_OF[name], person))(person)


def reader(name: str, level: str) -> Callable[[Person], str]:
    """How `name` is read of a person (or of a row with such attributes) by who sees it at this level."""
    if level == "absent":
        return _nothing
    if level == "full":
        return attrgetter(name)
    get, hide = attrgetter(_BEHIND.get(name, name)), _HIDE[name]
    return lambda person: hide(person, value) if (value := get(person)) else ""


def _of_a_name(user, row, name: str) -> str:
    if name == "full_name":
        return told(user, row, "name")
    field = {"birth_words": "birth_date", "rt_rw": "rt"}.get(name)
    level = protected.level_of(user, row, field) if field else "absent"
    if level == "year":
        return _year(row, "")
    return getattr(row, name) if level == "full" else ""


def told(user, row, field: str) -> str:
    """The value of a field of any record, as far as the field table opens it to `user`."""
    level, value = protected.level_of(user, row, field), getattr(row, field)
    if level == "absent" or value in (None, ""):
        return ""
    if level == "full":
        return str(value)
    hide = _MASKS.get(protected.row_of(protected.label_of(row), field), _blank)
    return hide(str(value))


def _year(person: Person, _value: str) -> str:
    return date_format(person.birth_date, "Y") if person.birth_date else ""


def dots(value: str) -> str:
    return " ".join(word[0] + "•" * 4 for word in value.split())


def _blank(_value: str) -> str:
    return ""


def _nothing(_person: Person) -> str:
    return ""


_BEHIND = {"birth_words": "birth_date"}  # blank together, and nothing to be put into words before it is hidden
_MASKS = {"name": dots, "nik": mask, "phone": mask_phone}
_HIDE = {
    "nik": lambda _person, value: mask(value),
    "kk_number": lambda _person, value: mask(value),
    "full_name": lambda _person, value: dots(value),
    "birth_words": _year,
    "birth_place": lambda _person, _value: "",
    "phone": lambda _person, value: mask_phone(value),
    "address": lambda _person, _value: "",
    "guardian": lambda _person, _value: "",
    "hamlet": lambda _person, _value: "",
    "rt_rw": lambda _person, _value: "",
}

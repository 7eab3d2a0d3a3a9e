"""What a user sees of a person: every value passes the field table here, on screens and in sheets alike."""

from django.utils.formats import date_format

from wksbm.people.models import Person
from wksbm.people.numbers import mask

FIELD_OF = {
    "full_name": "name",
    "nik": "nik",
    "birth_words": "birth_date",
    "birth_place": "birth_date",
    "phone": "phone",
    "address": "address",
    "guardian": "address",
    "hamlet": "address",
}


def shown(user, person: Person, name: str) -> str:
    """The value of `name` as far as `user` may see it; "" where the table says absent."""
    level = user.field_level(FIELD_OF[name], person)
    if level == "absent":
        return ""
    value = getattr(person, name)
    if level == "full" or not value:
        return value
    return _HIDE[name](person, value)


def _year(person: Person, _value: str) -> str:
    return date_format(person.birth_date, "Y") if person.birth_date else ""


def _dots(_person: Person, value: str) -> str:
    return " ".join(word[0] + "•" * 4 for word in value.split())


_HIDE = {
    "nik": lambda _person, value: mask(value),
    "full_name": _dots,
    "birth_words": _year,
    "birth_place": lambda _person, _value: "",
    "phone": lambda _person, value: f"{value[:6]}••••••",
    "address": lambda _person, _value: "",
    "guardian": lambda _person, _value: "",
    "hamlet": lambda _person, _value: "",
}

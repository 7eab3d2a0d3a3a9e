"""The columns about a person that several sheets share; every value passes the field table."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.widgets import DateWidget, IntegerWidget, Widget

from wksbm.accounts import access
from wksbm.dates import PartialDate, Precision
from wksbm.people.faces import shown
from wksbm.people.models import Person
from wksbm.spreadsheets.resource import SheetResource


def may_take_full_nik(user, person: Person | None = None) -> bool:
    """Whether a role of the user (over this person, if one is named) lets full NIKs into a sheet: the Dinas alone."""
    return any(
        access.letter(role, "person", "export") == "A" and access.field_level({role}, "nik") == "reveal"
        for role in user.roles_over(person)
    )


def as_known(day: date | None, precision: str) -> date | str | None:
    """A day that is exactly known as a date, else as it is typed: 2008, ± 1990."""
    if day is None or precision == Precision.DAY:
        return day
    return PartialDate(day, precision).typed()


class ChoiceWidget(Widget):
    """A code by its word."""

    def __init__(self, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.choices = choices

    @cached_property
    def words(self) -> dict[str, str]:
        """Translated once a sheet; Django's get_…_display would do it for every cell."""
        return {code: str(word) for code, word in self.choices}

    def render(self, value, obj=None, **kwargs) -> str:
        return self.words.get(value, value or "")


class PersonColumns(SheetResource):
    """Subclasses say in `person_of` whom a row is about; None leaves the cells blank."""

    name = Field("person__full_name", _("Name"))
    nik = Field("person__nik", _("NIK"))
    sex = Field("person__sex", _("Sex (L/P)"))
    birth_date = Field("person__birth_date", _("Date of birth"), DateWidget("%d/%m/%Y"))
    age = Field(None, _("Age"), IntegerWidget(), readonly=True)
    education = Field("person__education", _("Education"), ChoiceWidget(Person.Education.choices))
    rt = Field("person__rt", _("RT"))
    rw = Field("person__rw", _("RW"))

    def person_of(self, row) -> Person | None:
        return row.person

    def level(self, row, field: str) -> str:
        person = self.person_of(row)
        return self.user.field_level(field, person) if person and self.user else "absent"

    def shown(self, row, name: str) -> str:
        person = self.person_of(row)
        return shown(self.user, person, name) if person and self.user else ""

    def dehydrate_name(self, row) -> str:
        return self.shown(row, "full_name")

    def dehydrate_nik(self, row) -> str:
        person = self.person_of(row)
        if person and self.full_nik and self.user and may_take_full_nik(self.user, person):
            return person.nik
        return self.shown(row, "nik")

    def dehydrate_sex(self, row) -> str:
        return getattr(self.person_of(row), "sex", "")

    def dehydrate_birth_date(self, row) -> date | str | None:
        if self.level(row, "birth_date") != "full":
            return self.shown(row, "birth_words")
        person = self.person_of(row)
        return as_known(person.birth_date, person.birth_date_precision)

    def dehydrate_age(self, row) -> int | None:
        return None if self.level(row, "birth_date") == "absent" else self.person_of(row).age(self.on)

    def dehydrate_education(self, row) -> str:
        return self.fields["education"].widget.render(getattr(self.person_of(row), "education", ""))

    def dehydrate_rt(self, row) -> str:
        return getattr(self.person_of(row), "rt", "")

    def dehydrate_rw(self, row) -> str:
        return getattr(self.person_of(row), "rw", "")

"""The columns about a person that several sheets share; every value passes the field table."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.widgets import DateWidget, IntegerWidget

from wksbm.people.faces import shown
from wksbm.people.models import Person
from wksbm.spreadsheets.columns import ChoiceWidget, as_known, may_take_full_nik
from wksbm.spreadsheets.resource import SheetResource


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
        return self.person_of(row).rt if self.level(row, "address") == "full" else ""

    def dehydrate_rw(self, row) -> str:
        return self.person_of(row).rw if self.level(row, "address") == "full" else ""

"""What somebody writes who exports the sheet of people with django-import-export alone: the same columns and cells."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import DateWidget, IntegerWidget

from wksbm.dates import PartialDate
from wksbm.people.models import Person
from wksbm.people.numbers import mask, mask_phone
from wksbm.people.resources import PersonResource
from wksbm.spreadsheets.columns import ChoiceWidget


class StockPeople(ModelResource):
    """Plain fields; a method only where no plain field tells the cell: what is masked, known by year, or counted."""

    name = Field("full_name", _("Name"))
    nik = Field(None, _("NIK"))
    no_nik_reason = Field("get_no_nik_reason_display", _("Why no NIK"))
    sex = Field("sex", _("Sex (L/P)"))
    birth_date = Field(None, _("Date of birth"), DateWidget("%d/%m/%Y"))
    age = Field(None, _("Age"), IntegerWidget())
    marital_status = Field("get_marital_status_display", _("Marital status"))
    education = Field("get_education_display", _("Education"))
    occupation = Field("occupation", _("Occupation"))
    village_code = Field("village_id", _("Village code"))
    village = Field("village__name", _("Desa or kelurahan"))
    hamlet = Field("hamlet", _("Hamlet"))
    rt = Field("rt", _("RT"))
    rw = Field("rw", _("RW"))
    address = Field("address", _("Address"))
    phone = Field(None, _("Phone"))
    living = Field("get_living_display", _("State of life"))

    class Meta:
        model = Person
        fields = PersonResource._meta.fields

    def __init__(self, on: date) -> None:
        super().__init__()
        self.on = on

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related("village")

    def dehydrate_nik(self, person: Person) -> str:
        return mask(person.nik)

    def dehydrate_phone(self, person: Person) -> str:
        return mask_phone(person.phone) if person.phone else ""

    def dehydrate_birth_date(self, person: Person) -> date | str | None:
        if person.birth_date_precision == "day":
            return person.birth_date
        return PartialDate(person.birth_date, person.birth_date_precision).typed()

    def dehydrate_age(self, person: Person) -> int | None:
        return person.age(self.on)


class LeanStockPeople(StockPeople):
    """The words of choices by a widget of the registry's own, which translates each of them once."""

    no_nik_reason = Field("no_nik_reason", _("Why no NIK"), ChoiceWidget(Person.NoNik.choices))
    marital_status = Field("marital_status", _("Marital status"), ChoiceWidget(Person.Marital.choices))
    education = Field("education", _("Education"), ChoiceWidget(Person.Education.choices))
    living = Field("living", _("State of life"), ChoiceWidget(Person.Living.choices))

"""The sheet of people: one row a person."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from wksbm.people.columns import PersonColumns
from wksbm.people.models import Person
from wksbm.spreadsheets.columns import ChoiceWidget


class PersonResource(PersonColumns):
    no_nik_reason = Field("no_nik_reason", _("Why no NIK"), ChoiceWidget(Person.NoNik.choices))
    marital_status = Field("marital_status", _("Marital status"), ChoiceWidget(Person.Marital.choices))
    occupation = Field("occupation", _("Occupation"))
    village_code = Field("village_id", _("Village code"))
    village = Field("village__name", _("Desa or kelurahan"))
    hamlet = Field("hamlet", _("Hamlet"))
    address = Field("address", _("Address"))
    phone = Field("phone", _("Phone"))
    living = Field("living", _("State of life"), ChoiceWidget(Person.Living.choices))

    class Meta:
        model = Person
        fields = (
            "name",
            "nik",
            "no_nik_reason",
            "sex",
            "birth_date",
            "age",
            "marital_status",
            "education",
            "occupation",
            "village_code",
            "village",
            "hamlet",
            "rt",
            "rw",
            "address",
            "phone",
            "living",
        )

    def filter_export(self, queryset: QuerySet, **kwargs) -> QuerySet:
        return queryset.select_related("village")

    def person_of(self, row: Person) -> Person:
        return row

    def dehydrate_hamlet(self, row: Person) -> str:
        return self.shown(row, "hamlet")

    def dehydrate_address(self, row: Person) -> str:
        return self.shown(row, "address")

    def dehydrate_phone(self, row: Person) -> str:
        return self.shown(row, "phone")

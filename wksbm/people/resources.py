"""The sheet of people: one row a person."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from wksbm.accounts import access
from wksbm.people.columns import PersonColumns, Reader
from wksbm.people.faces import FIELD_OF, reader
from wksbm.people.models import Person
from wksbm.spreadsheets.columns import ChoiceWidget

AT_ONCE = 256  # rows
READ = (
    "pk", "village_id", "village__name", "full_name", "nik", "no_nik_reason", "sex", "birth_date",
    "birth_date_precision", "marital_status", "education", "occupation", "hamlet", "rt", "rw", "address", "phone",
    "living",
)  # fmt: skip


class PersonResource(PersonColumns):
    sheet_code = "people"

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

    def readers(self, roles: frozenset[str]) -> dict[str, Reader]:
        levels = {name: access.field_level(roles, FIELD_OF[name]) for name in ("hamlet", "address", "phone")}
        return super().readers(roles) | {name: reader(name, level) for name, level in levels.items()}

    def rows(self, queryset: QuerySet) -> Iterator[Sequence]:
        """As elsewhere, without making a Person of each row: the columns read a tuple with the same names.

        Neighbours over whom the user has the same roles are read column by column.
        """
        columns = [(self.get_field_name(field), field) for field in self.get_export_fields()]
        in_order: dict[frozenset[str], list[Reader]] = {}
        people = self.iter_queryset(queryset.values_list(*READ, named=True))
        while some := list(islice(people, AT_ONCE)):
            for roles, alike in groupby(some, self.roles_over):
                if roles not in in_order:
                    guarded = self.readers(roles)
                    in_order[roles] = [guarded.get(name) or _plain(field) for name, field in columns]
                alike = list(alike)
                yield from zip(*(map(read, alike) for read in in_order[roles]), strict=True)

    def dehydrate_hamlet(self, row: Person) -> str:
        return self.told(row, "hamlet")

    def dehydrate_address(self, row: Person) -> str:
        return self.told(row, "address")

    def dehydrate_phone(self, row: Person) -> str:
        return self.told(row, "phone")


def _plain(field: Field) -> Reader:
    """A column that the field table does not guard: the attribute, or the word for it."""
    if isinstance(field.widget, ChoiceWidget):
        get, words = attrgetter(field.attribute), field.widget.words
        return lambda row: words.get(value := get(row), value)
    return attrgetter(field.attribute)

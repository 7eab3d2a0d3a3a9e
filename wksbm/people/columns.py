"""The columns about a person that several sheets share; every value passes the field table.

The table is asked once for each set of roles that the user has over people, not for every cell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from operator import attrgetter

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.widgets import DateWidget, IntegerWidget

from wksbm.accounts import access
from wksbm.dates import age_known
from wksbm.people.faces import FIELD_OF, reader
from wksbm.people.models import Person
from wksbm.spreadsheets.columns import ChoiceWidget, as_known, takes_full_nik
from wksbm.spreadsheets.resource import SheetResource
from wksbm.spreadsheets.writing import Cell

Reader = Callable[[Person], Cell]


class PersonColumns(SheetResource):
    """Subclasses say in `person_of` whom a row is about; None leaves the cells blank.

    A subclass with more columns that the field table guards adds them in `readers`.
    """

    name = Field("person__full_name", _("Name"))
    nik = Field("person__nik", _("NIK"))
    sex = Field("person__sex", _("Sex (L/P)"))
    birth_date = Field("person__birth_date", _("Date of birth"), DateWidget("%d/%m/%Y"))
    age = Field(None, _("Age"), IntegerWidget(), readonly=True)
    education = Field("person__education", _("Education"), ChoiceWidget(Person.Education.choices))
    rt = Field("person__rt", _("RT"))
    rw = Field("person__rw", _("RW"))

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self._roles_in: dict[str, frozenset[str]] = {}
        self._readers: dict[frozenset[str], dict[str, Reader]] = {}

    def person_of(self, row) -> Person | None:
        return row.person

    def readers(self, roles: frozenset[str]) -> dict[str, Reader]:
        """How a user with these roles over somebody reads the columns about him or her."""
        levels = {name: access.field_level(roles, field) for name, field in FIELD_OF.items()}
        born, address = levels["birth_words"], levels["address"]
        full_nik = self.full_nik and takes_full_nik(roles)
        words = ChoiceWidget(Person.Education.choices).render  # the sheet may lack the column
        return {
            "name": reader("full_name", levels["full_name"]),
            "nik": attrgetter("nik") if full_nik else reader("nik", levels["nik"]),
            "sex": attrgetter("sex"),
            "birth_date": _birth_date if born == "full" else reader("birth_words", born),
            "age": _unknown if born == "absent" else self._age,
            "education": lambda person: words(person.education),
            "rt": attrgetter("rt") if address == "full" else _blank,
            "rw": attrgetter("rw") if address == "full" else _blank,
        }

    def readers_of(self, person: Person | None) -> dict[str, Reader]:
        if person is None:
            return NOBODY
        roles = self.roles_over(person)
        if roles not in self._readers:
            self._readers[roles] = self.readers(roles)
        return self._readers[roles]

    def roles_over(self, person: Person) -> frozenset[str]:
        """By duties they are the same for a whole village; of a group that the user leads they hang on the person."""
        if self.user is None:
            return frozenset()
        village = person.village_id
        if village in self._roles_in:
            return self._roles_in[village]
        roles = frozenset(self.user.roles_over(_record(person)))
        if not self.user.led_groups:
            self._roles_in[village] = roles
        return roles

    def rows(self, queryset: QuerySet) -> Iterator[list]:
        about = {name for name in self.fields if self._is_told_here(name)}
        columns = [(self.get_field_name(field), self._reader(field)) for field in self.get_export_fields()]
        for row in self.iter_queryset(self.filter_export(queryset)):
            person = self.person_of(row)
            told = self.readers_of(person)
            yield [told[name](person) if name in about else read(row) for name, read in columns]

    def _is_told_here(self, name: str) -> bool:
        own = getattr(PersonColumns, f"dehydrate_{name}", None)
        return own is not None and getattr(type(self), own.__name__) is own

    def told(self, row, column: str) -> Cell:
        person = self.person_of(row)
        return self.readers_of(person)[column](person)

    def dehydrate_name(self, row) -> str:
        return self.told(row, "name")

    def dehydrate_nik(self, row) -> str:
        return self.told(row, "nik")

    def dehydrate_sex(self, row) -> str:
        return self.told(row, "sex")

    def dehydrate_birth_date(self, row) -> date | str | None:
        return self.told(row, "birth_date")

    def dehydrate_age(self, row) -> int | None:
        return self.told(row, "age")

    def dehydrate_education(self, row) -> str:
        return self.told(row, "education")

    def dehydrate_rt(self, row) -> str:
        return self.told(row, "rt")

    def dehydrate_rw(self, row) -> str:
        return self.told(row, "rw")

    def _age(self, person: Person) -> int | None:
        return age_known(person.birth_date, person.birth_date_precision, self.on)


def _record(person) -> Person:
    """The access tables ask for a record; what stands for one (a tuple of its values) would meet all roles there."""
    return person if isinstance(person, Person) else Person(pk=person.pk, village_id=person.village_id)


def _birth_date(person: Person) -> date | str | None:
    return as_known(person.birth_date, person.birth_date_precision)


def _blank(_person: Person | None) -> str:
    return ""


def _unknown(_person: Person | None) -> None:
    return None


NOBODY: dict[str, Reader] = defaultdict(lambda: _blank, age=_unknown)

"""What the page of an import shows of people: their values pass the field table, a NIK never stands there in full."""

from collections.abc import Iterable, Sequence

from wksbm.accounts import protected
from wksbm.people.faces import FIELD_OF, shown
from wksbm.people.models import Person
from wksbm.spreadsheets.engine.rows import SheetRow
from wksbm.spreadsheets.sheet import SheetImport

# Columns whose values hang on another field of a person.
FIELDS = {"village_code": "village", "birth_date": "birth_words"}


class PersonFaces(SheetImport):
    people: dict[int, Person]

    def prepare(self, rows: Sequence[SheetRow]) -> None:
        super().prepare(rows)
        self.people = self.seen([row.pk for row in rows if row.pk])

    def seen(self, numbers: list[int]) -> dict[int, Person]:
        return Person.objects.visible_to(self.user).select_related("village", "household").in_bulk(numbers)

    def current_told(self, row: SheetRow, name: str) -> str:
        person, field = self.people.get(row.pk), FIELDS.get(name, name)
        if person is None:
            return ""
        if field in FIELD_OF:
            return shown(self.user, person, field)
        full = protected.level_of(self.user, person, field) == "full"
        return super().current_told(row, name) if full else ""

    def tell_alike(self, numbers: list[int]) -> Iterable[tuple[int, str, str]]:
        people = self.seen(numbers).values()
        return [(person.pk, self.person_told(person), person.get_absolute_url()) for person in people]

    def person_told(self, person: Person) -> str:
        """Sitti Aminah · 2 Mar 1990 · Biru · RT 003"""
        facts = [shown(self.user, person, name) for name in ("full_name", "birth_words")]
        facts += [person.village.name, shown(self.user, person, "rt_rw")]
        return " · ".join(filter(None, facts))

"""People of whom rows speak that are being written: read at once, and somebody new is one person for all rows."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wksbm.people.models import Person
from wksbm.people.sheet_persons import PersonRules
from wksbm.spreadsheets.engine.rows import SheetRow


class HeldPeople(PersonRules):
    """For a ServiceSheet that notes in `made` whom its rows have registered, by `same_in_file`."""

    def hold_people(self, rows: Iterable[SheetRow]) -> None:
        self.hold(Person.objects.visible_to(self.user), (self.number_of_person(row) for row in rows if row.pk is None))

    def number_of_person(self, row: SheetRow) -> int | None:
        """Of somebody known, or whom a row above has registered."""
        return self.get(row, "person_number") or self.made.get(self.same_in_file(row))

    def held_person(self, row: SheetRow) -> Person:
        """Whom `number_of_person` says. Raises ValidationError."""
        person = self.held_one(Person, self.number_of_person(row))
        if person is None:
            raise ValidationError(_("This person is no longer in your area. Check the file again."))
        return person

    def person_for(self, row: SheetRow) -> Person:
        """The known person, the one whom a row above has registered, or a new one."""
        return self.held_person(row) if self.number_of_person(row) else self.register(row)

    def register(self, row: SheetRow) -> Person:
        person = super().register(row)
        self.held[Person][person.pk] = person
        return person

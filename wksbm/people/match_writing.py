"""Recording what a matched list says: new facts in one COPY, corrected ones in one UPDATE, the person untouched."""

# ruff: noqa: S608 only names of our own tables and columns are put in
from collections.abc import Iterator
from typing import NamedTuple

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from wksbm.accounts.scope import any_of, by_role
from wksbm.people.match_columns import STATUSES
from wksbm.people.match_finding import MatchFinding, beside
from wksbm.people.models import ExternalStatus
from wksbm.spreadsheets.engine.rows import CHANGED
from wksbm.spreadsheets.engine.tables import changed, fill, new_numbers, read, temporary
from wksbm.spreadsheets.engine.writing import Writing

TABLE = ExternalStatus._meta.db_table
COLUMNS = ["id", "version", "person_id", "kind", "value", "source", "edition", "checked_on"]
ASKED = {"number": "integer", "person": "bigint", "kind": "varchar(12)", "edition": "varchar(20)"}
Key = tuple[int, str, str]  # person, kind, edition


class Line(NamedTuple):
    """One fact of a row. `seen` is what stood in the registry when the file was checked, "" for nothing."""

    number: int
    person: int
    kind: str
    edition: str
    value: str
    seen: str

    @property
    def key(self) -> Key:
        return self.person, self.kind, self.edition


class MatchWriting(MatchFinding):
    def write(self, writing: Writing) -> None:
        asked = (line[: len(ASKED)] for line in self.lines(writing))
        with temporary(ASKED, asked, index=["(person)"]) as table:
            reached = self.still_reached(table)
            known = self.known(table)
        self.refuse_what_changed(writing, reached, known)
        self.write_new(writing, known)
        self.write_changed(writing, known)
        writing.written[CHANGED] = sum(1 for _row in writing.rows())

    def lines(self, writing: Writing) -> Iterator[Line]:
        """What is to be recorded, in the order of the file."""
        names = {self.place[name]: kind.value for name, kind in STATUSES.items()}
        for row in writing.rows():
            edition = self.get(row, "edition")
            for place in row.changes:
                if place in names:
                    seen = row.current[place]
                    seen = "" if seen is None else str(seen)
                    yield Line(row.number, row.pk, names[place], edition, str(row.atoms[place]), seen)

    def still_reached(self, table: str) -> set[int]:
        """The rows whose people the user may still change."""
        roles = by_role(self.user, self.reached().model, self.record, "village", "update")
        people = self.reached().filter(any_of(roles.values()))
        rows = beside(people, table, f"{table}.person = people_person.id")
        return set(rows.values_list("sheet_row", flat=True))

    def known(self, table: str) -> dict[Key, tuple[int, int, str]]:
        """Number, version and value of what is recorded by now."""
        sql = f"""
            SELECT s.person_id, s.kind, s.edition, s.id, s.version, s.value FROM {TABLE} s JOIN {table} k
            ON s.person_id = k.person AND s.kind = k.kind AND s.edition = k.edition
        """
        return {tuple(row[:3]): tuple(row[3:]) for row in read(sql)}

    def refuse_what_changed(self, writing: Writing, reached: set[int], known: dict) -> None:
        refused = {}
        for line in self.lines(writing):
            value = known[line.key][2] if line.key in known else ""
            if line.number not in reached:
                refused[line.number] = _("This person is no longer in your area. Check the file again.")
            elif value not in (line.seen, line.value):
                refused[line.number] = _("Something else was recorded in the meantime. Check the file again.")
        for number, text in refused.items():
            writing.refuse(number, text)

    def write_new(self, writing: Writing, known: dict) -> None:
        count = sum(line.key not in known for line in self.lines(writing))
        numbers = new_numbers(ExternalStatus, count)
        new = (line for line in self.lines(writing) if line.key not in known)
        fill(TABLE, COLUMNS, (self.made(pk, line) for pk, line in zip(numbers, new, strict=True)))
        new = (line for line in self.lines(writing) if line.key not in known)
        writing.note(ExternalStatus, ((pk, line.number, True, 1) for pk, line in zip(numbers, new, strict=True)))
        writing.add_history(ExternalStatus, created=True)

    def made(self, pk: int, line: Line) -> tuple:
        return pk, 1, line.person, line.kind, line.value, self.source, line.edition, self.day

    def write_changed(self, writing: Writing, known: dict) -> None:
        corrected = [
            (line.number, *known[line.key][:2], line.value)
            for line in self.lines(writing)
            if line.key in known and known[line.key][2] != line.value
        ]
        types = {"number": "integer", "pk": "bigint", "seen": "integer", "value": "varchar(60)"}
        with temporary(types, corrected, index=["(pk)"]) as table:
            day = "CAST(%s AS date)" if connection.vendor == "postgresql" else "%s"
            sql = f"""
                UPDATE {TABLE} AS s SET value = {table}.value, source = %s, checked_on = {day}, version = s.version + 1
                FROM {table} WHERE s.id = {table}.pk AND s.version = {table}.seen
            """
            if changed(sql, [self.source, self.day]) != len(corrected):
                raise IntegrityError("changed since we looked")  # the whole writing looks again
        writing.note(ExternalStatus, ((pk, number, False, version + 1) for number, pk, version, _value in corrected))
        writing.add_history(ExternalStatus, created=False)

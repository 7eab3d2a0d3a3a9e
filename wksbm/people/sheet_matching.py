"""Whom a row of a sheet is about: by number in the registry, by NIK, or by name, birthday and village together.

Only people whom the user sees count: a NIK that somebody elsewhere has is answered like a new one.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from operator import itemgetter

from django.utils.translation import gettext as _

from wksbm import keyring
from wksbm.dates import Precision
from wksbm.people.models import Person
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.recognising import Finding, SetSheet
from wksbm.spreadsheets.engine.rows import SKIP, SheetRow
from wksbm.spreadsheets.engine.tables import read
from wksbm.text import name_key

MATCH, TWICE, NEAR, NONE = "match", "twice", "near", "none"
LEAST_LIKE = 0.5
FETCHED = 2_000
# What of a person is compared with the cells; the order is that of the query.
FACTS = (
    "pk", "version", "full_name", "sex", "birth_place", "birth_date", "birth_date_precision", "marital_status",
    "education", "occupation", "phone", "village_id", "hamlet", "rt", "rw", "address", "guardian", "living",
    "no_nik_reason", "nik_index", "household__kk_index",
)  # fmt: skip
PLAIN = (
    "full_name", "sex", "birth_place", "marital_status", "education", "occupation", "phone", "hamlet", "rt", "rw",
    "address", "guardian", "living",
)  # fmt: skip


class PersonMatching(SetSheet):
    key_types = {
        "number": "integer", "pk": "bigint", "nik": "varchar(80)", "name_key": "varchar(150)", "birth": "date",
        "initial": "varchar(1)", "village": "varchar(13)", "same": "varchar(240)",
    }  # fmt: skip
    key_index = ("nik", "birth")

    def keys_of(self, row: SheetRow) -> Iterable[Sequence]:
        if row.faults or row.decided == SKIP:
            return
        pk = int(row.decided) if row.decided.isdigit() else self.get(row, "number")
        nik, key = self.get(row, "nik"), name_key(self.get(row, "full_name") or "")[:150]
        birth, village = self.get(row, "birth_date"), self.get(row, "village_code")
        exact = birth if birth and len(birth) == 10 else None
        prints = keyring.blind_indexes(nik, "person.nik") if nik else [None]
        named = f"{key}|{exact}|{village}" if exact else None
        same = f"#{pk}" if pk else prints[0] or named
        for fingerprint in prints:
            yield row.number, pk, fingerprint, key, exact, key[:1], village, same

    def findings(self, table: str) -> list[Iterable[Finding]]:
        return [self.twice(table), self.matches(table), self.near(table)]

    def people(self, table: str, where: str, facts: Sequence[str] = FACTS) -> Iterator[tuple]:
        """People whom the user sees beside the rows of the table, in the order of the rows."""
        rows = Person.objects.visible_to(self.user).extra(  # noqa: S610 names of our own tables only
            tables=[table], where=[where], select={"sheet_row": f"{table}.number"}, order_by=["sheet_row", "id"]
        )
        yield from rows.values_list("sheet_row", *facts).iterator(chunk_size=FETCHED)

    def matches(self, table: str) -> Iterator[Finding]:
        """By number; else by NIK; else, where the row has no NIK, by name, birthday and village."""
        # Three queries, each with its index: joined by OR, they would read the whole table for every row.
        by_number = f"{table}.pk = people_person.id"
        by_nik = f"{table}.pk IS NULL AND {table}.nik = people_person.nik_index"
        by_name = (
            f"{table}.pk IS NULL AND {table}.nik IS NULL AND {table}.birth = people_person.birth_date"
            f" AND {table}.name_key = people_person.name_key AND {table}.village = people_person.village_id"
            f" AND people_person.birth_date_precision = '{Precision.DAY}'"
        )
        found = merge(*(self.people(table, where) for where in (by_number, by_nik, by_name)), key=itemgetter(0))
        return ((row[0], MATCH, row[1:]) for row in found)

    def near(self, table: str) -> Iterator[Finding]:
        """The same birthday and first letter, a similar name, and not two different NIKs."""
        alike = f"""
            {table}.pk IS NULL AND {table}.birth = people_person.birth_date
            AND {table}.initial = substr(people_person.name_key, 1, 1)
            AND similarity(people_person.name_key, {table}.name_key) >= {LEAST_LIKE} AND
        """
        ways = (f"{table}.nik IS NULL", f"{table}.nik IS NOT NULL AND people_person.nik_index = ''")
        found = merge(*(self.people(table, alike + way, ["pk"]) for way in ways), key=itemgetter(0))
        return ((number, NEAR, pk) for number, pk in found)

    def twice(self, table: str) -> Iterator[Finding]:
        """Rows of the file that speak of somebody who stands further up already."""
        first = f"SELECT number, min(number) OVER (PARTITION BY same) AS first FROM {table} WHERE same IS NOT NULL"  # noqa: S608
        sql = f"SELECT number, first FROM ({first}) AS rows WHERE number > first ORDER BY number"  # noqa: S608
        return ((number, TWICE, first) for number, first in read(sql))

    def take(self, row: SheetRow, findings: list[Finding]) -> None:
        repeated = next((found[2] for found in findings if found[1] == TWICE), None)
        if repeated is not None:
            text = _("The same person stands in row %(row)s already. Leave one of the two out.")
            self.fault(row, "", "twice", text % {"row": repeated})
            return
        people = {found[2][0]: found[2] for found in findings if found[1] == MATCH}
        if len(people) == 1:
            self.is_about(row, dict(zip(FACTS, next(iter(people.values())), strict=True)))
        elif not row.decided:
            row.near = sorted({*people, *(found[2] for found in findings if found[1] == NEAR)})

    def recognise(self, rows, store):
        """Also: what is lacking of somebody new, and a number that belongs to nobody whom the user sees."""
        number_at, self.spoken_of = self.place["number"], Numbers()
        for row in super().recognise(rows, store):
            if row.pk is None and row.decided != SKIP:
                self.check_new(row)
                if row.atoms[number_at] and not row.faults:
                    text = _("There is no such number among the people of your area. Clear this cell for somebody new.")
                    self.fault(row, "number", "unknown_number", text)
            yield row

    def check_new(self, row: SheetRow) -> None:
        """Subclasses say what must be known of somebody new."""

    def is_about(self, row: SheetRow, facts: dict) -> None:
        row.pk, row.version, row.near = facts["pk"], facts["version"], []
        row.current = self.atoms_of(row, facts)
        if facts["nik_index"] and self.get(row, "nik") and self.get(row, "nik") != row.current[self.place["nik"]]:
            text = _("This person is registered with another NIK. Compare with the card, and correct it on the person's page.")  # fmt: skip  # noqa: E501
            self.fault(row, "nik", "other_nik", text)
        if facts["nik_index"]:
            self.put(row, "no_nik_reason", None)
        if not row.faults and not self.spoken_of.add(row.pk):
            text = _("The same person stands further up in this file already. Leave one of the two out.")
            self.fault(row, "", "twice", text)

    def atoms_of(self, row: SheetRow, facts: dict) -> list[Atom]:
        """The person as the cells would say it. Numbers are compared by fingerprint: equal ones take the row's own."""
        atoms = [None] * len(self.columns)
        for name in PLAIN:
            atoms[self.place[name]] = facts[name] or None
        nik, kk = self.get(row, "nik"), self.get(row, "kk_number")
        precise = facts["birth_date_precision"] == Precision.DAY
        born = facts["birth_date"] and facts["birth_date"].isoformat()
        atoms[self.place["birth_date"]] = born if precise or not born else f"{born}|{facts['birth_date_precision']}"
        atoms[self.place["number"]] = facts["pk"]
        atoms[self.place["village_code"]] = facts["village_id"]
        atoms[self.place["no_nik_reason"]] = facts["no_nik_reason"] or None
        atoms[self.place["nik"]] = same_number(nik, facts["nik_index"], "person.nik")
        atoms[self.place["kk_number"]] = same_number(kk, facts["household__kk_index"], "household.kk_number")
        return atoms


def same_number(number: str | None, index: str | None, purpose: str) -> str | None:
    """The number itself where the fingerprint is its own; "" for another one, None where there is none."""
    if not index:
        return None
    return number if number and index in keyring.blind_indexes(number, purpose) else ""


class Numbers:
    """A set of many numbers, mostly near each other, in a bit each."""

    def __init__(self) -> None:
        self.pieces: dict[int, int] = {}

    def add(self, number: int) -> bool:
        """Whether it is new."""
        piece, bit = number >> 6, 1 << (number & 63)
        known = self.pieces.get(piece, 0)
        self.pieces[piece] = known | bit
        return not known & bit

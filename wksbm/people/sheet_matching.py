"""Whom a row of a sheet is about: by number in the registry, by NIK, or by name, birthday and village together.

Only people whom the user sees count: a NIK that somebody elsewhere has is answered like a new one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from heapq import merge
from itertools import repeat
from operator import itemgetter

from django.core.exceptions import EmptyResultSet
from django.utils.translation import gettext as _

from wksbm import keyring
from wksbm.dates import Precision
from wksbm.people.models import Person
from wksbm.people.sheet_crowds import LEAST_LIKE, Crowds
from wksbm.people.sheet_undated import undated
from wksbm.spreadsheets.above import ABOVE
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.columns import Columns
from wksbm.spreadsheets.engine.recognising import Finding, SetSheet
from wksbm.spreadsheets.engine.rows import OTHER, SKIP, SheetRow
from wksbm.spreadsheets.engine.tables import found_by, read
from wksbm.text import name_key, name_keys

MATCH, TWICE, NEAR = "match", "twice", "near"
# What of a person is compared with the cells; the order is that of the query.
FACTS = (
    "pk", "version", "full_name", "sex", "birth_place", "born", "birth_date_precision", "marital_status",
    "education", "occupation", "phone", "village_id", "hamlet", "rt", "rw", "address", "guardian", "living",
    "no_nik_reason", "nik_index", "household__kk_index",
)  # fmt: skip
BORN, NIK_INDEX, KK_INDEX = map(FACTS.index, ("born", "nik_index", "household__kk_index"))
# Column → fact
COMPARED = {fact: fact for fact in FACTS} | {"number": "pk", "village_code": "village_id", "birth_date": "born"}
KEYS = ("number", "nik", "full_name", "birth_date", "village_code")  # columns by which a row is recognised
DAY = Precision.DAY.value
# Found by village and name: with a bare birth_date all people would be read of a birthday that many share.
SAME_NAME = (
    "{k}.pk IS NULL AND {k}.nik IS NULL AND {k}.village = people_person.village_id"
    " AND {k}.name_key = people_person.name_key"
    " AND {k}.birth = COALESCE(people_person.birth_date, people_person.birth_date)"
    f" AND people_person.birth_date_precision = '{DAY}'"
)
NOTHING = (None,)


class PersonMatching(SetSheet):
    key_types = {
        "number": "integer", "pk": "bigint", "nik": "varchar(80)", "name_key": "varchar(150)", "birth": "date",
        "year": "varchar(4)", "village": "varchar(13)", "same": "varchar(240)",
    }  # fmt: skip
    # Every way has an index on both sides: a database that knows little of its people may begin with either.
    key_index = (found_by("nik", "number"), "(pk) WHERE pk IS NOT NULL", "(birth, name_key)")

    def keys_of_plain(self, columns: Columns) -> Iterable[Sequence]:
        facts = (columns.plain(columns.atoms[self.place[name]]) for name in KEYS)
        pks, niks, names, births, villages = map(list, facts)
        prints = self.prints(niks)
        columns.mark(prints[0])
        same = [f"#{pk}" if pk else None for pk in pks]
        keys, nothing = name_keys(names, 150), repeat(None)
        for under_one_key in prints:
            numbers = columns.plain(columns.numbers)
            yield from zip(numbers, pks, under_one_key, keys, births, nothing, villages, same, strict=False)

    def keys_of(self, rows: Iterable[SheetRow]) -> Iterable[Sequence]:
        facts, indexes = itemgetter(*map(self.place.get, KEYS)), self.indexes
        for row in rows:
            if row.faults or row.decided == SKIP:
                continue
            pk, nik, name, birth, village = facts(row.atoms)
            if row.decided:
                pk = int(row.decided) if row.decided.isdigit() else pk
            key, exact, year = name_key(name or "")[:150], birth, None
            if birth and len(birth) != 10:
                exact, year = None, birth[:4]
            if nik and row.decided == OTHER:
                exact = None  # nobody of this name is meant
            same = f"#{pk}" if pk else None if nik else f"{key}|{exact}|{village}" if exact else self.all_of(row)
            prints = NOTHING
            if nik:
                prints = indexes(nik)
                row.mark = prints[0]
            for fingerprint in prints:
                yield row.number, pk, fingerprint, key, exact, year, village, same

    def all_of(self, row: SheetRow) -> str:
        """Equal for two rows that say the same in every cell: without NIK and day, names alone may be two people's."""
        at = self.place["full_name"]
        name = " ".join((row.atoms[at] or "").casefold().split())
        return f"{name}|{hash((*row.atoms[:at], *row.atoms[at + 1 :]))}"

    @cached_property
    def prints(self) -> Callable[[Sequence[str]], list[list[str]]]:
        """The fingerprints of NIKs, under one key after the other."""
        return keyring.indexer("person.nik")

    def indexes(self, nik: str) -> list[str]:
        """The fingerprints of one NIK."""
        return [found for (found,) in self.prints([nik])]

    def indexes_of(self, row: SheetRow, nik: str) -> Sequence[str]:
        """The fingerprints of a row's NIK; reckoned anew only when the ring of keys has changed since the check."""
        return (row.mark,) if keyring.is_only_key(row.mark) else self.indexes(nik)

    def findings(self, table: str) -> list[Iterable[Finding]]:
        return [self.twice(table), self.matches(table), self.near(table)]

    def people(self, table: str, where: str, facts: Sequence[str] = FACTS) -> Iterator[tuple]:
        """People whom the user sees beside the rows of the table, in the order of the rows, as the database says.

        `facts` are columns of the query; `born` is the birthday as text, as cells say it.
        """
        own = {"sheet_row": f"{table}.number", "born": "CAST(people_person.birth_date AS text)"}
        rows = Person.objects.visible_to(self.user).extra(  # noqa: S610 names of our own tables only
            tables=[table], where=[where], select=own, order_by=["sheet_row"]
        )
        with suppress(EmptyResultSet):
            yield from read(*rows.values_list("sheet_row", *facts).query.sql_with_params())

    def matches(self, table: str) -> Iterator[Finding]:
        """By number; else by NIK; else, where the row has no NIK, by name, birthday and village."""
        # Three queries, each with its index: joined by OR, they would read the whole table for every row.
        by_number = f"{table}.pk = people_person.id"
        by_nik = f"{table}.pk IS NULL AND {table}.nik = people_person.nik_index"
        by_name = SAME_NAME.format(k=table)
        found = merge(*(self.people(table, where) for where in (by_number, by_nik, by_name)), key=itemgetter(0))
        return ((row[0], MATCH, row[1:]) for row in found)

    def near(self, table: str) -> Iterator[Finding]:
        """The same birthday and first letter, a similar name; or the same name in the village, where one of the two
        does not know the day. Never two different NIKs."""
        people = Person.objects.visible_to(self.user)
        crowds = Crowds(people, table)
        alike = f"""
            {crowds.left_out} AND {table}.pk IS NULL AND {table}.birth = people_person.birth_date
            AND substr({table}.name_key, 1, 1) = substr(people_person.name_key, 1, 1)
            AND similarity(people_person.name_key, {table}.name_key) >= {LEAST_LIKE} AND
        """
        ways = (f"{table}.nik IS NULL", f"{table}.nik IS NOT NULL AND people_person.nik_index = ''")
        by_birth = (self.people(table, alike + way, ["pk"]) for way in ways)
        found = merge(crowds.near(), undated(people, table), *by_birth, key=itemgetter(0))
        return ((number, NEAR, pk) for number, pk in found)

    def twice(self, table: str) -> Iterator[Finding]:
        """Rows of the file that speak of somebody who stands there already: the later of two equal numbers, names or
        NIKs, and the one without NIK of two equal names."""
        sql = " UNION ".join(
            f"SELECT k.number, f.first FROM {table} k JOIN (SELECT {key}, min(number) AS first FROM {table}"  # noqa: S608
            f" WHERE {key} IS NOT NULL GROUP BY {key} HAVING count(*) > 1) f"
            f" ON f.{key} = k.{key} WHERE k.number > f.first"
            for key in ("nik", "same")
        )
        sql += (
            f" UNION SELECT k.number, min(f.number) FROM {table} k JOIN {table} f"  # noqa: S608
            " ON f.birth = k.birth AND f.name_key = k.name_key AND f.village = k.village"
            " WHERE k.nik IS NULL AND k.pk IS NULL AND f.nik IS NOT NULL AND f.pk IS NULL GROUP BY k.number"
        )
        return ((number, TWICE, first) for number, first in read(f"{sql} ORDER BY 1, 2"))

    def take(self, row: SheetRow, findings: list[Finding]) -> None:
        repeated = next((found[2] for found in findings if found[1] == TWICE), None)
        if repeated is not None:
            text = _("The same person stands in row %(row)s already. Leave one of the two out.")
            self.fault(row, "", "twice", text % {"row": repeated})
            return
        people = {found[2][0]: found[2] for found in findings if found[1] == MATCH}
        if len(people) == 1:
            self.is_about(row, *people.values())
        elif not row.decided:
            row.near = sorted({*people, *(found[2] for found in findings if found[1] == NEAR)})

    def recognise(self, blocks, store):
        """Also: what is lacking of somebody new, and a number that belongs to nobody whom the user sees.

        A wrong row with a number was not looked up: it is not asked for what somebody new has to have."""
        number_at, self.spoken_of = self.place["number"], Numbers()
        for rows in super().recognise(blocks, store):
            for row in rows if rows.__class__ is list else ():
                if row.pk is None and row.decided != SKIP:
                    if not (row.faults and row.atoms[number_at]):
                        self.check_new(row)
                    if row.atoms[number_at] and not row.faults:
                        text = _("There is no such number among the people of your area. Clear this cell for somebody new.")  # fmt: skip  # noqa: E501
                        self.fault(row, "number", "unknown_number", text)
            yield rows

    def check_new(self, row: SheetRow) -> None:
        """Subclasses say what must be known of somebody new."""

    def is_about(self, row: SheetRow, facts: tuple) -> None:
        """`facts` of the person stand in the order of FACTS. Of whom the row says nothing new, nothing is kept."""
        row.pk, row.version = facts[:2]
        row.current, nik = self.atoms_of(row, facts), self.place["nik"]
        if row.near:
            row.near = ()
        if facts[NIK_INDEX]:
            if row.atoms[nik] and row.atoms[nik] != row.current[nik]:
                text = _("This person is registered with another NIK. Compare with the card, and correct it on the person's page.")  # fmt: skip  # noqa: E501
                self.fault(row, "nik", "other_nik", text)
            self.put(row, "no_nik_reason", None)
        if not row.faults and not self.spoken_of.add(row.pk):
            text = _("The same person stands further up in this file already. Leave one of the two out.")
            self.fault(row, "", "twice", text)
        if not row.changes:
            del row.current

    def atoms_of(self, row: SheetRow, facts: tuple) -> list[Atom]:
        """The person as the cells would say it. Numbers are compared by fingerprint: equal ones take the row's own."""
        atoms: list = list(self.in_columns((*facts, None)))
        born, precision, nik, kk = facts[BORN], facts[BORN + 1], self.place["nik"], self.place["kk_number"]
        if born and precision != DAY:
            atoms[self.place["birth_date"]] = f"{born}|{precision}"
        if index := facts[NIK_INDEX]:
            same = row.atoms[nik] and (index == row.mark or index in self.indexes(row.atoms[nik]))
            atoms[nik] = row.atoms[nik] if same else ""
        if index := facts[KK_INDEX]:
            number = row.atoms[kk]
            same = number and index in keyring.blind_indexes(number, "household.kk_number")
            atoms[kk] = number if same else ""
        for place in self.said_above:
            atoms[place] = row.atoms[place]
        return atoms

    @cached_property
    def said_above(self) -> list[int]:
        """Where cells only tell villages apart: nothing of a person stands there."""
        return [self.place[name] for name in ABOVE]

    @cached_property
    def in_columns(self) -> itemgetter:
        """Of (*facts, None) what is compared as it stands, in the order of the columns; None for the others."""
        return itemgetter(*(FACTS.index(COMPARED[name]) if name in COMPARED else len(FACTS) for name in self.columns))


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

"""Whom a row of somebody else's list is about: by NIK, else by name and birth date, inside the user's area alone. Where
list or registry knows no more than the year, whoever has the name and was born in it may be meant: that is asked.

A row of nobody there is unknown, whether or not the person is registered elsewhere: the same questions are asked and
the same is answered.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wksbm import keyring
from wksbm.accounts.scope import any_of, by_role
from wksbm.dates import Precision
from wksbm.people.match_columns import ELSEWHERE, STATUSES
from wksbm.people.models import ExternalStatus, Person
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.recognising import Finding, SetSheet
from wksbm.spreadsheets.engine.rows import OTHER, SKIP, SheetRow
from wksbm.spreadsheets.engine.tables import read
from wksbm.spreadsheets.places import BETWEEN
from wksbm.text import name_key

TWICE, SURE, NAMED, DATED, RECORDED = "twice", "sure", "named", "dated", "recorded"
FACTS = ("pk", "full_name", "birth_date", "birth_date_precision", "village_id", "nik_index", "living")
# Rows whose NIKs differ in the last four digits alone: of one sex, district and birthday. Where birthdays were never
# written down, offices put the first of July, and dozens share it; more than these are tries, not people.
MOST_ALIKE = 100
MOST_NEAR = 20  # people who are asked about in a row
FETCHED = 2_000
LONGEST_SAME = 320  # many villages may share a name
SIGNS = str.maketrans("", "", ".,'’`-")


class MatchFinding(SetSheet):
    key_types = {
        "number": "integer", "pk": "bigint", "nik": "varchar(80)", "name_key": "varchar(150)", "birth": "date",
        "since": "date", "until": "date", "village": "varchar(13)", "edition": "varchar(20)",
        "same": f"varchar({LONGEST_SAME})",
    }  # fmt: skip
    key_index = ("(nik)", "(pk)", "(name_key, birth)")

    def recognise(self, blocks, store):
        """Also: whoever is nobody here is unknown; numbers that were only tried are refused."""
        self.alike: Counter[str] = Counter()
        self.taken: dict[int, int] = {}
        for rows in super().recognise(blocks, store):
            for row in rows:
                row.unknown = True
                if not row.faults and self.alike[self.beginning(row)] > MOST_ALIKE:
                    row.pk, row.near, row.differs = None, [], {}
                    text = _("More than %(most)s rows have almost the same NIK. A list does not look like this.")
                    self.fault(row, "nik", "tried", text % {"most": MOST_ALIKE})
            yield rows

    def beginning(self, row: SheetRow) -> str:
        return (self.get(row, "nik") or "")[:12]

    def village_of(self, row: SheetRow) -> tuple[str, str]:
        """The column that names the village, and what it says; "" where none does."""
        column = "village_code" if self.get(row, "village_code") else "village"
        return column, self.get(row, column) or ""

    def keys_of(self, rows: list[SheetRow]) -> Iterable[Sequence]:
        return chain.from_iterable(map(self.keys_of_one, rows))

    def keys_of_one(self, row: SheetRow) -> Iterable[Sequence]:
        if row.faults or row.decided in (SKIP, OTHER):
            return
        nik, birth, village = self.get(row, "nik"), self.get(row, "birth_date"), self.village_of(row)[1]
        key = name_key(self.get(row, "full_name") or "")[:150] or None
        born = birth if birth and not village.startswith(ELSEWHERE) else ""
        year = (f"{born[:4]}-01-01", f"{born[:4]}-12-31") if born else (None, None)
        dates = (born if len(born) == 10 else None, *year)
        prints = keyring.blind_indexes(nik, "person.nik") if nik else [None]
        if nik:
            self.alike[self.beginning(row)] += 1
        pk = int(row.decided) if row.decided.isdigit() else None
        where = None if not village or BETWEEN in village or village.startswith(ELSEWHERE) else village
        same = prints[0] or (f"#{pk}" if pk else f"{key}|{birth}|{village}"[:LONGEST_SAME])
        for fingerprint in prints:
            yield row.number, pk, fingerprint, key, *dates, where, self.get(row, "edition"), same

    def findings(self, table: str) -> list[Iterable[Finding]]:
        return [
            self.twice(table),
            *(self.people(table, where, SURE) for where in self.sure(table)),
            self.people(table, self.named(table), NAMED),
            self.people(table, self.dated(table), DATED),
            *(self.recorded(table, where) for where in (*self.sure(table), self.named(table))),
        ]

    def sure(self, table: str) -> list[str]:
        """As the user said, and by NIK. Each way has a query of its own: joined by OR they would use no index."""
        by_nik = f"{table}.pk IS NULL AND {table}.nik = people_person.nik_index"
        return [f"{table}.pk = people_person.id", by_nik]

    def named(self, table: str) -> str:
        """By name and birth date, in the village if the row names one."""
        exact = f"people_person.birth_date_precision = '{Precision.DAY}'"
        return f"{table}.birth = people_person.birth_date AND {exact} AND {self.so_called(table)}"

    def dated(self, table: str) -> str:
        """By name and year, where one of the two knows no day."""
        inexact = f"({table}.birth IS NULL OR people_person.birth_date_precision <> '{Precision.DAY}')"
        year = f"people_person.birth_date BETWEEN {table}.since AND {table}.until"
        return f"{year} AND {inexact} AND {self.so_called(table)}"

    def so_called(self, table: str) -> str:
        return (
            f"{table}.pk IS NULL AND {table}.name_key = people_person.name_key"
            f" AND ({table}.village IS NULL OR {table}.village = people_person.village_id)"
        )

    def reached(self) -> QuerySet[Person]:
        """The people whom the user may take out in a sheet."""
        roles = by_role(self.user, Person, self.record, "village", self.action)
        return Person.objects.visible_to(self.user).filter(any_of(roles.values()))

    def people(self, table: str, where: str, how: str) -> Iterator[Finding]:
        rows = beside(self.reached(), table, where).values_list("sheet_row", *FACTS)
        return ((found[0], how, found[1:]) for found in rows.iterator(chunk_size=FETCHED))

    def recorded(self, table: str, where: str) -> Iterator[Finding]:
        """What is recorded already of this edition."""
        where = f"{where} AND {table}.edition = people_externalstatus.edition"
        statuses = ExternalStatus.objects.visible_to(self.user)  # joined with people by its scope
        rows = beside(statuses, table, where).values_list("sheet_row", "person", "kind", "value")
        return ((found[0], RECORDED, found[1:]) for found in rows.iterator(chunk_size=FETCHED))

    def twice(self, table: str) -> Iterator[Finding]:
        """Rows that stand further up already."""
        first = f"SELECT number, min(number) OVER (PARTITION BY same) AS first FROM {table}"  # noqa: S608
        sql = f"SELECT DISTINCT number, first FROM ({first}) AS rows WHERE number > first ORDER BY number"  # noqa: S608
        return ((number, TWICE, first) for number, first in read(sql))

    def take(self, row: SheetRow, findings: list[Finding]) -> None:
        repeated = next((found[2] for found in findings if found[1] == TWICE), None)
        sure = self.found(findings, SURE)
        if repeated is None and len(sure) == 1:
            repeated = self.is_about(row, next(iter(sure.values())), findings)
        elif repeated is None and not sure:
            repeated = self.by_name(row, findings)
        elif repeated is None:
            row.near = sorted(sure)
        if repeated is not None:
            text = _("The same person stands in row %(row)s already. Leave one of the two out.")
            self.fault(row, "", "twice", text % {"row": repeated})

    def found(self, findings: list[Finding], how: str) -> dict[int, dict]:
        people = (dict(zip(FACTS, found[2], strict=True)) for found in findings if found[1] == how)
        return {person["pk"]: person for person in people}

    def by_name(self, row: SheetRow, findings: list[Finding]) -> int | None:
        """Who has another NIK, or only the year in common, may only be similar."""
        named, dated = (self.there(row, findings, how) for how in (NAMED, DATED))
        if self.get(row, "nik"):
            fitting, dated = ({pk: one for pk, one in them.items() if not one["nik_index"]} for them in (named, dated))
        else:
            fitting = named
        if len(fitting) == 1:
            return self.is_about(row, next(iter(fitting.values())), findings)
        row.near = sorted(fitting or named or dated)[:MOST_NEAR]
        return None

    def there(self, row: SheetRow, findings: list[Finding], how: str) -> dict[int, dict]:
        """Those found so who live in one of the villages that the row names."""
        villages = self.village_of(row)[1].split(BETWEEN)
        found = self.found(findings, how)
        return {pk: one for pk, one in found.items() if villages == [""] or one["village_id"] in villages}

    def is_about(self, row: SheetRow, person: dict, findings: list[Finding]) -> int | None:
        """Notes whom the row is about; the number of an earlier row about the same person, if there is one."""
        earlier = self.taken.setdefault(person["pk"], row.number)
        if earlier != row.number:
            return earlier
        row.pk = person["pk"]
        row.current = list(row.atoms)
        for name in STATUSES:
            row.current[self.place[name]] = None
        of_kind = {kind: name for name, kind in STATUSES.items()}
        for _number, how, found in findings:
            if how == RECORDED and found[0] == row.pk:
                name = of_kind[found[1]]
                row.current[self.place[name]] = int(found[2]) if name == "desil" else found[2]
        self.compare(row, person)
        return None

    def compare(self, row: SheetRow, person: dict) -> None:
        """What the list says otherwise than the registry; a blank cell says nothing."""
        name, born = self.get(row, "full_name"), birth_atom(person)
        column, village = self.village_of(row)
        if name and folded(name) != folded(person["full_name"]):
            row.differ(self.place["full_name"], person["full_name"])
        if self.get(row, "birth_date") not in (None, born):
            row.differ(self.place["birth_date"], born)
        if village and person["village_id"] not in village.split(BETWEEN):
            row.differ(self.place[column], person["village_id"])
        if person["living"] != Person.Living.ALIVE:
            self.doubt(row, "full_name", person["living"])


def beside(queryset: QuerySet, table: str, where: str) -> QuerySet:
    """The rows beside those of the table of keys, in their order."""
    return queryset.extra(  # noqa: S610 names of our own tables only
        tables=[table], where=[where], select={"sheet_row": f"{table}.number"}, order_by=["sheet_row"]
    )


def birth_atom(person: dict) -> Atom:
    day, precision = person["birth_date"], person["birth_date_precision"]
    if day is None:
        return None
    return day.isoformat() if precision == Precision.DAY else f"{day.isoformat()}|{precision}"


def folded(name: str) -> str:
    """A name as it is compared: capital letters, points and the number of blanks say nothing."""
    return " ".join(name.translate(SIGNS).casefold().split())

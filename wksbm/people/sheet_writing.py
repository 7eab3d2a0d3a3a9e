"""Bringing people in by sets: new ones in one COPY, changed ones in one UPDATE, their households before them."""

# ruff: noqa: S608 only names of our own tables and columns are put in
import json
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache

from django.db import connection
from django.utils.translation import gettext as _

from wksbm import keyring, name_index
from wksbm.dates import Precision
from wksbm.people.models import Household, Person
from wksbm.people.sheet_matching import SAME_NAME, PersonMatching
from wksbm.people.sheet_undated import undated
from wksbm.spreadsheets.engine.rows import CHANGED, NEW, SheetRow
from wksbm.spreadsheets.engine.tables import changed, changed_numbers, fill, new_numbers, read, temporary
from wksbm.spreadsheets.engine.writing import Writing
from wksbm.text import name_key

NIK, KK = "person.nik", "household.kk_number"
TEXTS = (
    "full_name", "sex", "birth_place", "marital_status", "education", "occupation", "phone", "hamlet", "rt", "rw",
    "address", "guardian",
)  # fmt: skip
# Columns of a changed person that a cell may set; blank cells (NULL) leave what is there.
SET = (
    *TEXTS, "living", "village_id", "birth_date", "birth_date_precision", "name_key", "nik", "nik_index",
    "nik_conflict", "no_nik_reason", "household_id", "doubts",
)  # fmt: skip
# What rows say of somebody whom they register; `pk` stays empty.
TAKEN = {
    "number": "integer", "pk": "bigint", "nik": "varchar(80)", "name_key": "varchar(150)", "birth": "date",
    "year": "varchar(4)", "village": "varchar(13)",
}  # fmt: skip
LOCK, LOCKS = 0x57A26A, 64  # a part of PostgreSQL's advisory locks; villages share them, since there is room for few


class Plan:
    """What one reading of the rows tells of the writing: who is new, whether anybody changes, which homes are meant.

    `homes` are (KK number's fingerprint, village) → (row, KK number, RT, RW, address).
    """

    def __init__(self) -> None:
        self.fresh = array("L")
        self.changes = False
        self.homes: dict[tuple[str, str], tuple] = {}


class PersonWriting(PersonMatching):
    def write(self, writing: Writing) -> None:
        plan = Plan()
        self.refuse_what_is_taken(writing, plan)
        homes, made = self.households(plan.homes) if plan.homes else ({}, {})
        if plan.changes:
            self.write_changed(writing, homes)
        self.write_new(writing, array("L", (row for row in plan.fresh if row not in writing.refused)), homes)
        if made:
            self.keep_households(writing, made)

    def refuse_what_is_taken(self, writing: Writing, plan: Plan) -> None:
        """Who was registered since the check: by a neighbour whom the user sees, or elsewhere (a conflict of NIKs)."""
        with temporary(TAKEN, self.claims(writing, plan), index=["(nik)", "(village, name_key)"]) as table:
            wait_for_villages(table)
            # Elsewhere first: whom a neighbour brings in between these looks is found by the second one, or stopped by
            # the constraint; the other way round he would be a conflict of NIKs, and stand there twice.
            sql = f"SELECT DISTINCT k.number FROM {table} k JOIN people_person p ON p.nik_index = k.nik"
            anywhere = {number for (number,) in read(sql)}
            taken = {number for (number,) in self.people(table, f"{table}.nik = people_person.nik_index", [])}
            named = {number for (number,) in self.people(table, SAME_NAME.format(k=table), [])}
            named |= {number for number, _pk in undated(Person.objects.visible_to(self.user), table)}
            self.conflicts = anywhere - taken
        for number in taken:
            writing.refuse(number, _("This NIK was registered by somebody else in the meantime."))
        for number in named:
            text = _("Somebody with this name was registered in the meantime. Check the file again.")
            writing.refuse(number, text)

    def claims(self, writing: Writing, plan: Plan) -> Iterator[tuple]:
        """The fingerprints of the NIKs that rows give to somebody, the names of who is new without a NIK (see TAKEN);
        fills the plan on the way."""
        nik_at, kk_at, village_at = (self.place[name] for name in ("nik", "kk_number", "village_code"))
        for row in writing.rows():
            if not self.is_inside(row):
                writing.refuse(row.number, _("This village no longer lies in your area."))
                continue
            changes = None if row.pk is None else row.changes
            if changes is None:
                plan.fresh.append(row.number)
            else:
                plan.changes = True
            kk, nik = row.atoms[kk_at], row.atoms[nik_at]
            if kk and (changes is None or kk_at in changes):
                village = row.atoms[village_at] or row.current[village_at]
                facts = [self.get(row, name) or "" for name in ("rt", "rw", "address")]
                plan.homes.setdefault((keyring.blind_index(kk, KK), village), (row.number, kk, *facts))
            if nik and (changes is None or nik_at in changes):
                for index in self.indexes_of(row, nik):
                    yield row.number, None, index, None, None, None, None
            elif changes is None and not row.decided:
                key, birth = name_key(self.get(row, "full_name"))[:150], self.get(row, "birth_date") or ""
                exact, year = (birth, None) if len(birth) == 10 else (None, birth[:4] or None)
                yield row.number, None, None, key, exact, year, row.atoms[village_at]

    def is_inside(self, row: SheetRow) -> bool:
        """Whether the user still reaches where the person lives and will live: duties end between check and writing."""
        at = self.place["village_code"]
        villages = {row.atoms[at], row.current[at] if row.current else None} - {None}
        return all(village in self.villages.by_code for village in villages)

    def households(self, wanted: dict) -> tuple[dict[tuple[str, str], int], dict[int, int]]:
        """The households that are meant; the missing ones are made: number → row."""
        known = self.known_households(wanted)
        missing = [key for key in wanted if key not in known]
        numbers = dict(zip(missing, new_numbers(Household, len(missing)), strict=True))
        columns = ["id", "version", "kk_number", "kk_index", "village_id", "rt", "rw", "address", "housing"]
        made = ((numbers[key], 1, keyring.seal(wanted[key][1], KK), *key, *wanted[key][2:], "") for key in missing)
        fill(Household._meta.db_table, columns, made)
        return known | numbers, {numbers[key]: wanted[key][0] for key in missing}

    def keep_households(self, writing: Writing, made: dict[int, int]) -> None:
        """Those stay in which somebody lives by now: of rows that were refused nothing is kept."""
        if writing.refused:
            with temporary({"home": "bigint"}, ((home,) for home in made), index=["(home)"]) as table:
                lives = "SELECT 1 FROM people_person p WHERE p.household_id = k.home"
                empty = f"SELECT k.home FROM {table} k WHERE NOT EXISTS ({lives})"
                gone = changed_numbers(f"DELETE FROM people_household WHERE id IN ({empty}) RETURNING id")
            made = {home: row for home, row in made.items() if home not in gone}
        writing.note(Household, ((home, row, True, 1) for home, row in made.items()))
        writing.add_history(Household, created=True)

    def known_households(self, wanted) -> dict[tuple[str, str], int]:
        with temporary({"kk": "varchar(80)", "village": "varchar(13)"}, wanted, index=["(kk)"]) as table:
            where = f"{table}.kk = people_household.kk_index AND {table}.village = people_household.village_id"
            rows = Household.objects.visible_to(self.user).extra(tables=[table], where=[where])  # noqa: S610
            return {(kk, village): pk for kk, village, pk in rows.values_list("kk_index", "village_id", "pk")}

    def write_new(self, writing: Writing, fresh: Sequence[int], homes: dict) -> None:
        """`fresh` are the numbers of the rows, in the order of the file."""
        numbers, shape = new_numbers(Person, len(fresh)), Shape(self.place)
        rows = (row for row in writing.rows() if row.pk is None)
        with name_index.gathered(Person):
            added = (self.new_row(row, pk, shape, homes) for row, pk in zip(rows, numbers, strict=True))
            fill(Person._meta.db_table, shape.names, added)
        writing.note(Person, ((pk, number, True, 1) for number, pk in zip(fresh, numbers, strict=True)))
        writing.written[NEW] = writing.add_history(Person, created=True)

    def new_row(self, row: SheetRow, pk: int, shape: "Shape", homes: dict) -> list:
        """As it stands in the table of people, every column in its place."""
        atoms, cells, to = row.atoms, shape.defaults.copy(), shape.to
        for place, column in shape.plain:
            if atoms[place] is not None:
                cells[column] = atoms[place]
        cells[to["id"]], cells[to["name_key"]] = pk, name_key(self.get(row, "full_name"))[:150]
        if birth := self.get(row, "birth_date"):
            cells[to["birth_date"]] = birth[:10]
            cells[to["birth_date_precision"]] = birth[11:] or Precision.DAY.value
        if nik := self.get(row, "nik"):
            cells[to["nik"]], cells[to["nik_index"]] = keyring.seal(nik, NIK), self.indexes_of(row, nik)[0]
            cells[to["nik_conflict"]] = row.number in self.conflicts
        if kk := self.get(row, "kk_number"):
            cells[to["household_id"]] = homes[keyring.blind_index(kk, KK), self.get(row, "village_code")]
        if row.doubts:
            cells[to["doubts"]] = doubts_of(row)
        return cells

    def write_changed(self, writing: Writing, homes: dict) -> None:
        types = {"number": "integer", "pk": "bigint", "seen": "integer"} | dict.fromkeys(SET, "text")
        types |= {"household_id": "bigint", "birth_date": "date", "nik_conflict": "boolean"}
        rows = (self.changed_row(row, homes) for row in writing.rows() if row.pk is not None)
        with temporary(types, rows, index=["(pk)"]) as table:
            put = ", ".join(f'"{name}" = {kept_or_new(table, name)}' for name in SET)
            sql = f"""
                UPDATE people_person AS p SET {put}, version = p.version + 1
                FROM {table} WHERE p.id = {table}.pk AND p.version = {table}.seen RETURNING id
            """
            asked = {number: (pk, seen) for number, pk, seen in read(f"SELECT number, pk, seen FROM {table}")}
            if not asked:
                return
            saved = changed_numbers(sql)
        done = {number for number, (pk, _seen) in asked.items() if pk in saved}
        for number in asked.keys() - done:
            writing.refuse(number, _("Somebody has changed this person in the meantime. Check the file again."))
        writing.note(Person, ((asked[number][0], number, False, asked[number][1] + 1) for number in sorted(done)))
        writing.written[CHANGED] = writing.add_history(Person, created=False)

    def changed_row(self, row: SheetRow, homes: dict) -> tuple:
        keep = {self.columns_at[place] for place in row.changes} if row.current else set(self.columns)
        values = self.values_of(row, homes, keep)
        return (row.number, row.pk, row.version, *(values.get(name) for name in SET))

    @property
    def columns_at(self) -> list[str]:
        return list(self.columns)

    def values_of(self, row: SheetRow, homes: dict, only: set[str]) -> dict:
        """What stands in the database for these cells of a row, by column of the table; blank cells are missing."""
        cells = zip(self.columns, row.atoms, strict=True)
        atoms = {name: atom for name, atom in cells if atom is not None and name in only}
        values = {name: atoms[name] for name in (*TEXTS, "living", "no_nik_reason") if name in atoms}
        if "full_name" in atoms:
            values["name_key"] = name_key(atoms["full_name"])[:150]
        if "birth_date" in atoms:
            day, _bar, precision = atoms["birth_date"].partition("|")
            values |= {"birth_date": day, "birth_date_precision": precision or Precision.DAY.value}
        if "village_code" in atoms:
            values["village_id"] = atoms["village_code"]
        if "nik" in atoms:
            values |= {"nik": keyring.seal(atoms["nik"], NIK), "no_nik_reason": ""}
            values["nik_index"] = self.indexes_of(row, atoms["nik"])[0]
            values["nik_conflict"] = row.number in self.conflicts
        if "kk_number" in atoms:
            village = atoms.get("village_code") or row.current[self.place["village_code"]]
            values["household_id"] = homes[keyring.blind_index(atoms["kk_number"], KK), village]
        doubts = (code for place, code in row.doubts if only & {"nik", self.columns_at[place]})
        values["doubts"] = as_json(frozenset(doubts))
        return values


def wait_for_villages(table: str) -> None:
    """Until nobody else brings people without NIK into the same villages: no constraint could tell them apart."""
    if connection.vendor == "postgresql":
        place = f"abs(mod(hashtext(village), {LOCKS})) AS place"
        places = f"SELECT DISTINCT {place} FROM {table} WHERE nik IS NULL ORDER BY place"
        changed(f"SELECT pg_advisory_xact_lock({LOCK}, place) FROM ({places}) AS places")


class Shape:
    """The table of people: its columns, what stands there where a row says nothing, which cells go there unchanged."""

    def __init__(self, place: dict[str, int]) -> None:
        fields, new = Person._meta.concrete_fields, Person()
        self.names = [field.column for field in fields]
        self.to = {name: at for at, name in enumerate(self.names)}
        self.defaults = [getattr(new, field.attname) for field in fields]
        self.defaults[self.to["doubts"]] = "[]"
        plain = {name: name for name in (*TEXTS, "living", "no_nik_reason")} | {"village_code": "village_id"}
        self.plain = [(place[name], self.to[column]) for name, column in plain.items()]


def doubts_of(row: SheetRow) -> str:
    return as_json(frozenset(code for _column, code in row.doubts))


@lru_cache
def as_json(codes: frozenset[str]) -> str:
    return json.dumps(sorted(codes))


def kept_or_new(table: str, name: str) -> str:
    """SQL of what a column of a changed person holds: a blank cell leaves it, doubts join those that nobody settled."""
    if name != "doubts":
        return f'coalesce({table}.{name}, p."{name}")'
    if connection.vendor == "postgresql":
        both = f"SELECT jsonb_array_elements(d) FROM (VALUES (p.doubts), (CAST({table}.doubts AS jsonb))) AS t(d)"
        return f"(SELECT coalesce(jsonb_agg(DISTINCT code ORDER BY code), '[]') FROM ({both}) AS codes(code))"
    both = f"SELECT value FROM json_each(p.doubts) UNION SELECT value FROM json_each({table}.doubts)"
    return f"(SELECT json_group_array(value) FROM ({both} ORDER BY value))"

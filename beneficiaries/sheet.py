"""The sheet of PMKS, brought in: one row a person and a kind. What comes in is proposed; nobody verifies by a sheet."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.forms import MISFITS, misfit_words
from beneficiaries.kinds_cell import SEALED_KIND, Kinds, sealed_words
from beneficiaries.models import SEALED, Beneficiary, Classification
from beneficiaries.services import classify, may_correct
from beneficiaries.sheet_columns import IGNORED, columns_of
from wksbm import keyring
from wksbm.accounts.models import User
from wksbm.accounts.protected import level_of
from wksbm.people.faces import shown, told
from wksbm.people.held_people import HeldPeople
from wksbm.people.models import Person
from wksbm.people.numbers import mask
from wksbm.people.sheet_lookup import Found, known_people
from wksbm.people.sheet_told import PeopleTold
from wksbm.spreadsheets.above import beside_village
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.one_by_one import ServiceSheet
from wksbm.spreadsheets.engine.rows import ROW_FAULT, SheetRow
from wksbm.spreadsheets.sheet import Column, registered

OWN = ("identified_on", "own_wording", "source")  # what a proposal itself says; the rest is said of the person
Status = Classification.Status


@registered
class BeneficiarySheet(HeldPeople, ServiceSheet):
    code = "beneficiaries"
    title = gettext_lazy("PMKS")
    record = "beneficiary"
    explained = gettext_lazy("One row a person and a kind of PMKS. Who is not registered yet is registered along.")
    ignored = IGNORED
    titled = ("full_name", "category", "identified_on")
    untold = ("person_number",)
    parts = PeopleTold.parts | {Beneficiary._meta.label: "person"}
    told_with = PeopleTold.told_with | {
        Beneficiary._meta.label: ("household",),
        Classification._meta.label: ("beneficiary__person", "beneficiary__household", "category"),
    }

    def __init__(self, user: User, today: date) -> None:
        self.kinds = Kinds(user)
        super().__init__(user, today)

    def build_columns(self) -> dict[str, Column]:
        return beside_village(columns_of(self.today, self.villages, self.kinds), self.wider)

    def doubt_words(self, code: str) -> str:
        misfit, _bar, pk = code.partition("|")
        if code == "year_only":
            return _("Only the year of the data is known: its last day is written.")
        if misfit not in MISFITS:
            return super().doubt_words(code)
        kind = self.kinds.open.get(int(pk))
        return misfit_words(kind, misfit) if kind else code

    def suggestion(self, name: str, written: str) -> str:
        kind = name in ("category", "category_code")
        return self.kinds.likeliest(written) if kind else super().suggestion(name, written)

    def row_title(self, row: SheetRow) -> str:
        if not any(row.atoms):
            return _("A row that is not shown")
        return super().row_title(row)

    def tell_alike(self, numbers: list[int]) -> Iterable[tuple[int, str, str]]:
        return self.people_told(numbers)

    def record_told(self, record) -> str:
        """A subject by the name, and its record by the kind as well, as far as the user sees both."""
        if isinstance(record, Classification):
            parts = self.record_told(record.beneficiary), told(self.user, record, "category")
            return " · ".join(filter(None, parts))
        if isinstance(record, Beneficiary) and record.person_id:
            return shown(self.user, record.person, "full_name")
        return super().record_told(record)

    def would_see(self, record) -> bool:
        """Of a kind that is closed to the user by now, or sealed to everybody, there is no such record."""
        known = not isinstance(record, Classification) or (
            record.category.sensitivity < SEALED and level_of(self.user, record, "category") == "full"
        )
        return known and super().would_see(record)

    def check(self, row: SheetRow) -> None:
        if any(fault.code == SEALED_KIND for fault in row.faults):
            self.say_nothing(row)
            return
        self.check_village(row, needed=False)
        self.check_person(row)
        self.check_kind(row)
        self.check_day(row)

    def leave_out(self, row: SheetRow) -> None:
        if any(fault.code == SEALED_KIND for fault in row.faults):
            self.say_nothing(row)
        super().leave_out(row)

    def say_nothing(self, row: SheetRow) -> None:
        """Of a row of a sealed kind nothing is kept: neither who it is about nor which kind."""
        row.atoms = [None] * len(self.columns)
        row.faults, row.doubts = [], []
        row.fault(ROW_FAULT, SEALED_KIND, sealed_words())

    def check_kind(self, row: SheetRow) -> None:
        by_code, by_name = self.get(row, "category_code"), self.get(row, "category")
        faulty = {fault.column for fault in row.faults} & {self.place["category"], self.place["category_code"]}
        if by_code and by_name and by_code != by_name:
            self.fault(row, "category", "different", _("The code and the name speak of different kinds."))
        elif not by_code and not by_name and not faulty and not self.get(row, "number"):
            self.need(row, "category")
        self.put(row, "category", by_code or by_name)
        self.put(row, "category_code", None)

    def needs(self, row: SheetRow, name: str) -> bool:
        """Of the two columns of a kind one is enough."""
        if name in ("category", "category_code"):
            return not self.get(row, "category") and super().needs(row, "category")
        return super().needs(row, name)

    def check_day(self, row: SheetRow) -> None:
        """Of a year alone its last day, as far as it has come: nobody says that it was known earlier."""
        year = self.get(row, "data_year")
        if year and not self.get(row, "identified_on"):
            self.put(row, "identified_on", min(date(year, 12, 31), self.today).isoformat())
            self.doubt(row, "data_year", "year_only")
        self.put(row, "data_year", None)

    def look_up(self, rows: list[SheetRow]) -> None:
        numbered = [row for row in rows if self.get(row, "number")]
        others = [row for row in rows if not self.get(row, "number")]
        self.look_up_numbers(numbered)
        found = known_people(self.user, [self.person_key(row, pk=self.said(row)) for row in others])
        people = self.people({one.pk for one in found.values() if one.pk})
        alive = self.alive(people)
        for row in others:
            self.look_up_person(row, found.get(row.number, Found()), people, alive)
        self.refuse_twice(rows)

    def said(self, row: SheetRow) -> int | None:
        """The number of the person that the user has decided on, or that stands in the file."""
        return int(row.decided) if row.decided.isdigit() else self.get(row, "person_number")

    def people(self, numbers: set[int]) -> dict[int, Person]:
        return Person.objects.visible_to(self.user).select_related("household").in_bulk(numbers) if numbers else {}

    def alive(self, people: dict[int, Person]) -> dict[tuple[int, int], tuple[int, int]]:
        """(person, kind) → number and version of what is open now."""
        rows = Classification.objects.visible_to(self.user).filter(status__in=[Status.PROPOSED, Status.VERIFIED])
        values = rows.filter(beneficiary__person__in=list(people)).values_list(
            "beneficiary__person", "category", "pk", "version"
        )
        return {(person, kind): (pk, version) for person, kind, pk, version in values}

    def look_up_person(self, row: SheetRow, found: Found, people: dict, alive: dict) -> None:
        person = people.get(found.pk)
        if person is None and self.said(row):
            self.fault(row, "person_number", "unknown_number", _("There is no such number among the people of your area. Clear this cell for somebody new."))  # fmt: skip  # noqa: E501
        elif person is None and found.near and not row.decided:
            row.near = list(found.near)
        elif person is None:
            self.need_new_person(row)
            if not row.faults:
                self.doubt_misfits(row, self.person_of(row))
        else:
            self.look_up_kind(row, person, alive.get((person.pk, self.get(row, "category"))))
        if not row.faults and row.pk is None and not self.get(row, "identified_on"):
            self.put(row, "identified_on", self.today.isoformat())

    def look_up_kind(self, row: SheetRow, person: Person, known: tuple[int, int] | None) -> None:
        self.check_same_nik(row, person)
        if known:
            row.pk, row.version = known
            row.current = list(row.atoms)
        elif not self.user.may("create", "beneficiary", person):
            self.fault(row, "", "not_allowed", _("You may not record PMKS for this person."))
        else:
            self.doubt_misfits(row, person)
        self.put(row, "person_number", person.pk)
        if row.current:
            row.current[self.place["person_number"]] = person.pk
        self.note_differences(row, person)

    def check_same_nik(self, row: SheetRow, person: Person) -> None:
        nik = self.get(row, "nik")
        if nik and person.nik_index and person.nik_index not in keyring.blind_indexes(nik, "person.nik"):
            text = _("This person is registered with another NIK. Compare with the card, and correct it on the person's page.")  # fmt: skip  # noqa: E501
            self.fault(row, "nik", "other_nik", text)

    def note_differences(self, row: SheetRow, person: Person) -> None:
        super().note_differences(row, person)
        village, kk, home = self.get(row, "village_code"), self.get(row, "kk_number"), person.household
        if village and village != person.village_id:
            row.differ(self.place["village_code"], person.village_id)
        if kk and not (home and home.kk_index in keyring.blind_indexes(kk, "household.kk_number")):
            row.differ(self.place["kk_number"], mask(home.kk_number) if home else None)

    def doubt_misfits(self, row: SheetRow, person: Person) -> None:
        kind = self.kinds.open[self.get(row, "category")]
        day = self.get(row, "identified_on")
        for code in kind.misfits(person, date.fromisoformat(day) if day else self.today):
            self.doubt(row, "category", f"{code}|{kind.pk}")

    def look_up_numbers(self, rows: list[SheetRow]) -> None:
        """Rows that name a record: its maker corrects what it says, as long as it waits."""
        visible = Classification.objects.visible_to(self.user).select_related(
            "beneficiary__person__household", "category"
        )
        known = visible.in_bulk([self.get(row, "number") for row in rows]) if rows else {}
        for row in rows:
            record = known.get(self.get(row, "number"))
            if record is None:
                self.fault(row, "number", "unknown_number", _("There is no such number among the records of your area. Clear this cell for something new."))  # fmt: skip  # noqa: E501
            else:
                self.is_about(row, record)

    def is_about(self, row: SheetRow, record: Classification) -> None:
        row.pk, row.version, row.current = record.pk, record.version, list(row.atoms)
        for name in OWN:
            row.current[self.place[name]] = self.atom_of(record, name)
        if self.get(row, "category") not in (None, record.category_id):
            self.fault(row, "category", "other_kind", _("The record of this number is of another kind. Clear the number for a new one."))  # fmt: skip  # noqa: E501
        if record.beneficiary.person:
            self.check_same_nik(row, record.beneficiary.person)
            self.note_differences(row, record.beneficiary.person)
        if row.changes and not may_correct(record, self.user):
            text = _("Only who proposed it corrects it, and only while nobody has decided. Leave this cell as it is.")
            self.fault(row, list(self.columns)[row.changes[0]], "locked", text)

    def atom_of(self, record: Classification, name: str) -> Atom:
        value = getattr(record, name)
        return value.isoformat() if isinstance(value, date) else value or None

    def refuse_twice(self, rows: list[SheetRow]) -> None:
        """The same person and kind further up in the file; one NIK with two names."""
        first: dict[tuple, int] = {}
        names: dict[str, SheetRow] = {}
        for row in sorted((row for row in rows if not row.faults), key=lambda row: row.number):
            person = self.get(row, "person_number") or self.same_in_file(row)
            key = ("record", row.pk) if row.pk else (person, self.get(row, "category"))
            if key in first:
                text = _("The same person and kind stand in row %(row)s already. Leave one of the two out.")
                self.fault(row, "", "twice", text % {"row": first[key]})
                continue
            first[key] = row.number
            nik = self.get(row, "nik")
            if nik and not self.same_name(row, names.setdefault(nik, row)):
                text = _("Row %(row)s has the same NIK with another name.")
                self.fault(row, "nik", "other_name", text % {"row": names[nik].number})

    def fetch(self, rows: list[SheetRow]) -> None:
        self.hold_people(rows)
        records = Classification.objects.visible_to(self.user).select_related("category")
        self.hold(records, (row.pk for row in rows))

    def save_row(self, row: SheetRow) -> None:
        if row.pk is not None:
            self.correct(row)
            return
        person = self.person_for(row)
        if not self.user.may("create", "beneficiary", person):
            raise ValidationError(_("You may not record PMKS for this person."))
        classify(
            person,
            self.kinds.open[self.get(row, "category")],
            by=self.user,
            identified_on=date.fromisoformat(self.get(row, "identified_on")),
            source=self.get(row, "source") or "",
            own_wording=self.get(row, "own_wording") or "",
        )
        self.made[self.same_in_file(row)] = person.pk

    def correct(self, row: SheetRow) -> None:
        record = self.known(Classification, row)
        if not may_correct(record, self.user):
            raise ValidationError(_("This has been decided already."))
        for place in row.changes:
            name = list(self.columns)[place]
            setattr(record, name, self.columns[name].widget.value_of(row.atoms[place]))
        record.clean_values()
        record.save()

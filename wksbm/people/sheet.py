"""The sheet of people, brought in: its columns, the rules of a row, how a row is recognised."""

from collections.abc import Sequence
from datetime import date
from operator import and_

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wksbm.accounts.models import User
from wksbm.people.sheet_columns import MASK, columns_of
from wksbm.people.sheet_faces import PersonFaces
from wksbm.people.sheet_persons import PersonRules
from wksbm.people.sheet_writing import PersonWriting
from wksbm.spreadsheets.above import ABOVE, beside_village
from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.engine.columns import Columns, Doubts
from wksbm.spreadsheets.engine.rows import ROW_FAULT, SheetRow
from wksbm.spreadsheets.places import BETWEEN
from wksbm.spreadsheets.sheet import Column, registered

JUDGED = ("nik", "sex", "birth_date", "village_code", "village", "no_nik_reason", "kk_number")
WOMENS_DAYS = {f"{day:02d}": str(day + 40) for day in range(1, 32)}  # as a NIK tells them


@registered
class PersonSheet(PersonFaces, PersonRules, PersonWriting):
    code = "people"
    title = gettext_lazy("People")
    record = "person"
    explained = gettext_lazy("One row a person: name, NIK, birth, address.")

    def __init__(self, user: User, today: date) -> None:
        super().__init__(user, today)
        # Nothing may be asked while the keys of the rows stream into the database.
        for places in (self.villages, *self.wider.values()):
            places.load()
        self.known_codes  # noqa: B018 is kept

    def build_columns(self) -> dict[str, Column]:
        return beside_village(columns_of(self.today, self.villages), self.wider)

    def usual(self, atoms: Sequence[Sequence[Atom]]) -> list[Doubts | None]:
        place, origins = self.place["nik"], self.origins
        doubts = {"": ()} | {code: ((place, code),) for code in ("nik_district", "nik_province")}
        usual = map(is_usual, *map(atoms.__getitem__, map(self.place.get, JUDGED)))
        if any(any(atoms[self.place[name]]) for name in ABOVE):
            usual = map(and_, usual, self.agreeing(atoms))
        return [doubts[origins[nik[:6]]] if fits else None for fits, nik in zip(usual, atoms[place], strict=True)]

    def check(self, row: SheetRow) -> None:
        if self.get(row, "nik") == MASK and not self.get(row, "number"):
            text = _("Digits are hidden here. Write all sixteen, or leave the column out.")
            self.fault(row, "nik", "masked", text)
        self.check_person(row)
        self.check_village(row, needed=False)

    def is_settled(self, row: SheetRow) -> bool:
        atoms, at = row.atoms, self.place
        needed = atoms[at["nik"]] and atoms[at["sex"]] and atoms[at["village_code"]]
        return bool(needed) and not (row.faults or row.decided or atoms[at["number"]])

    def are_settled(self, columns: Columns) -> bool:
        return not any(columns.plain(columns.atoms[self.place["number"]]))

    def check_new(self, row: SheetRow) -> None:
        """What must be known of somebody new."""
        faulty = {fault.column for fault in row.faults}
        if ROW_FAULT in faulty:
            return
        known = self.get(row, "nik") or self.get(row, "no_nik_reason")
        if not known and not {self.place["nik"], self.place["no_nik_reason"]} & faulty:
            self.fault(row, "no_nik_reason", "no_nik", _("Fill in the NIK, or choose why there is none."))
        for name, code in (("sex", "sex"), ("village", "village_code")):
            if self.get(row, code) is None and not {self.place[name], self.place[code]} & faulty:
                self.fault(row, name, "required", _("This column must be filled in for somebody new."))


def is_usual(nik, sex, birth, code, village, reason, kk) -> bool:
    """Whether everything is there and fits, so that only where the NIK comes from may be odd; most rows are so."""
    if not (nik and sex and birth and code) or village or reason or nik == MASK or kk == MASK:
        return False
    if len(birth) != 10 or nik[8:12] != birth[5:7] + birth[2:4] or BETWEEN in code:
        return False
    return nik[6:8] == (WOMENS_DAYS[birth[8:]] if sex == "P" else birth[8:])

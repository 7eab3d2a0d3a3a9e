"""A list of somebody else (SIKS-NG, DTSEN) beside the registry: who is in it, what differs, what it says of aid.

Of the people nothing is changed; what the list says of desil, PKH and other aid can be recorded as it stands there.
"""

import re
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, User
from wksbm.dates import in_words
from wksbm.people.faces import shown
from wksbm.people.match_columns import ELSEWHERE, LONGEST_OTHER, STATUSES, columns_of, edition_of
from wksbm.people.match_forms import MatchForm
from wksbm.people.match_writing import MatchWriting
from wksbm.people.models import Person
from wksbm.people.numbers import mask
from wksbm.people.sheet_columns import MASK
from wksbm.spreadsheets.above import ABOVE, above_of, inside
from wksbm.spreadsheets.engine.rows import (
    CHANGED,
    ROW_FAULT,
    SAME,
    SIMILAR,
    SKIPPED,
    UNKNOWN,
    WRONG,
    Fault,
    Index,
    SheetRow,
)
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.places import BETWEEN, Villages
from wksbm.spreadsheets.sheet import Column, registered
from wksbm.spreadsheets.writing.cells import Cell, Marked

SOURCE = "DTSEN, SIKS-NG"
PROGRAMMES = {"pkh": "pkh", "bpnt": "bpnt", "sembako": "bpnt", "pbi": "pbi_jk", "pbi jk": "pbi_jk", "pbi-jk": "pbi_jk"}
SEPARATORS = re.compile(r"[,;/+&]|\bdan\b", re.IGNORECASE)
LONG_DIGITS = re.compile(r"[0-9][0-9 .]{7,}")
MARKS = {SAME: "good", CHANGED: "good", SIMILAR: "doubt", WRONG: "bad"}
FOUND = {
    SAME: gettext_lazy("found"),
    CHANGED: gettext_lazy("found"),
    UNKNOWN: gettext_lazy("not in your area"),
    SIMILAR: gettext_lazy("several may be meant"),
    SKIPPED: gettext_lazy("left out"),
}


@registered
class MatchSheet(MatchWriting):
    code = "match"
    title = gettext_lazy("Match a list")
    record = "person"
    action = "export"
    explained = gettext_lazy(
        "A list of DTSEN or SIKS-NG beside the registry: who is in it, what differs, desil and PKH."
    )
    kind_words = {
        CHANGED: pgettext_lazy("rows", "Found, to be recorded"),
        SAME: pgettext_lazy("rows", "Found, nothing new"),
        UNKNOWN: pgettext_lazy("rows", "Not in your area"),
    }
    told_as = MappingProxyType({"village_code": "village"})
    options_form = MatchForm
    heading = gettext_lazy("Match a list")
    above = "people/match_said.html"
    beside = "people/match_beside.html"
    returned_headers = (
        pgettext_lazy("column", "Match"),
        gettext_lazy("What differs"),
        gettext_lazy("Number in the registry"),
    )
    ignored = returned_headers
    returned_about = gettext_lazy("Green: found. Yellow: found, and something differs. Red: could not be read.")
    keeps_file = True

    def __init__(self, user: User, today: date) -> None:
        areas = [duty.region_id or "" for duty in user.duties_opening(self.record, self.action)]
        self.villages, self.wider = Villages(areas), above_of(areas)
        super().__init__(user, today)
        for places in (self.villages, *self.wider.values()):
            places.load()  # nothing may be asked while the keys of the rows stream into the database
        self.hear({})

    def build_columns(self) -> dict[str, Column]:
        return columns_of(self.today, self.villages, self.wider)

    def hear(self, said: dict[str, str], columns: set[str] = frozenset()) -> None:
        self.says_something = bool(columns & set(STATUSES))
        self.edition = said.get("edition") or edition_of(self.today)
        self.source = said.get("source") or SOURCE
        self.day = said.get("checked_on") or self.today.isoformat()

    @property
    def heard(self) -> dict:
        """For the form: what was said, or what is likely."""
        return {"edition": self.edition, "source": self.source, "checked_on": date.fromisoformat(self.day)}

    # The rules of a row

    def check(self, row: SheetRow) -> None:
        self.check_village(row)
        self.check_who(row)
        self.read_programmes(row)
        if self.get(row, "edition") is None:
            self.put(row, "edition", self.edition)

    def check_village(self, row: SheetRow) -> None:
        """Of a code and a name the code, unless only the name is one of the area."""
        code, name = self.get(row, "village_code"), self.get(row, "village")
        if code and name:
            by_name = code.startswith(ELSEWHERE) and not name.startswith(ELSEWHERE)
            self.put(row, "village_code" if by_name else "village", None)
        column, codes = self.village_of(row)
        if codes and not codes.startswith(ELSEWHERE):
            self.put(row, column, self.where(row, codes))
        for above in ABOVE:
            self.put(row, above, None)

    def where(self, row: SheetRow, codes: str) -> str:
        """Of these villages those that lie in what the row names above them; where none does, that one elsewhere."""
        named = {above: self.get(row, above) or ELSEWHERE for above in ABOVE}
        known = {above: areas for above, areas in named.items() if not areas.startswith(ELSEWHERE)}
        kept = inside(self.villages, codes, known.values()) if known else codes
        told = (self.villages.name(codes.split(BETWEEN)[0]), *(self.told(*named) for named in known.items()))
        return kept or ELSEWHERE + ", ".join(told)

    def in_blank(self, name: str) -> bool:
        return name not in ABOVE and super().in_blank(name)

    def check_who(self, row: SheetRow) -> None:
        named = self.get(row, "full_name") and self.get(row, "birth_date")
        if self.get(row, "nik") == MASK and named:
            self.put(row, "nik", None)  # says nothing
        elif self.get(row, "nik") == MASK:
            text = _("Digits are hidden here. Write all sixteen, or name and date of birth as well.")
            self.fault(row, "nik", "masked", text)
        if not row.faults and not self.get(row, "nik") and not named:
            self.fault(row, "", "nobody", _("Fill in the NIK, or the name and the date of birth."))

    def needs(self, row: SheetRow, name: str) -> bool:
        if name == "nik":
            return not (self.get(row, "full_name") and self.get(row, "birth_date"))
        return name in ("full_name", "birth_date") and not self.get(row, "nik")

    def read_programmes(self, row: SheetRow) -> None:
        """Programmes that have a column of their own leave the text of other aid."""
        left = []
        for part in SEPARATORS.split(self.get(row, "other") or ""):
            name = PROGRAMMES.get(" ".join(part.casefold().split()))
            if name is None:
                left.append(part.strip())
            elif self.get(row, name) is None:
                self.put(row, name, "yes")
        parts = list(filter(None, left))
        told = ", ".join(parts)
        self.put(row, "other", (told if len(told) <= LONGEST_OTHER else ",".join(parts)) or None)

    # The page

    def row_title(self, row: SheetRow) -> str:
        return self.get(row, "full_name") or self.told("nik", self.get(row, "nik"))

    def written_told(self, name: str, written: str) -> str:
        """No number of sixteen digits, not even in a wrong column."""
        return LONG_DIGITS.sub(lambda found: mask(found[0]), super().written_told(name, written))

    def doubt_words(self, code: str) -> str:
        words = {Person.Living.DECEASED: _("Deceased, says the registry."), Person.Living.MOVED: _("Moved away, says the registry.")}  # fmt: skip  # noqa: E501
        return str(words.get(code, super().doubt_words(code)))

    def bring_in_words(self) -> tuple[str, str]:
        button = _("Record as of %(day)s") % {"day": in_words(date.fromisoformat(self.day), short=True)}
        text = _("Edition %(edition)s, %(source)s. Nothing else of these people is changed.")
        return button, text % {"edition": self.edition, "source": self.source}

    def record_told(self, record) -> str:
        return f"{shown(self.user, record.person, 'full_name')}: {record}"

    def tell_alike(self, numbers: list[int]) -> Iterable[tuple[int, str, str]]:
        people = self.reached().filter(pk__in=numbers).select_related("village")
        return [(person.pk, self.named_so(person), person.get_absolute_url()) for person in people]

    def named_so(self, person: Person) -> str:
        words = [shown(self.user, person, "full_name"), shown(self.user, person, "birth_words"), str(person.village)]
        return " · ".join(filter(None, words))

    # The workbook back, and the log

    def returned(self, row: SheetRow) -> list[Cell | Marked]:
        kind, mark = row.kind, MARKS.get(row.kind, "")
        word = " ".join(map(self.fault_told, row.faults)) if kind == WRONG else str(FOUND[kind])
        differs = "; ".join([*self.differences(row), *(self.doubt_words(code) for _place, code in row.doubts)])
        return [Marked(word, mark) if mark else word, Marked(differs, "doubt") if differs else "", row.pk]

    def fault_told(self, fault: Fault) -> str:
        if fault.column == ROW_FAULT:
            return fault.text
        return f"{list(self.columns.values())[fault.column].column_name}: {fault.text}"

    def differences(self, row: SheetRow) -> list[str]:
        """Name: ours → theirs."""
        found = []
        for name in self.columns:
            if (at := self.place[name]) in row.differs:
                ours, theirs = self.told(name, row.differs[at]), self.told(name, row.atoms[at])
                title = self.columns[self.told_as.get(name, name)].column_name
                found.append(f"{title}: {ours or '–'} → {theirs}")
        return found

    def after_check(self, batch: ImportBatch, index: Index) -> None:
        """One entry for the whole list; another one when a fix has found others."""
        counts = index.counts
        facts = {"rows": counts["read"], "matched": counts[SAME] + counts[CHANGED], "unknown": counts[UNKNOWN]}
        if batch.facts.get("matched") != facts:
            note(self.user, AccessLog.Kind.MATCHED_LIST, target=Person._meta.label, batch=batch.pk, **facts)
        batch.facts = batch.facts | {"matched": facts}

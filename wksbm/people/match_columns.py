"""The columns of a list that is matched: who it is about, and what the list says of aid and desil."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wksbm.people.models import ExternalStatus
from wksbm.people.numbers import clean_nik, mask
from wksbm.people.sheet_columns import BIRTHS, LOST, NAMES, NIKS, VILLAGE_CODES, VILLAGES, DigitsCell
from wksbm.spreadsheets.above import AboveCell, Districts, beside_village
from wksbm.spreadsheets.answers import SAID, YES_NO, YesNoCell
from wksbm.spreadsheets.cells import Atom, CellWidget, LineCell, NumberCell, Raw, Read, WordCell
from wksbm.spreadsheets.day_cells import PartialDayCell
from wksbm.spreadsheets.places import VillageCell, Villages
from wksbm.spreadsheets.sheet import Column

ELSEWHERE = "?"  # before the name of a village that is none of the user's area
STATUSES = {
    "desil": ExternalStatus.Kind.DESIL, "pkh": ExternalStatus.Kind.PKH, "bpnt": ExternalStatus.Kind.BPNT,
    "pbi_jk": ExternalStatus.Kind.PBI_JK, "other": ExternalStatus.Kind.OTHER,
}  # fmt: skip
MORE_WORDS = {
    "aktif": "yes", "penerima": "yes", "menerima": "yes", "dapat": "yes", "tidak aktif": "no", "nonaktif": "no",
    "bukan penerima": "no", "tidak menerima": "no", "tidak dapat": "no", "v": "yes", "√": "yes", "✓": "yes",
}  # fmt: skip
QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
QUARTER = re.compile(r"\b(?:tw|triwulan|kuartal|quarter|q)[ .-]*(iv|i{1,3}|[1-4])\b", re.IGNORECASE)
SHORT = re.compile(r"(20[0-9]{2})\W+0?([1-4])\Z")
YEAR = re.compile(r"\b20[0-9]{2}\b")
LONGEST_EDITION, LONGEST_OTHER = 20, 60


class NikCell(DigitsCell):
    """A NIK that no page shows in full."""

    def __init__(self) -> None:
        super().__init__(clean_nik, lost=LOST)

    def told(self, atom: Atom) -> str:
        return mask(atom) if atom else ""


class OrElsewhere:
    """A place of the user's area, or the name of one elsewhere as the list has it: that is no fault of the list."""

    def of_text(self, text: str):
        try:
            return super().of_text(text)
        except ValidationError:
            return ELSEWHERE + LineCell(100).of_text(text)[0], ""

    def told(self, atom: str | None) -> str:
        return atom[1:] if atom and atom.startswith(ELSEWHERE) else super().told(atom)


class AnyVillageCell(OrElsewhere, VillageCell):
    pass


class AnyAboveCell(OrElsewhere, AboveCell):
    pass


class FlagCell(YesNoCell):
    """Yes or no, in the words of lists of aid."""

    def __init__(self) -> None:
        WordCell.__init__(self, YES_NO, SAID | MORE_WORDS)


class DesilCell(NumberCell):
    """1 to 10, also as "Desil 3"."""

    takes = _("a whole number from 1 to 10")

    def __init__(self) -> None:
        super().__init__(1, 10)

    def of_text(self, text: str):
        return super().of_text(text.casefold().replace("desil", "").strip(" .:-"))


class EditionCell(CellWidget):
    """Year and quarter, 2026-1, out of what lists write (Triwulan I 2026, a date); else the text itself."""

    line = LineCell(LONGEST_EDITION)

    def read(self, raw: Raw) -> Read:
        if isinstance(raw, tuple) and raw[0] == "date":
            return edition_of(date.fromisoformat(raw[1])), ""
        return super().read(raw)

    def of_text(self, text: str):
        quarter, year, short = QUARTER.search(text), YEAR.search(text), SHORT.match(text.strip())
        if short:
            return f"{short[1]}-{short[2]}", ""
        if quarter and year:
            return f"{year[0]}-{QUARTERS[quarter[1].casefold()]}", ""
        return self.line.of_text(text)


def edition_of(day: date) -> str:
    """The quarter in which a day lies: 2026-1."""
    return f"{day.year}-{(day.month + 2) // 3}"


def columns_of(today: date, villages: Villages, above: dict[str, Districts]) -> dict[str, Column]:
    """The columns by name, in the order of the sheet."""
    who = who_columns(today, AnyVillageCell(villages))
    return beside_village(who, above, AnyAboveCell) | said_columns()


def who_columns(today: date, village: VillageCell) -> dict[str, Column]:
    return {
        "nik": Column(
            "nik", _("NIK"), NikCell(), aliases=NIKS, example="9901016111900001",
            wanted=_("yes, or name and date of birth"),
        ),
        "full_name": Column(
            "full_name", _("Name"), LineCell(120), aliases=NAMES, example="SITI AMINAH", wanted=_("without a NIK")
        ),
        "birth_date": Column(
            "birth_date", _("Date of birth"), PartialDayCell(today=today), aliases=BIRTHS, example="21/11/1990",
            wanted=_("without a NIK"),
        ),
        "village_code": Column("village_id", _("Village code"), village, aliases=VILLAGE_CODES),
        "village": Column("village_id", _("Desa or kelurahan"), village, aliases=VILLAGES),
    }  # fmt: skip


def said_columns() -> dict[str, Column]:
    desil = ["desil", "desil dtsen", "desil nasional", "desil kesejahteraan", "peringkat desil", "kelompok desil"]
    pkh = ["pkh", "status pkh", "penerima pkh", "bansos pkh", "kpm pkh"]
    bpnt = ["bpnt", "sembako", "bpnt sembako", "status bpnt", "penerima bpnt", "program sembako", "bansos bpnt"]
    pbi = ["pbi", "pbi jk", "pbijk", "pbi jkn", "status pbi", "penerima pbi", "pbi apbn", "kis pbi"]
    bansos = ["bansos", "jenis bansos", "program bansos", "bantuan", "jenis bantuan", "bansos lain", "bantuan lain"]
    periods = ["periode", "edisi", "triwulan", "tw", "periode data", "edisi data", "periode dtsen"]
    return {
        "desil": Column("desil", _("DTSEN desil"), DesilCell(), aliases=desil, example="2"),
        "pkh": Column("pkh", _("PKH"), FlagCell(), aliases=pkh, example="ya"),
        "bpnt": Column("bpnt", _("BPNT (sembako)"), FlagCell(), aliases=bpnt, example="tidak"),
        "pbi_jk": Column("pbi_jk", _("PBI JK"), FlagCell(), aliases=pbi),
        "other": Column("other", _("Other aid"), LineCell(LONGEST_OTHER, repeats=True), aliases=bansos),
        "edition": Column("edition", _("Edition"), EditionCell(), aliases=periods, example="2026-1"),
    }

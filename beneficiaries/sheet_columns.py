"""The columns of the sheet of PMKS: the headers of its export, and what lists of a province or the Dinas write."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from beneficiaries.kinds_cell import KindCell, KindCodeCell, Kinds
from wksbm.people import sheet_columns as people
from wksbm.spreadsheets.cells import LineCell, NumberCell
from wksbm.spreadsheets.day_cells import DayCell
from wksbm.spreadsheets.places import Villages
from wksbm.spreadsheets.sheet import IN_NEW, Column

OF_PEOPLE = (
    "full_name", "nik", "no_nik_reason", "kk_number", "sex", "birth_place", "birth_date", "education", "occupation",
    "phone", "village_code", "village", "hamlet", "rt", "rw", "address", "guardian",
)  # fmt: skip
# Known and left alone: the state is decided here, and what else such lists hold is not kept.
IGNORED = (
    _("State"), _("Age"), "IDDTKS", "ID DTKS", "ID DTSEN", "Provinsi", "Kode provinsi", "Kode kabupaten",
    "Kode kecamatan", "Nama ibu kandung", "Ibu kandung", "Nama ibu", "Hubungan keluarga", "Hubungan dalam keluarga",
    "Status", "Status verifikasi", "Diverifikasi", "Tanggal verifikasi",
)  # fmt: skip


def columns_of(today: date, villages: Villages, kinds: Kinds) -> dict[str, Column]:
    """By name, in the order of the sheet."""
    known = people.columns_of(today, villages)
    return own_numbers() | {name: known[name] for name in OF_PEOPLE} | kind_columns(today, kinds)


def own_numbers() -> dict[str, Column]:
    return {
        "number": Column("pk", _("Number in the registry"), NumberCell(1), aliases=["id", "no registri"]),
        "person_number": Column(None, _("Number of the person"), NumberCell(1), aliases=["no registri orang"]),
    }


def kind_columns(today: date, kinds: Kinds) -> dict[str, Column]:
    return {
        "category_code": Column(
            "category_id", _("Kind code"), KindCodeCell(kinds), aliases=["kode pmks", "kode jenis pmks"]
        ),
        "category": Column(
            "category_id", _("Kind of PMKS"), KindCell(kinds), wanted=IN_NEW, example="Fakir Miskin",
            aliases=["jenis pmks", "pmks", "jenis ppks", "ppks", "kategori pmks", "kategori", "jenis masalah sosial"],
        ),
        "own_wording": Column("own_wording", _("In own words"), LineCell(200), aliases=["istilah setempat", "sebutan"]),
        "identified_on": Column(
            "identified_on", _("Identified on"), DayCell(today=today), example="21/11/2025",
            aliases=["tanggal pendataan", "tgl pendataan", "tanggal identifikasi", "tanggal data", "tanggal input"],
        ),
        "data_year": Column(
            None, _("Year of the data"), NumberCell(1990, today.year), aliases=["tahun data", "tahun"]
        ),
        "source": Column("source", _("Source"), LineCell(120, repeats=True), aliases=["sumber", "sumber data"]),
    }  # fmt: skip

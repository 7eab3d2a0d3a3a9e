"""The columns of the sheet of regions: the ministry's codes, names, postal codes, and what came out of what."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wksbm.regions.codes import normalise_code
from wksbm.regions.models import Kind
from wksbm.spreadsheets.cells import CellWidget, LineCell, NumberCell, Raw, Read, WordCell
from wksbm.spreadsheets.day_cells import PartialDayCell
from wksbm.spreadsheets.sheet import IN_NEW, Column
from wksbm.text import clean_line

BETWEEN = ";"
KINDS = {
    "propinsi": "provinsi", "prov": "provinsi", "kab": "kabupaten", "kec": "kecamatan", "distrik": "kecamatan",
    "kel": "kelurahan", "gampong": "desa", "nagari": "desa", "kampung": "desa", "pekon": "desa",
}  # fmt: skip


class CodeCell(CellWidget):
    """A code of the ministry's list, with its dots or without; whether there is such a region is asked later."""

    repeats = False

    def read(self, raw: Raw) -> Read:
        if isinstance(raw, float) and raw != int(raw):
            text = gettext("The code was a number and has lost a zero. Format the column as Text: 73.08.21.1001.")
            raise ValidationError(text, "code_number")
        return super().read(raw)

    def of_text(self, text: str):
        return normalise_code(clean_line(text))


class CodesCell(CodeCell):
    """Several codes with ; or , between them; the atom is code;code in their order."""

    def of_text(self, text: str):
        parts = clean_line(text).replace(",", BETWEEN).split(BETWEEN)
        return BETWEEN.join(sorted({normalise_code(part.strip()) for part in parts if part.strip()})) or None


class PostalCell(NumberCell):
    """Five digits."""

    def __init__(self) -> None:
        super().__init__(10_000, 99_999)

    def of_text(self, text: str):
        return str(super().of_text(text))

    def refused(self) -> ValidationError:
        return ValidationError(gettext("A postal code has five digits."), "postal_code")


def columns_of(today: date) -> dict[str, Column]:
    """By name, in the order of the sheet."""
    name = LineCell(100)
    return {
        "code": Column(
            "code", _("Code"), CodeCell(), required=True, example="73.08.21.1001",
            aliases=["kode", "kode wilayah", "kode desa", "kode kemendagri", "kode desa kelurahan"],
        ),
        "name": Column(
            "name", _("Name"), name, wanted=IN_NEW, example="Biru", aliases=["nama", "nama wilayah", "nama desa"]
        ),
        "kind": Column(
            "kind", _("Kind"), WordCell(Kind.choices, KINDS), wanted=IN_NEW, example="kelurahan", aliases=["jenis"]
        ),
        "postal_code": Column("postal_code", _("Postal code"), PostalCell(), aliases=["kode pos", "kodepos"]),
        "origins": Column(
            None, _("Came out of"), CodesCell(), aliases=["asal", "kode asal", "pecahan dari", "dimekarkan dari"]
        ),
        "successor": Column(
            "superseded_by_id", _("Superseded by"), CodeCell(), aliases=["kode baru", "diganti oleh", "menjadi"]
        ),
        "since": Column(
            None, _("Since"), PartialDayCell(today=today), aliases=["sejak", "mulai berlaku", "tahun"]
        ),
    }  # fmt: skip

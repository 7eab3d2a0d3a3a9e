"""The columns of the sheet of people: what they may be called, and what may stand in them."""

import re
from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from wksbm.formfields import PhoneField
from wksbm.people.models import Person
from wksbm.people.numbers import PLAIN_DIGITS, PLAIN_NIK, clean_digits, clean_nik, mask
from wksbm.spreadsheets.cells import CellWidget, LineCell, NumberCell, PlainLines, Raw, Read, WordCell
from wksbm.spreadsheets.day_cells import PartialDayCell
from wksbm.spreadsheets.places import VillageCell, Villages
from wksbm.spreadsheets.sheet import Column
from wksbm.text import check_name, name_doubts

# Headers that offices write, as headers.key_of leaves them.
NAMES = [
    "nama", "nama lengkap", "nama lgkp", "nm lgkp", "nama kk", "nama penerima", "nama art", "nama krt", "nama warga",
]  # fmt: skip
NIKS = ["no nik", "nomor nik", "nomor induk kependudukan", "no ktp", "nomor ktp", "nik ktp"]
KK_NUMBERS = ["no kk", "nomor kk", "nokk", "kk", "no kartu keluarga", "nomor kartu keluarga"]
SEX = ["jenis kelamin", "jk", "l p", "lp", "kelamin", "jns klmin", "gender"]
BIRTHS = ["tanggal lahir", "tgl lahir", "tgl lhr", "tahun lahir", "lahir"]
WEDDED = ["status perkawinan", "status kawin", "stat kwn", "perkawinan"]
PHONES = ["telepon", "no hp", "hp", "nomor hp", "no telepon", "no telp", "telp", "no wa", "whatsapp"]
VILLAGE_CODES = ["kode desa", "kode kelurahan", "kode wilayah", "kode desa kelurahan", "kdesa", "kode desa kel"]
VILLAGES = [
    "desa", "kelurahan", "desa kelurahan", "kelurahan desa", "nama desa", "desa kel", "kel desa", "nama kelurahan",
]  # fmt: skip
MASK = "•"
HIDDEN = re.compile(r"•|(?=.*[0-9]).*[*xX]{3}")  # digits that somebody else is not to read
LOST = frozenset({"masked", "excel", "excel_number", "filler"})  # the fault: this is not the number of the card
OF_NEW = _("for somebody new")
SEXES = {
    "l": "L", "p": "P", "lk": "L", "pr": "P", "laki-laki": "L", "laki laki": "L", "laki": "L", "pria": "L",
    "perempuan": "P", "wanita": "P", "cewek": "P", "1": "L", "2": "P", "m": "L", "f": "P",
}  # fmt: skip
NO_NIK = {
    "belum punya": "no_document", "tidak punya": "no_document", "belum punya ktp": "no_document",
    "tidak punya ktp": "no_document", "belum rekam ktp": "no_document", "belum punya dokumen": "no_document",
    "tidak tahu": "unknown", "belum diketahui": "unknown", "bayi": "infant", "tidak terbaca": "unreadable",
}  # fmt: skip
MARITAL = {
    "belum kawin": "single", "belum menikah": "single", "lajang": "single", "kawin": "married", "menikah": "married",
    "nikah": "married", "cerai": "divorced", "cerai hidup": "divorced", "cerai mati": "widowed", "janda": "widowed",
    "duda": "widowed",
}  # fmt: skip
SCHOOLS = {
    "tidak sekolah": "none", "belum sekolah": "none", "tidak/belum sekolah": "none", "sd": "SD", "sd/sederajat": "SD",
    "tamat sd": "SD", "tamat sd/sederajat": "SD", "mi": "SD", "smp": "SMP", "sltp": "SMP", "sltp/sederajat": "SMP",
    "smp/sederajat": "SMP", "mts": "SMP", "sma": "SMA", "smk": "SMA", "slta": "SMA", "slta/sederajat": "SMA",
    "sma/sederajat": "SMA", "ma": "SMA", "diploma": "higher", "d1": "higher", "d2": "higher", "d3": "higher",
    "d4": "higher", "s1": "higher", "s2": "higher", "s3": "higher", "sarjana": "higher", "perguruan tinggi": "higher",
}  # fmt: skip
LIVING = {"hidup": "alive", "meninggal": "deceased", "wafat": "deceased", "pindah": "moved"}
NUMBER_CELL = gettext_noop(
    "This number was stored as a number, and Excel keeps only 15 digits. Format the column as Text and type it again."
)


class DigitsCell(CellWidget):
    """NIK or KK number: text only, since a number cell has lost its last digit. A masked one says nothing (MASK)."""

    repeats = False
    takes = _("sixteen digits (format the cell as Text)")

    def __init__(self, clean, plain: re.Pattern | None = None, *, lost: Collection[str] = ()) -> None:
        super().__init__()
        self.clean_digits, self.plain, self.lost = clean, plain and plain.match, lost

    def read(self, raw: Raw) -> Read:
        if isinstance(raw, int | float):
            raise ValidationError(gettext(NUMBER_CELL), "excel_number")
        return super().read(raw)

    def of_text(self, text: str):
        if HIDDEN.search(text):
            self.hidden = True
            return MASK
        return self.clean_digits(text)

    def told(self, atom: str | None) -> str:
        return mask(atom or "")

    def written(self, atom: str | None) -> str:
        return MASK * 4 if atom == MASK else atom or ""


MOBILE = re.compile(r"08[0-9]{8,11}\Z")


class PhoneCell(CellWidget):
    """A phone number as the forms clean it; a masked one says nothing."""

    repeats = False
    plain = re.compile(r"\+62[1-9][0-9]{7,11}\Z").match

    def __init__(self) -> None:
        super().__init__()
        self.field = PhoneField(required=False)

    def of_text(self, text: str):
        if MOBILE.match(text):
            return f"+62{text[1:]}", ""
        if HIDDEN.search(text):
            self.hidden = True
            return None, ""
        number = self.field.to_python(text)
        return number or None, self.field.doubt


class RtRwCell(LineCell):
    """Up to three digits, with or without the word before them: 3, 003, RT 03."""

    takes = _("up to three digits: 3 or 003")

    def __init__(self) -> None:
        super().__init__(3, repeats=True)

    def of_text(self, text: str):
        line = text.casefold().replace("rt", "").replace("rw", "").strip(" .:")
        return Person._meta.get_field("rt").to_python(line) or None


def columns_of(today: date, villages: Villages) -> dict[str, Column]:
    """The columns by name, in the order of the sheet."""
    return identity_columns(today) | life_columns() | place_columns(VillageCell(villages)) | rest_columns()


def identity_columns(today: date) -> dict[str, Column]:
    name = LineCell(120, check_name, name_doubts)
    name.plain = PlainLines(120, "A-Za-z'.,-")  # check_name and name_doubts have nothing to say of those
    nik, birth = DigitsCell(clean_nik, PLAIN_NIK, lost=LOST), PartialDayCell(today=today)
    return {
        "number": Column("pk", _("Number in the registry"), NumberCell(1), aliases=["id", "no registri"]),
        "full_name": Column("full_name", _("Name"), name, required=True, example="Siti Aminah", aliases=NAMES),
        "nik": Column("nik", _("NIK"), nik, wanted=OF_NEW, example="9901016111900001", aliases=NIKS),
        "no_nik_reason": worded(
            "no_nik_reason", _("Why no NIK"), ["alasan tanpa nik"], NO_NIK, wanted=_("without a NIK")
        ),
        "kk_number": Column("kk_number", _("KK number"), DigitsCell(clean_digits, PLAIN_DIGITS), aliases=KK_NUMBERS),
        "sex": worded("sex", _("Sex (L/P)"), SEX, SEXES, wanted=OF_NEW, example="P"),
        "birth_place": line(
            "birth_place", _("Place of birth"), 80, ["tempat lahir", "tmp lahir", "tmpt lahir", "tmpt lhr"]
        ),
        "birth_date": Column("birth_date", _("Date of birth"), birth, example="21/11/1990", aliases=BIRTHS),
    }


def life_columns() -> dict[str, Column]:
    return {
        "marital_status": worded("marital_status", _("Marital status"), WEDDED, MARITAL),
        "education": worded("education", _("Education"), ["pendidikan", "pendidikan terakhir", "pddk akh"], SCHOOLS),
        "occupation": line("occupation", _("Occupation"), 80, ["pekerjaan", "jenis pekerjaan", "mata pencaharian"]),
        "phone": Column("phone", _("Phone"), PhoneCell(), aliases=PHONES),
    }


def place_columns(village: VillageCell) -> dict[str, Column]:
    coded = VillageCell(village.villages, of_codes=True)
    return {
        "village_code": Column("village_id", _("Village code"), coded, aliases=VILLAGE_CODES),
        "village": Column(
            "village_id", _("Desa or kelurahan"), village, wanted=OF_NEW, aliases=VILLAGES, example="Biru"
        ),
        "hamlet": line("hamlet", _("Hamlet"), 80, ["dusun", "lingkungan", "jorong", "banjar", "padukuhan", "rk"]),
        "rt": Column("rt", _("RT"), RtRwCell(), aliases=["no rt"]),
        "rw": Column("rw", _("RW"), RtRwCell(), aliases=["no rw"]),
        "address": line("address", _("Address"), 200, ["alamat", "alamat lengkap", "alamat rumah"]),
    }


def rest_columns() -> dict[str, Column]:
    return {
        "guardian": line("guardian", _("Guardian"), 120, ["wali", "nama wali"]),
        "living": worded("living", _("State of life"), ["keadaan", "status hidup"], LIVING),
    }


REPEATING = {"birth_place", "occupation", "hamlet"}


def line(name: str, title: str, longest: int, aliases: list[str]) -> Column:
    return Column(name, title, LineCell(longest, repeats=name in REPEATING), aliases=aliases)


def worded(name: str, title: str, aliases: list[str], also: dict[str, str] | None = None, **more) -> Column:
    """A column of codes, which may be written as words."""
    return Column(name, title, WordCell(Person._meta.get_field(name).choices, also), aliases=aliases, **more)

"""The columns of the sheet of groups: the headers of its export, and what offices write in their place."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models import GroupType, SocialGroup
from groups.models.aspects import FUND_SOURCES, PURPOSES, RIGHTS
from wksbm.people.sheet_columns import PhoneCell
from wksbm.spreadsheets.answers import CodesCell, NoteCell, YesNoCell
from wksbm.spreadsheets.cells import CellWidget, LineCell, NumberCell, WordCell
from wksbm.spreadsheets.day_cells import DayCell, PartialDayCell
from wksbm.spreadsheets.money import MoneyCell
from wksbm.spreadsheets.places import VillageCell, Villages
from wksbm.spreadsheets.sheet import IN_NEW, Column
from wksbm.text import clean_line

KINDS = {
    "wksbm": "wksbm", "kube": "kube", "kps": "kps", "kelompok usaha bersama": "kube", "k u b e": "kube",
    "wahana kesejahteraan sosial berbasis masyarakat": "wksbm", "perkumpulan sosial": "kps", "puspelkesos": "post",
    "puskesos": "post", "pos pelayanan": "post", "post": "post",
}  # fmt: skip
ORIGINS = {
    "warga": "community", "masyarakat": "community", "swadaya": "community", "pemerintah": "government",
    "dinas": "government", "perorangan": "individual", "perseorangan": "individual", "pribadi": "individual",
}  # fmt: skip
EVERY = {
    "pertemuan": "meeting", "minggu": "week", "mingguan": "week", "bulan": "month", "bulanan": "month", "tahun": "year",
    "tahunan": "year", "per minggu": "week", "per bulan": "month", "per tahun": "year",
}  # fmt: skip
RHYTHMS = {
    "mingguan": "week", "seminggu sekali": "week", "bulanan": "month", "sebulan sekali": "month",
    "tiga bulanan": "quarter", "triwulan": "quarter", "enam bulanan": "half", "semester": "half", "tahunan": "year",
    "setahun sekali": "year", "insidental": "need", "sesuai kebutuhan": "need",
}  # fmt: skip
STATES = {
    "aktif": "active", "berjalan": "active", "persiapan": "preparing", "bubar": "dissolved", "tidak aktif": "dissolved",
    "bergabung": "merged", "melebur": "merged",
}  # fmt: skip
SEXES = {"perempuan": "women", "wanita": "women", "ibu": "women", "laki-laki": "men", "pria": "men", "umum": "all"}
AGREED = {"lisan": "oral", "tertulis": "written", "tidak ada": "none"}


class TypeCell(CellWidget):
    """A type of group by its code or its name; the atom is its number.

    Offices call the kind (KUBE, WKSBM) a type as well: then the atom is its code (see kind_in_type).
    """

    free = True

    def __init__(self) -> None:
        super().__init__()
        kinds = GroupType.objects.filter(is_group=True).values_list("pk", "code", "name")
        self.words = {pk: name for pk, _code, name in kinds}
        self.known = {text.casefold(): pk for pk, code, name in kinds for text in (code, name)}

    def of_text(self, text: str):
        word = clean_line(text).casefold()
        if word not in self.known and word in KINDS:
            return KINDS[word]
        if word not in self.known:
            raise ValidationError(self.unknown(), "unknown_type")
        return self.known[word]

    def told(self, atom: int | str | None) -> str:
        return self.words.get(atom, str(atom)) if atom else ""

    def kind_in_type(self, atom: int | str | None) -> tuple[str | None, int | None]:
        """The kind that a cell of types names, and the type that stays."""
        if isinstance(atom, str):
            return atom, None
        return KINDS.get(self.told(atom).casefold()), atom


def choices(name: str) -> list[tuple[str, str]]:
    return SocialGroup._meta.get_field(name).choices


def columns_of(today: date, villages: Villages) -> dict[str, Column]:
    """Of the whole sheet, in the order of the export."""
    number = Column("pk", _("Number in the registry"), NumberCell(1), aliases=["id", "no registri"])
    place = VillageCell(villages)
    own = name_columns(place) | origin_columns(today) | purpose_columns() | member_columns(today) | other_columns(today)
    return {"number": number} | own


def name_columns(village: VillageCell) -> dict[str, Column]:
    return {
        "name": Column(
            "name", _("Group"), LineCell(120), required=True, example="Rindu Sejahtera",
            aliases=["nama", "nama kelompok", "kelompok", "nama kube", "nama wksbm", "nama kps", "nama organisasi"],
        ),
        "kind": Column(
            "kind", pgettext_lazy("group", "Kind"), WordCell(choices("kind"), KINDS), wanted=IN_NEW, example="KUBE",
            aliases=["jenis kelompok", "bentuk kelompok"],
        ),
        "type": Column("type_id", _("Type"), TypeCell(), aliases=["tipe", "tipe kelompok"]),
        "village_code": Column(
            "village_id", _("Village code"), VillageCell(village.villages, of_codes=True),
            aliases=["kode desa", "kode kelurahan", "kode wilayah"],
        ),
        "village": Column(
            "village_id", _("Desa or kelurahan"), village, wanted=IN_NEW,
            aliases=["desa", "kelurahan", "desa kelurahan", "nama desa", "desa kel", "kel desa", "nama kelurahan"],
        ),
    }  # fmt: skip


def origin_columns(today: date) -> dict[str, Column]:
    line = LineCell
    return {
        "founded_on": Column(
            "founded_on", _("Founded"), PartialDayCell(today=today), example="2019",
            aliases=["tanggal berdiri", "tahun berdiri", "tgl berdiri", "berdiri", "tahun pembentukan"],
        ),
        "origin": Column(
            "origin", _("Origin"), WordCell(choices("origin"), ORIGINS), aliases=["asal", "dibentuk oleh"]
        ),
        "initiator_kind": Column("initiator_kind", _("Initiative of"), WordCell(choices("initiator_kind"))),
        "initiator": Column("initiator", _("Initiator"), line(120), aliases=["pemrakarsa", "penggagas"]),
        "facilitator": Column("facilitator", _("Facilitator"), line(120), aliases=["pendamping", "fasilitator"]),
        "formality": Column("formality", _("Form"), WordCell(choices("formality"))),
        "name_story": Column("name_story", _("How the name was chosen"), line(200)),
        "local_name": Column("local_name", _("Name in the local language"), line(120), aliases=["nama lokal"]),
        "earlier_names": Column("earlier_names", _("Earlier names"), line(200), aliases=["nama lama"]),
    }  # fmt: skip


def purpose_columns() -> dict[str, Column]:
    line, note = LineCell, NoteCell
    return {
        "scope_level": Column("scope_level", _("Works in"), WordCell(choices("scope_level"))),
        "business": Column(
            "business", _("Business or work"), line(120), example="Tenun ikat", aliases=["usaha", "jenis usaha"]
        ),
        "secretariat": Column(
            "secretariat", _("Secretariat"), line(200), aliases=["alamat", "alamat sekretariat", "sekretariat"]
        ),
        "phone": Column(
            "phone", _("Phone"), PhoneCell(),
            aliases=["telepon", "no hp", "hp", "no telepon", "no telp", "kontak"],
        ),
        "purposes": Column("purposes", _("Purposes"), CodesCell(PURPOSES), aliases=["tujuan"]),
        "purpose": Column("purpose", _("Purpose in its own words"), note()),
        "local_wisdom": Column("local_wisdom", _("Social values and local wisdom"), note(), aliases=["kearifan lokal"]),
    }  # fmt: skip


def member_columns(today: date) -> dict[str, Column]:
    return {
        "declared_members": Column(
            "declared_members", _("Members by its own count"), NumberCell(0, 100_000),
            aliases=["jumlah anggota", "jml anggota", "anggota"],
        ),
        "declared_on": Column("declared_on", _("Counted on"), DayCell(today=today)),
        "requirement": Column("requirement", _("Requirement"), WordCell(choices("requirement"))),
        "criteria": Column("criteria", _("Criteria"), LineCell(200), aliases=["kriteria"]),
        "for_whom": Column("for_whom", _("Open to"), WordCell(choices("for_whom"), SEXES)),
        "voluntary": Column("voluntary", _("Joining is voluntary"), YesNoCell(), aliases=["sukarela"]),
        "rules_form": Column("rules_form", _("Rights and duties"), WordCell(choices("rules_form"), AGREED)),
        "rights": Column("rights", _("Rights of members"), CodesCell(RIGHTS), aliases=["hak anggota"]),
    }  # fmt: skip


def other_columns(today: date) -> dict[str, Column]:
    line, note = LineCell, NoteCell
    return {
        "skilled_people": Column("skilled_people", _("People with skills"), note()),
        "facilities": Column("facilities", _("Place, tools, name board"), note(), aliases=["sarana", "fasilitas"]),
        "fund_sources": Column("fund_sources", _("Sources of funds"), CodesCell(FUND_SOURCES), aliases=["sumber dana"]),
        "dues_amount": Column(
            "dues_amount", _("Dues in rupiah"), MoneyCell(1), aliases=["iuran", "besar iuran", "jumlah iuran"]
        ),
        "dues_every": Column("dues_every", _("Paid"), WordCell(choices("dues_every"), EVERY), aliases=["iuran tiap"]),
        "programme": Column("programme", _("Programme and activities"), note(2000), aliases=["kegiatan", "program"]),
        "serves": Column("serves", _("Whom it serves"), note(), aliases=["sasaran"]),
        "meets_every": Column("meets_every", _("Meets"), WordCell(choices("meets_every"), RHYTHMS)),
        "meets_at": Column("meets_at", _("Day and place of meeting"), line(120)),
        "registration_number": Column(
            "registration_number", _("Number at the Dinas"), line(60),
            aliases=["nomor induk", "no induk", "no register"],
        ),
        "registered_on": Column("registered_on", _("Registered on"), DayCell(today=today)),
        "registered_by": Column("registered_by", _("Registered by"), line(120)),
        "guidance": Column("guidance", _("Guidance"), WordCell(choices("guidance")), aliases=["pembinaan"]),
        "cohort": Column("cohort", _("Programme or pilot"), line(80), aliases=["angkatan"]),
        "status": Column("status", _("State"), WordCell(choices("status"), STATES), aliases=["status", "keadaan"]),
    }  # fmt: skip

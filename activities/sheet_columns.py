"""The columns of the sheet of activities: the headers of its export, and what offices write in their place."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models import Activity, Skill
from wksbm.dates import check_past
from wksbm.spreadsheets.answers import NoteCell
from wksbm.spreadsheets.cells import CellWidget, LineCell, NumberCell, WordCell
from wksbm.spreadsheets.day_cells import DayCell
from wksbm.spreadsheets.places import VillageCell, Villages
from wksbm.spreadsheets.sheet import Column
from wksbm.text import clean_line

KINDS = {
    "penjangkauan": "outreach", "outreach": "outreach", "motivasi": "motivation", "pelatihan": "training",
    "pelatihan uep": "training", "rapat": "meeting", "pertemuan": "meeting", "musyawarah": "meeting",
    "pendampingan": "accompanying", "kunjungan": "visit", "monitoring": "monitoring", "monev": "monitoring",
    "penyuluhan": "counselling", "sosialisasi": "counselling", "penyaluran": "distribution",
    "penyaluran bantuan": "distribution", "arisan": "arisan", "pengajian": "religious", "kebaktian": "religious",
    "gotong royong": "communal_work", "kerja bakti": "communal_work", "lain": "other", "lainnya": "other",
}  # fmt: skip
METHODS = {"perorangan": "individual", "individu": "individual", "kelompok": "group", "masyarakat": "community"}
# Counts are counted here from the roster, and names of guests stand on the page of an activity.
IGNORED = (
    _("Present"), _("Absent"), _("Not marked"), _("Guests"), _("People found"), "Jumlah peserta", "Peserta",
    "Jumlah hadir", "Tamu", "Foto", "Dokumentasi",
)  # fmt: skip


class AnyDayCell(DayCell):
    """A day from 1900 on, also one to come."""

    def atom_of(self, day: date) -> str:
        check_past(day, date.max)
        return day.isoformat()


class SkillCell(CellWidget):
    """A skill by its code or its name; the atom is its number."""

    def __init__(self) -> None:
        super().__init__()
        skills = Skill.objects.filter(retired=False).values_list("pk", "code", "name")
        self.words = {pk: name for pk, _code, name in skills}
        self.known = {text.casefold(): pk for pk, code, name in skills for text in (code, name)}

    def of_text(self, text: str):
        word = clean_line(text).casefold()
        if word not in self.known:
            raise ValidationError(self.unknown(), "unknown_word")
        return self.known[word]

    def told(self, atom: int | None) -> str:
        return self.words.get(atom, "") if atom else ""


def columns_of(villages: Villages) -> dict[str, Column]:
    """By name, in the order of the sheet. Whether the date is to come depends on the place: the sheet asks later."""
    return what_columns() | group_columns(villages) | how_columns()


def what_columns() -> dict[str, Column]:
    return {
        "number": Column("pk", _("Number in the registry"), NumberCell(1), aliases=["id", "no registri"]),
        "date": Column(
            "date", _("Date"), AnyDayCell(), required=True, example="21/11/2025",
            aliases=["tanggal", "tgl", "tanggal kegiatan", "tgl kegiatan", "hari tanggal", "waktu"],
        ),
        "kind": Column(
            "kind", _("Kind of activity"), WordCell(Activity.Kind.choices, KINDS), required=True, example="Pertemuan",
            aliases=["jenis kegiatan", "kegiatan", "jenis", "nama kegiatan"],
        ),
        "skill": Column("skill_id", _("Skill taught"), SkillCell(), aliases=["keterampilan", "jenis pelatihan"]),
    }  # fmt: skip


def group_columns(villages: Villages) -> dict[str, Column]:
    village = VillageCell(villages)
    return {
        "group": Column(
            "group", _("Group"), LineCell(120, repeats=True), required=True, example="Rindu Sejahtera",
            aliases=["kelompok", "nama kelompok", "nama kube", "kube", "nama wksbm", "wksbm"],
        ),
        "group_number": Column(None, _("Number of the group"), NumberCell(1), aliases=["no registri kelompok"]),
        "village_code": Column(
            "village_id", _("Village code"), VillageCell(villages, of_codes=True),
            aliases=["kode desa", "kode wilayah"],
        ),
        "village": Column(
            "village_id", _("Desa or kelurahan"), village,
            aliases=["desa", "kelurahan", "desa kelurahan", "nama desa", "desa kel", "kel desa"],
        ),
    }  # fmt: skip


def how_columns() -> dict[str, Column]:
    return {
        "place": Column(
            "place", pgettext_lazy("activity", "Place"), LineCell(120, repeats=True), aliases=["tempat", "lokasi"]
        ),
        "method": Column("method", _("Method"), WordCell(Activity.Method.choices, METHODS), aliases=["metode", "cara"]),
        "facilitators": Column(
            "facilitators", _("Led by"), LineCell(200, repeats=True),
            aliases=["narasumber", "pelatih", "fasilitator", "pendamping", "petugas", "dipimpin oleh"],
        ),
        "summary": Column(
            "summary", _("What was done"), NoteCell(2000), aliases=["uraian", "uraian kegiatan", "hasil"]
        ),
        "materials": Column("materials", _("Materials"), LineCell(200), aliases=["bahan", "materi"]),
        "follow_up_on": Column(
            "follow_up_on", _("To be continued on"), AnyDayCell(), aliases=["tindak lanjut", "tanggal tindak lanjut"]
        ),
    }  # fmt: skip

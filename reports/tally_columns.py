"""The columns of the sheet of counts without names; a region of any level, by its code or its name."""

from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wksbm.regions.models import WRITTEN_BEFORE, Region, Subject, Unit
from wksbm.spreadsheets.above import Districts, above_columns
from wksbm.spreadsheets.answers import NoteCell, YesNoCell
from wksbm.spreadsheets.cells import LineCell, NumberCell, WordCell
from wksbm.spreadsheets.money import GroupedCell
from wksbm.spreadsheets.places import ANY_LEVEL, VillageCell, Villages
from wksbm.spreadsheets.sheet import IN_NEW, Column

SUBJECTS = {
    "ppks": "pmks", "penyandang masalah": "pmks", "kelompok": "group_type", "jenis kelompok": "group_type",
    "potensi": "group_type", "penduduk miskin": "poor_population", "miskin": "poor_population",
}  # fmt: skip
UNITS = {
    "orang": "individual", "jiwa": "individual", "org": "individual", "kk": "family", "keluarga": "family",
    "rumah": "dwelling", "rumah tangga": "family", "unit rumah": "dwelling", "komunitas": "community",
    "kelompok": "group", "klp": "group", "sarana": "facility", "unit": "facility", "buah": "facility",
}  # fmt: skip


class Regions(Villages):
    """The regions of all levels within the user's areas."""

    @cached_property
    def rows(self) -> list[tuple[str, str, str | None]]:
        found = Region.objects.within(self.areas).values_list("code", "name", "superseded_by")
        return [(code, WRITTEN_BEFORE.sub("", name, count=1), successor) for code, name, successor in found]


class RegionCell(VillageCell):
    """The code of a region; of several that share the name all their codes (see VillageCell)."""

    takes = ANY_LEVEL

    def of_name(self, line: str):
        return super().of_name(WRITTEN_BEFORE.sub("", line, count=1).removeprefix("Kecamatan ").removeprefix("Kec. "))

    def unknown(self) -> ValidationError:
        return self.outside(gettext("This is no region inside your area."), "unknown_region")


class CodeCell(LineCell):
    """A code in capital letters; several with | between them."""

    def __init__(self) -> None:
        super().__init__(40)

    def of_text(self, text: str):
        line, _doubt = super().of_text(text)
        return "|".join(part.strip() for part in line.upper().split("|")) if line else None


def columns_of(today: date, region: RegionCell, above: dict[str, Districts]) -> dict[str, Column]:
    return place_columns(today, region, above) | count_columns()


def place_columns(today: date, region: RegionCell, above: dict[str, Districts]) -> dict[str, Column]:
    return {
        "number": Column("pk", _("Number in the registry"), NumberCell(1), aliases=["id"]),
        "region_code": Column(
            "region_id", _("Region code"), region, example="73.08.21",
            aliases=["kode wilayah", "kode desa", "kode kecamatan", "kode", "kode kelurahan"],
        ),
        "region": Column(
            "region_id", _("Region"), region, wanted=IN_NEW, example="Tanete Riattang",
            aliases=["wilayah", "desa", "kelurahan", "desa kelurahan", "nama wilayah", "nama desa"],
        ),
        **above_columns(above),
        "year": Column(
            "year", _("Year"), NumberCell(1900, today.year), wanted=IN_NEW, example="2024",
            aliases=["tahun", "tahun data"],
        ),
    }  # fmt: skip


def count_columns() -> dict[str, Column]:
    return {
        "subject": Column(
            "subject", _("What is counted"), WordCell(Subject.choices, SUBJECTS), wanted=IN_NEW, example="PMKS",
            aliases=["subjek", "pokok", "perihal", "bidang"],
        ),
        "code": Column("code", _("Code of the kind"), CodeCell(), example="PMKS-01", aliases=["kode jenis"]),
        "label_as_printed": Column(
            "label_as_printed", _("Label as printed"), LineCell(200), wanted=_("without a code of the kind"),
            aliases=["jenis", "jenis pmks", "uraian", "jenis kelompok", "label", "jenis ppks"],
        ),
        "count": Column(
            "count", _("Count"), GroupedCell(0, 999_999_999), example="1.250", aliases=["jumlah", "banyaknya", "jml"]
        ),
        "unit": Column("unit", _("Unit"), WordCell(Unit.choices, UNITS), example="orang", aliases=["satuan"]),
        "source": Column(
            "source", _("Source"), LineCell(200), required=True, example="Dinas Sosial 2024", aliases=["sumber"]
        ),
        "position": Column("position", _("Position in the table"), NumberCell(0, 9999), aliases=["urutan"]),
        "published": Column("published", _("Published"), YesNoCell(), aliases=["terbit", "diterbitkan"]),
        "note": Column("note", _("Note"), NoteCell(4000), aliases=["catatan"]),
    }  # fmt: skip

"""Tanete Riattang: the inventory of 2006 as counts without names, and made-up groups and people of today."""

from collections.abc import Iterator

from django.db import transaction

from groups.models import GroupType
from members.services import enrol
from reports.demo.entering import (
    Row,
    acting,
    enter_activities,
    enter_case,
    enter_groups,
    enter_person,
    rows,
    was_entered,
)
from wksbm.regions.models import Subject, Tally, Unit

DISTRICT = "73.08.21"
OFFICERS = {"73.08.21.1001": "desa.biru", "73.08.21.1003": "desa.watampone"}
COLUMNS = {
    "Biru": "73.08.21.1001",
    "Ta'": "73.08.21.1002",
    "Watampone": "73.08.21.1003",
    "Bukaka": "73.08.21.1004",
    "Pappolo": "73.08.21.1005",
    "Manurunge": "73.08.21.1006",
    "Walannae": "73.08.21.1007",
    "Masumpu": "73.08.21.1008",
}
SOURCE = "Profil WKSBM di Kecamatan Tanete Riattang (2007), data lapangan 2006"
COUNTED_OTHERWISE = {10: Unit.FAMILY, 11: Unit.DWELLING, 12: Unit.FAMILY}  # the other rows of the PMKS table are people
PROFESSIONS = {"KES-28", "KES-29", "KES-30", "KES-31"}  # doctors, nurses, midwives, healers
PRINTED = {"1K (OCR for TK)": "TK", "lbtidaiyah (OCR)": "Ibtidaiyah"}  # what the scan misread
NOTES = {  # the file's notes in the language of the screens
    "PRS-22": "nilai-nilainya berjumlah 22, tercetak 28: satu nilai 6 hilang (atau jumlahnya salah cetak)",
    "PRS-22A": "tanpa nomor urut; di luar “32 jenis”",
    "KES-30": "kedelapan nilainya berjumlah 39, jumlah yang tercetak 16",
    "": "jumlah kolom yang tercetak seluruhnya 478, jumlah akhir yang tercetak 531",
}
UNKNOWN = "unknown"
TOTAL = "Jumlah"


@transaction.atomic
def load() -> bool:
    if was_entered("Majelis Taklim Nurul Iman", "73.08.21.1001"):
        return False
    with acting("dinas.bone"):
        for tally in (*_pmks_counts(), *_group_counts()):
            tally.save()
    for village, username in OFFICERS.items():
        _enter_village(village, username)
    return True


def _tally(subject: str, region: str, label: str, count: str, **facts) -> Tally:
    number = None if count == UNKNOWN else int(count)
    return Tally(
        subject=subject, region_id=region, label_as_printed=label, count=number, year=2006, source=SOURCE,
        published=True, **facts,
    )  # fmt: skip


def _pmks_counts() -> Iterator[Tally]:
    """Twelve labels in eight kelurahan; the table has one exact reconstruction, so every cell is known."""
    for row in rows("seed003_pmks"):
        if row["row_no"].isdigit():
            position, label = int(row["row_no"]), row["label_in_seed"]
            facts = {"code": row["pmks_code_2012"], "unit": COUNTED_OTHERWISE.get(position, Unit.INDIVIDUAL)}
            for column, village in COLUMNS.items():
                yield _tally(Subject.PMKS, village, label, row[column], position=position, **facts)


def _group_counts() -> Iterator[Tally]:
    """The table that contradicts itself: the cells that are sure, the others unknown, and its totals as printed."""
    types = {kind.code: kind for kind in GroupType.objects.all()}
    for position, row in enumerate(rows("seed003_groups"), 1):
        if row["type_code"]:
            label = PRINTED.get(row["label_in_seed"], row["label_in_seed"])
            yield from _group_row(row, label, position, _unit(types[row["type_code"]]))
        elif row["row_no"] == "T1":
            yield from _group_row(row, TOTAL, position, "")


def _group_row(row: Row, label: str, position: int, unit: str) -> Iterator[Tally]:
    code = row["type_code"]
    facts = {"code": code, "position": position, "unit": unit}
    for column, village in COLUMNS.items():
        yield _tally(Subject.GROUP_TYPE, village, label, row[column], **facts)
    yield _tally(Subject.GROUP_TYPE, DISTRICT, label, row["row_total_printed"], note=NOTES.get(code, ""), **facts)


def _unit(kind: GroupType) -> str:
    if kind.code in PROFESSIONS:
        return Unit.INDIVIDUAL
    return Unit.GROUP if kind.is_group else Unit.FACILITY


def _enter_village(village: str, username: str) -> None:
    with acting(username) as officer:
        groups = enter_groups(village, by=officer)
        for row in rows("tanete"):
            if row["village"] == village:
                person = enter_person(row, village=village, by=officer)
                for name in filter(None, map(str.strip, row["groups"].split(";"))):
                    enrol(person, groups[name], by=officer, joined=None)
                enter_case(person, row, proposed_by=username, verified_by="tksk.tanete")
        for group in groups.values():
            enter_activities(group)

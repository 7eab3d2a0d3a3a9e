"""The papers' tables as rows: the 1,520 PMKS and the groups of Tanete Riattang 2006, the 25 of Rindu Sejahtera."""

import csv
from datetime import date
from pathlib import Path

from tests import factories
from wksbm.regions.models import RegionAlias, Tally

DATA = Path(__file__).parent / "data"
SOURCE = "Profil WKSBM di Kecamatan Tanete Riattang, 2007"
DISTRICT = factories.TANETE_RIATTANG
CODES = {
    "Biru": "73.08.21.1001",
    "Ta'": "73.08.21.1002",
    "Watampone": "73.08.21.1003",
    "Bukaka": "73.08.21.1004",
    "Pappolo": "73.08.21.1005",
    "Manurunge": "73.08.21.1006",
    "Walannae": "73.08.21.1007",
    "Masumpu": "73.08.21.1008",
}
UNITS = {
    "Keluarga Fakir Miskin": "family",
    "Keluarga Bermasalah Psikologi": "family",
    "Rumah Tidak layak Huni": "dwelling",
}
SPELLINGS = [("73.08.21.1002", "Ta'"), ("73.08.21.1002", "To'"), ("73.08.21.1003", "Watambone"),
             ("73.08.21.1005", "Papolo"), ("73.08.21.1007", "Walannae"), ("73.08", "Kota Bone")]  # fmt: skip
AGES = {22: 3, 27: 9, 32: 7, 37: 4, 42: 2}
EDUCATION = {"SD": 8, "SMP": 12, "SMA": 5}


def lines(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tally(region: str, label: str, count: int | None, **facts) -> Tally:
    plain = {"subject": "pmks", "year": 2006, "source": SOURCE, "published": True}
    return Tally(region_id=region, label_as_printed=label, count=count, **plain | facts)


def spellings() -> None:
    for code, name in SPELLINGS:
        RegionAlias(region_id=code, name=name).save()


def pmks_of_2006() -> None:
    """The cells only: the paper's totals are what they add up to."""
    rows = [line for line in lines("seed003_pmks.csv") if line["row_no"].isdigit()]
    Tally.objects.bulk_create(
        tally(code, line["label_in_seed"], int(line[column]), position=int(line["row_no"]),
              unit=UNITS.get(line["label_in_seed"], "individual"), code=line["pmks_code_2012"].replace("|", ";"))
        for line in rows for column, code in CODES.items()
    )  # fmt: skip
    spellings()


def groups_of_2006() -> None:
    """Cells as far as they are known, and the printed row totals, column totals and grand total."""
    printed = {"subject": "group_type"}
    *rows, sums, _t2, _t3, _t4 = lines("seed003_groups.csv")
    found = []
    for position, line in enumerate(rows, 1):
        facts = {"position": position, "unit": "group"} | printed
        found.append(tally(DISTRICT, line["label_in_seed"], int(line["row_total_printed"]), note=line["note"], **facts))
        for column, code in CODES.items():
            count = None if line[column] == "unknown" else int(line[column])
            found.append(tally(code, line["label_in_seed"], count, **facts))
    found += [tally(code, "Jumlah", int(sums[column]), position=99, **printed) for column, code in CODES.items()]
    found.append(tally(DISTRICT, "Jumlah", int(sums["row_total_printed"]), position=99, **printed))
    Tally.objects.bulk_create(found)
    spellings()


def members_of_rindu(group) -> None:
    """25 women with the ages of 31 December 2021 and the education of the two tables."""
    ages = [age for age, count in AGES.items() for _one in range(count)]
    schools = [level for level, count in EDUCATION.items() for _one in range(count)]
    for number, (age, school) in enumerate(zip(ages, schools, strict=True), 1):
        birth = date(2021 - age, 6, 15)
        who = factories.person(f"Anggota {'abcdefghijklmnopqrstuvwxy'[number - 1].upper()}", group.village_id,
                               birth_date=birth, education=school)  # fmt: skip
        factories.membership(who, group, number=number)

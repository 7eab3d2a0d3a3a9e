"""What a sheet says of people whom the registry knows is shown where it differs, and never lost without a word."""

from datetime import date

import pytest

from tests import factories
from tests.factories import BIRU
from tests.sheets_more.pmks import HEADER, NIK, SITI, make_kinds, pmks
from tests.sheets_more.running import Run

pytestmark = pytest.mark.django_db
BORN = date(1950, 3, 1)
KK, OTHER_KK = "9901010101010001", "9901010101010002"
FACTS = {
    "Alamat": "Jl. Mawar 1", "No HP": "081234567890", "Pendidikan": "SD", "Pekerjaan": "Petani", "Dusun": "Lappae",
}  # fmt: skip


def told(run: Run) -> dict[str, str]:
    """By column what the registry says and what the sheet says, as the page tells them."""
    row, names = run.row(), list(run.sheet.columns)
    return {names[at]: (known, run.sheet.told(names[at], row.atoms[at])) for at, known in row.differs.items()}


def test_facts_of_a_known_subject_are_shown(cast):
    make_kinds()
    known = factories.person("Siti Aminah", BIRU, birth_date=BORN, address="Jl. Melati", phone="+6281111111111")
    header = [*HEADER, *FACTS, "No KK", "Number of the person"]
    run = pmks(cast.dinas_bone, [*SITI[:4], "Watampone", SITI[5], *FACTS.values(), KK, known.pk], header=header)
    assert run.kind == "new", run.texts()
    shown = told(run)
    assert shown.pop("phone") == ("+6281••••••••", "+6281234567890")
    assert shown == {
        "nik": (None, "9901 •••• •••• ••••"), "address": ("Jl. Melati", "Jl. Mawar 1"), "education": (None, "SD/sederajat"),
        "occupation": (None, "Petani"), "hamlet": (None, "Lappae"), "village_code": (BIRU, "Watampone"),
        "kk_number": (None, "9901 •••• •••• ••••"),
    }  # fmt: skip


def test_another_household_is_told_without_its_number_and_the_same_one_not_at_all(cast):
    make_kinds()
    home = factories.household(KK, BIRU)
    factories.person("Siti Aminah", BIRU, nik=NIK, birth_date=BORN, household=home)
    header = [*HEADER, "No KK"]
    assert told(pmks(cast.biru, [*SITI, KK], header=header)) == {}
    assert told(pmks(cast.biru, [*SITI, OTHER_KK], header=header)) == {"kk_number": ("9901 •••• •••• ••••",) * 2}


def test_a_nik_and_a_phone_in_a_sheet_of_members_are_shown(cast):
    factories.group("Melati", BIRU)
    known = factories.person("Siti Aminah", BIRU, birth_date=BORN)
    header = ["Kelompok", "Desa", "Nama", "NIK", "ID penduduk", "No HP"]
    run = Run(cast.biru, "members", header, ["Melati", "Biru", "Siti Aminah", NIK, known.pk, "081234567890"])
    assert run.kind == "new", run.texts()
    assert told(run) == {"nik": (None, "9901 •••• •••• ••••"), "phone": (None, "+6281234567890")}


def test_what_the_user_may_not_see_is_not_told(cast, monkeypatch):
    """Who also leads a group elsewhere sees the year alone of its people."""
    monkeypatch.setattr("wksbm.people.sheet_persons.level_of", lambda _user, _person, field: levels.get(field, "full"))
    factories.group("Melati", BIRU)
    known = factories.person("Siti Aminah", BIRU, birth_date=BORN, address="Jl. Melati")
    header = ["Kelompok", "Desa", "Nama", "Tgl lahir", "Alamat", "ID penduduk"]
    row = ["Melati", "Biru", "Siti Aminah", "02/03/1951", "Jl. Mawar 1", known.pk]
    levels = {}
    assert {name: was for name, (was, _new) in told(Run(cast.biru, "members", header, row)).items()} == {
        "birth_date": "1950-03-01", "address": "Jl. Melati",
    }  # fmt: skip
    levels = {"birth_date": "year", "address": "absent"}
    assert {name: was for name, (was, _new) in told(Run(cast.biru, "members", header, row)).items()} == {
        "birth_date": None, "address": None,
    }  # fmt: skip

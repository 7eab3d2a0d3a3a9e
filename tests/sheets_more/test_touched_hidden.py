"""What the page of a finished import does not tell: whom the user may not see today, and who was erased."""

import pytest

from beneficiaries.models import PmksCategory
from members.models import Membership
from tests import factories
from tests.factories import BIRU, MACEGE, WATAMPONE, new_nik
from tests.sheets_more.pmks import SITI, make_kinds, pmks
from tests.sheets_more.running import Run
from tests.sheets_more.test_touched import touched
from tests.sheets_people.bringing import bring, row
from wksbm.accounts.models import Duty
from wksbm.actor import acting_as
from wksbm.people.erasing import erase_person
from wksbm.people.models import Household, Person

pytestmark = pytest.mark.django_db


def words(run: Run) -> str:
    return " ".join(line.words for line in touched(run))


def test_whoever_lives_elsewhere_by_now_is_not_named_with_a_kind_of_pmks(cast):
    make_kinds()
    run = pmks(cast.biru, SITI)
    run.write()
    assert "Siti Aminah" in words(run)
    Person.objects.filter(full_name="Siti Aminah").update(village=WATAMPONE)
    assert "Siti" not in words(run)


def test_a_kind_that_is_sealed_by_now_is_told_to_nobody(cast):
    make_kinds()
    run = pmks(cast.tksk_cleared, SITI)
    run.write()
    run.undo()
    assert "Lanjut Usia Telantar" in words(run)
    PmksCategory.objects.filter(code="PMKS-08").update(sensitivity=3)
    assert "Lanjut Usia Telantar" not in words(run)


@pytest.mark.parametrize("nik", [new_nik(), None], ids=["nik", "no nik"])
def test_whoever_was_erased_is_not_named_by_an_import_that_was_undone_before(cast, nik):
    line = row("Siti Aminah", nik, why=None if nik else "unknown")
    first = bring(cast.biru, line)
    first.write()
    first.undo()
    assert "Siti Aminah" in words(first)
    bring(cast.biru, line).write()
    with acting_as(cast.dinas_bone):
        erase_person(Person.objects.get(full_name="Siti Aminah"), by=cast.dinas_bone, reason="Permintaan warga")
    assert "Siti" not in words(first)
    assert not Person.history.filter(full_name="Siti Aminah").exists()


def test_whoever_has_another_nik_keeps_the_history_of_an_entry_that_is_gone(cast):
    first = bring(cast.biru, row("Siti Aminah", new_nik()))
    first.write()
    first.undo()
    bring(cast.biru, row("Siti Aminah", new_nik())).write()
    with acting_as(cast.dinas_bone):
        erase_person(Person.objects.get(full_name="Siti Aminah"), by=cast.dinas_bone, reason="Permintaan warga")
    assert words(first) == "Siti Aminah"


@pytest.mark.parametrize("undone", [False, True])
def test_counts_of_a_kind_that_is_sealed_by_now_are_not_told(cast, undone):
    make_kinds()
    header = ["Kode wilayah", "Tahun", "Subjek", "Kode jenis", "Uraian", "Jumlah", "Sumber"]
    counts = [["PMKS-01", "Anak balita telantar", 7], ["PMKS-08", "Lansia telantar", 5]]
    rows = [[BIRU, 2023, "pmks", *count, "Dinas"] for count in counts]
    run = Run(cast.biru, "tallies", header, *rows)
    assert run.kinds == ["new", "new"], run.texts()
    run.write()
    if undone:
        run.undo()
    assert "Lansia telantar" in words(run)
    PmksCategory.objects.filter(code="PMKS-08").update(sensitivity=3)
    assert "Lansia telantar" not in words(run)
    assert "Anak balita telantar" in words(run)


def test_a_count_leads_to_its_page_as_long_as_that_is_open(cast, client_of):
    header = ["Kode wilayah", "Tahun", "Subjek", "Uraian", "Jumlah", "Sumber"]
    run = Run(cast.biru, "tallies", header, [BIRU, 2023, "pmks", "Anak telantar", 7, "Dinas"])
    run.write()
    (line,) = touched(run)
    opened = client_of(cast.biru).get(line.url)
    assert opened.status_code == 200
    assert "Anak telantar" in opened.content.decode()
    serves(run.user, "viewer", BIRU)
    assert client_of(run.user).get(line.url).status_code == 404
    assert [line.url for line in touched(run)] == [""]


def test_of_duties_that_are_gone_those_in_the_area_alone_are_told(cast):
    header = ["Nama", "Username", "Peran", "Wilayah"]
    both = [["Rina Wati", "desa.rina", "petugas desa", place] for place in (BIRU, MACEGE)]
    run = Run(cast.dinas_bone, "accounts", header, *both)
    run.write()
    run.undo()
    assert words(run).count("Rina Wati") == 3
    serves(run.user, "dinas", MACEGE)
    assert words(run).count("Rina Wati") == 2
    serves(run.user, "village", MACEGE)
    assert words(run).strip() == "", "a village keeps the accounts of its leaders alone"


def serves(user, role: str, region: str) -> None:
    Duty.objects.filter(user=user).update(role=role, region=region)
    for name in ("duties_now", "roles"):
        user.__dict__.pop(name, None)


def test_where_the_region_is_gone_as_well_the_row_alone_is_told(cast):
    new = "73.08.21.1009"
    regions = Run(cast.admin, "regions", ["Kode", "Nama", "Jenis"], [new, "Biru Timur", "kelurahan"])
    regions.write()
    people = bring(cast.tksk, row("Siti Aminah", new_nik(), kk="9901010101900001", village=new))
    header = ["Nama", "Username", "Peran", "Wilayah"]
    accounts = Run(cast.dinas_bone, "accounts", header, ["Rina Wati", "desa.rina", "petugas desa", new])
    for run in (people, accounts):
        run.write()
        run.undo()
    assert regions.undo() == {"reversed": 1}
    assert "Biru Timur" not in words(people) + words(accounts)
    assert len(touched(people)) == 2


def test_why_somebody_left_goes_with_the_erasure_from_rosters_that_were_undone_too(cast):
    factories.group("Melati", BIRU)
    header = ["Kelompok", "Nama", "NIK", "JK", "Tgl lahir", "Anggota sejak", "Tanggal keluar", "Keterangan keluar"]
    line = ["Melati", "Siti Aminah", new_nik(), "P", "01/01/1990", "01/01/2020", "02/02/2021", "dipukul suami"]
    first = Run(cast.biru, "members", header, line)
    assert first.kind == "new", first.texts()
    first.write()
    first.undo()
    Run(cast.biru, "members", header, line).write()
    with acting_as(cast.dinas_bone):
        erase_person(Person.objects.get(full_name="Siti Aminah"), by=cast.dinas_bone, reason="Permintaan warga")
    assert Membership.history.exclude(left_reason="").count() == 0


@pytest.mark.parametrize("nik", [new_nik(), None], ids=["nik", "no nik"])
def test_the_family_card_of_a_household_that_was_undone_goes_with_the_erasure_too(cast, nik):
    line = row("Siti Aminah", nik, kk="9901010101900001", why=None if nik else "unknown")
    first = bring(cast.biru, line)
    first.write()
    first.undo()
    assert family_cards() == {"9901010101900001"}
    bring(cast.biru, line).write()
    with acting_as(cast.dinas_bone):
        erase_person(Person.objects.get(full_name="Siti Aminah"), by=cast.dinas_bone, reason="Permintaan warga")
    assert family_cards() == set()


def test_the_family_card_stays_where_somebody_else_of_the_household_does(cast):
    lines = [row(name, new_nik(), kk="9901010101900001") for name in ("Siti Aminah", "Budi Santoso")]
    first = bring(cast.biru, *lines)
    first.write()
    with acting_as(cast.dinas_bone):
        erase_person(Person.objects.get(full_name="Siti Aminah"), by=cast.dinas_bone, reason="Permintaan warga")
    assert Household.objects.get().kk_number == "9901010101900001"


def family_cards() -> set[str]:
    return {row.kk_number for row in Household.history.all() if row.kk_number}

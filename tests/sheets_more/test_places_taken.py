"""Undo where somebody else has taken the place since: what was there before is not forced back, and the rest is undone."""

from datetime import date

import pytest

from members.models import Membership, OfficerTerm
from tests import factories
from tests.factories import BIRU, BONE, new_nik
from tests.sheets_more.running import Run
from wksbm.accounts.models import User
from wksbm.people.models import DifferentPeople, Household, Person
from wksbm.regions.models import Tally

pytestmark = pytest.mark.django_db(transaction=True)  # keys between tables are looked at when a transaction ends
LEAVES = ["Kelompok", "Nama", "Tanggal keluar", "Alasan keluar"]


@pytest.fixture
def melati(cast):
    return factories.group("Melati", BIRU)


def member(name: str, melati, **facts) -> Membership:
    return factories.membership(factories.person(name, BIRU), melati, **facts)


def test_who_left_by_a_sheet_and_joined_again_is_a_member_once(cast, melati):
    siti, wati = member("Siti Aminah", melati, number=1), member("Wati", melati, number=2)
    gone = ["17/08/2024", "pindah"]
    run = Run(cast.biru, "members", LEAVES, ["Melati", "Siti Aminah", *gone], ["Melati", "Wati", *gone])
    run.write()
    factories.membership(siti.person, melati, number=3, joined_on=date(2025, 1, 1))
    assert run.undo() == {"reversed": 1, "clashes": 1}
    present = Membership.objects.filter(left_on=None).order_by("number")
    assert list(present.values_list("person", "number")) == [(wati.person_id, 2), (siti.person_id, 3)]


def test_a_number_that_somebody_has_by_now_is_not_given_back(cast, melati):
    member("Siti Aminah", melati, number=1)
    run = Run(cast.biru, "members", ["Kelompok", "Nama", "No anggota"], ["Melati", "Siti Aminah", 5])
    run.write()
    member("Wati", melati, number=1)
    assert run.undo() == {"clashes": 1}
    assert set(Membership.objects.values_list("number", flat=True)) == {1, 5}


def test_an_office_that_somebody_holds_by_now_is_not_given_back(cast, melati):
    factories.office(melati, "chair", member("Siti Aminah", melati).person)
    adviser = factories.office(melati, "adviser", member("Ana", melati).person)
    rows = ["Melati", "Siti Aminah", "Ketua", "31/12/2024"], ["Melati", "Ana", "Penasehat", "31/12/2024"]
    run = Run(cast.biru, "officers", ["Kelompok", "Nama", "Jabatan", "Sampai"], *rows)
    assert not run.write().refused
    for post in ("chair", "adviser"):
        factories.office(melati, post, member(f"Wati {post}", melati).person, starts_on=date(2025, 1, 1))
    assert run.undo() == {"reversed": 1, "clashes": 1}
    assert OfficerTerm.objects.filter(post="chair", ends_on=None).count() == 1
    adviser.refresh_from_db()
    assert adviser.ends_on is None, "there may be several advisers"


def test_a_count_whose_label_was_given_away_keeps_its_new_one(cast):
    header = ["Kode wilayah", "Tahun", "Subjek", "Uraian", "Jumlah", "Sumber"]
    counts = [[BONE, 2023, "penduduk miskin", label, 7, "BPS"] for label in ("Satu", "Dua")]
    Run(cast.dinas_bone, "tallies", header, *counts).write()
    one, two = Tally.objects.order_by("pk")
    renamed = [[one.pk, *counts[0][:3], "Tiga", 7, "BPS"], [two.pk, *counts[1][:3], "Empat", 7, "BPS"]]
    run = Run(cast.dinas_bone, "tallies", ["ID", *header], *renamed)
    assert run.write().written["changed"] == 2
    Run(cast.dinas_bone, "tallies", header, counts[0]).write()
    assert run.undo() == {"reversed": 1, "clashes": 1}
    assert sorted(Tally.objects.values_list("label_as_printed", flat=True)) == ["Dua", "Satu", "Tiga"]


def test_a_household_that_went_with_another_undoing_is_not_moved_back_into(cast):
    nik = new_nik()
    first, second = (
        Run(cast.biru, "people", ["Nama", "NIK", "JK", "Kode desa", "No KK"], ["Siti", nik, "P", BIRU, kk])
        for kk in ("9901010101900001", "9901010101900002")
    )
    first.write()
    second.check()
    second.write()
    assert first.undo() == {"reversed": 1, "edited": 1}
    assert second.undo() == {"used": 1, "clashes": 1}
    assert Person.objects.get().household == Household.objects.get()


def test_people_who_were_told_apart_since_are_kept(cast):
    nobody = ["P", BIRU]
    rows = [["Siti", new_nik(), *nobody], ["Sitti", new_nik(), *nobody], ["Wati", new_nik(), *nobody]]
    run = Run(cast.biru, "people", ["Nama", "NIK", "JK", "Kode desa"], *rows)
    run.write()
    siti, sitti, _wati = Person.objects.order_by("pk")
    DifferentPeople(first=siti, second=sitti).save()
    assert run.undo() == {"reversed": 1, "used": 2}
    assert list(Person.objects.order_by("pk")) == [siti, sitti]


def test_an_account_that_has_decided_about_a_name_is_kept(cast, melati):
    run = Run(cast.dinas_bone, "accounts", ["Nama", "Username", "Peran", "Wilayah"],
              ["Rina Wati", "desa.rina", "petugas desa", "Biru"])  # fmt: skip
    run.write()
    factories.waiting_name("Ana", melati, decided_by=User.objects.get(username="desa.rina"))
    assert "used" in run.undo()
    assert User.objects.filter(username="desa.rina").exists()

"""Whom a row of a list is about: by NIK, else by name and birth date; nobody beyond the own area, ever."""

import re
from datetime import date

import pytest

from tests import factories
from tests.factories import BIRU, PENFUI, TA, WATAMPONE
from tests.matching.lists import HEADERS, checked, differences, kinds_of, listed, rows_of
from wksbm.dates import Precision
from wksbm.people.match_finding import MOST_ALIKE
from wksbm.spreadsheets.batches import work
from wksbm.spreadsheets.mending import decide

pytestmark = pytest.mark.django_db
ROSMA = "9901014101905001"
OTHER_BIRU = "73.08.22.1009"


@pytest.fixture
def rosma(cast):
    return factories.person("Rosma Dewi", BIRU, nik=ROSMA)


def test_by_nik_whatever_the_name_and_the_difference_is_told_by_column(cast, rosma):
    batch = checked(cast.biru, [listed(ROSMA, "ROSMA  DEWI."), listed("9901014101905002", "Orang Lain")])
    assert kinds_of(batch) == ["same", "unknown"]
    assert rows_of(batch)[0].pk == rosma.pk
    assert differences(batch) == []
    batch = checked(cast.tksk, [listed(ROSMA, "Rosmawati", "02/01/1990", "Ta")])
    assert differences(batch) == [
        "Nama: Rosma Dewi → Rosmawati",
        "Tanggal lahir: 01/01/1990 → 02/01/1990",
        "Desa/kelurahan: Biru → Ta",
    ]


def test_a_village_elsewhere_is_a_difference_and_no_fault(cast, rosma):
    batch = checked(
        cast.biru, [listed(ROSMA, "Rosma Dewi", village="Sukamaju"), listed("", "Rosma Dewi", village="Ta")]
    )
    assert kinds_of(batch) == ["same", "unknown"]
    assert differences(batch) == ["Desa/kelurahan: Biru → Sukamaju"]


def test_without_nik_by_name_and_birth_date_in_the_village_named(cast):
    there = factories.person("Sukarno Putra", BIRU)
    factories.person("Sukarno Putra", TA)
    rows = [
        listed("", "SOEKARNO PUTRA", "1 Januari 1990"),
        listed("", "Sukarno Putra", "1990-01-02"),
        listed("", "Sukarno Putra", village=""),
        listed("", "Sukarno Putra", "1990"),
    ]
    batch = checked(cast.tksk, rows)
    assert kinds_of(batch) == ["same", "unknown", "similar", "similar"]
    assert rows_of(batch)[0].pk == there.pk
    assert [len(row.near) for row in rows_of(batch)] == [0, 0, 2, 1]


def test_who_has_only_a_year_in_common_is_asked_about(cast):
    """Of the old nobody knows the day: the registry holds the year, and a list the first of July or the year too."""
    old = factories.person("Nenek Tua", BIRU, birth_date=date(1940, 1, 1), birth_date_precision=Precision.YEAR)
    factories.person("Nenek Tua", TA, birth_date=date(1940, 1, 1), birth_date_precision=Precision.ESTIMATED)
    carded = factories.person("Kakek Tua", BIRU, nik=ROSMA, birth_date=date(1938, 5, 17))
    rows = [
        listed("9901014107405002", "Nenek Tua", "01/07/1940"),
        listed("", "Nenek Tua", "1940"),
        listed("", "Nenek Tua", "1941"),
        listed("", "Kakek Tua", "1938"),
        listed("9901014101905002", "Kakek Tua", "1938"),
        listed("", "Kakek Tua", "01/07/1938"),
    ]
    batch = checked(cast.tksk, rows)
    assert [list(row.near) for row in rows_of(batch)] == [[old.pk], [old.pk], [], [carded.pk], [], []]
    assert kinds_of(batch) == ["similar", "similar", "unknown", "similar", "unknown", "unknown"]
    decide(batch, {2: str(old.pk)})
    work(batch, "check")
    assert rows_of(batch)[0].pk == old.pk


def test_who_has_no_nik_is_found_by_name_and_who_has_another_may_only_be_similar(cast, rosma):
    bare = factories.person("Tanpa Kartu", BIRU)
    rows = [listed("9901014101905009", "Tanpa Kartu"), listed("9901014101905008", "Rosma Dewi")]
    batch = checked(cast.biru, rows)
    assert kinds_of(batch) == ["same", "similar"]
    assert [row.pk for row in rows_of(batch)] == [bare.pk, None]
    assert rows_of(batch)[1].near == [rosma.pk]


def test_a_birth_year_alone_is_told_as_a_difference(cast):
    factories.person("Nenek Tua", BIRU, nik=ROSMA, birth_date=date(1940, 1, 1), birth_date_precision=Precision.YEAR)
    assert differences(checked(cast.biru, [listed(ROSMA, "Nenek Tua", "17/08/1940")])) == [
        "Tanggal lahir: 1940 → 17/08/1940"
    ]


def test_what_stands_above_a_village_tells_where_it_is(cast, rosma):
    """Of two villages of one name that of the sub-district; one that lies in none of them is a village elsewhere."""
    factories.region(OTHER_BIRU, "kelurahan", "Biru")
    there = factories.person("Rosma Dewi", OTHER_BIRU)
    titles = [*HEADERS, "Kecamatan", "Kab/Kota"]
    rows = [
        [*listed("", "Rosma Dewi"), "Kec. Tanete Riattang", "Bone"],
        [*listed("", "Rosma Dewi"), "TANETE RIATTANG BARAT", "Kabupaten Bone"],
        [*listed("", "Rosma Dewi", village="Ta"), "Tanete Riattang Barat", ""],
        [*listed("", "Rosma Dewi"), "Entah", "Entah"],
    ]
    batch = checked(cast.dinas_bone, rows, titles)
    assert [row.pk for row in rows_of(batch)] == [rosma.pk, there.pk, None, None]
    assert kinds_of(batch) == ["same", "same", "unknown", "similar"]
    row = [*listed(ROSMA, "Rosma Dewi", village="Ta"), "Tanete Riattang Barat", ""]
    assert differences(checked(cast.dinas_bone, [row], titles)) == ["Desa/kelurahan: Biru → Ta, Tanete Riattang Barat"]


@pytest.mark.parametrize("hidden", ["9901 •••• •••• ••••", "9901************", "9901XXXXXXXXXXXX"])
def test_a_list_whose_niks_are_hidden_is_matched_by_name_and_birth_date(cast, rosma, hidden):
    batch = checked(cast.biru, [listed(hidden, "Rosma Dewi"), listed(hidden, "Orang Lain")])
    assert kinds_of(batch) == ["same", "unknown"]
    assert rows_of(batch)[0].pk == rosma.pk


def test_the_same_person_twice_by_number_and_by_name(cast, rosma):
    factories.person("Tanpa Kartu", BIRU)
    rows = [
        listed(ROSMA, "Rosma Dewi"), listed(ROSMA, "Rosma Dewi"), listed("", "Rosma Dewi"),
        listed("9901014101905009", "Tanpa Kartu"), listed("", "Tanpa Kartu"),
        listed("", "Siapa Pun"), listed("", "Siapa Pun"),
    ]  # fmt: skip
    batch = checked(cast.biru, rows)
    assert kinds_of(batch) == ["same", "wrong", "wrong", "same", "wrong", "unknown", "wrong"]
    assert {fault.code for row in rows_of(batch) for fault in row.faults} == {"twice"}
    assert re.search(r"\b2\b", rows_of(batch)[2].faults[0].text)


def test_unreadable_rows_say_why(cast):
    rows = [
        listed("9901", "Pendek"), listed("", "Hanya Nama", ""), listed("", "Desil Salah", desil="11"),
        listed("9901 •••• •••• ••••", "Tertutup", ""), listed("", "PKH Salah", pkh="mungkin"),
    ]  # fmt: skip
    batch = checked(cast.biru, rows)
    assert [row.faults[0].code for row in rows_of(batch)] == ["length", "nobody", "number", "masked", "unknown_word"]
    assert batch.counts["wrong"] == 5
    assert batch.counts["read"] == 5


@pytest.mark.parametrize("who", ["biru", "tksk", "dinas_bone"])
def test_people_elsewhere_are_unknown_however_they_are_named(cast, who):
    factories.person("Rosma Dewi", PENFUI, nik=ROSMA)
    rows = [
        listed(ROSMA, "Rosma Dewi"),
        listed("", "Rosma Dewi", village=""),
        listed("", "Rosma Dewi", village="Penfui Timur"),
    ]
    assert kinds_of(checked(getattr(cast, who), rows)) == ["unknown"] * 3


def test_a_decision_reaches_nobody_elsewhere(cast):
    foreign = factories.person("Rosma Dewi", WATAMPONE, nik=ROSMA)
    batch = checked(cast.biru, [listed(ROSMA, "Rosma Dewi")])
    decide(batch, {2: str(foreign.pk)})
    work(batch, "check")
    assert kinds_of(batch) == ["unknown"]


def test_who_was_erased_is_nobody(cast, rosma):
    rosma.erased_on = date(2026, 1, 1)
    rosma.save()
    assert kinds_of(checked(cast.biru, [listed(ROSMA, "Rosma Dewi")])) == ["unknown"]


def test_a_list_that_tries_numbers_finds_nobody(cast, rosma):
    tries = [listed(f"{ROSMA[:12]}{5001 + number:04d}", "Coba") for number in range(MOST_ALIKE + 1)]
    assert kinds_of(checked(cast.biru, tries[:-1])) == ["same"] + ["unknown"] * (MOST_ALIKE - 1)
    others = [listed("", f"Warga {number}", f"{number % 28 + 1:02}/02/1990") for number in range(MOST_ALIKE)]
    batch = checked(cast.biru, tries + others)
    assert batch.counts["wrong"] == len(tries)
    assert {row.pk for row in rows_of(batch)} == {None}


def test_two_of_one_name_and_birthday_are_told_apart_by_the_user(cast):
    twins = [factories.person("Kembar Satu", BIRU) for _time in range(2)]
    batch = checked(cast.biru, [listed("", "Kembar Satu", desil="1"), listed("", "Kembar Satu", desil="2")])
    for number, twin in enumerate(twins, 2):
        decide(batch, {number: str(twin.pk)})
        work(batch, "check")
    assert [(row.kind, row.pk) for row in rows_of(batch)] == [("changed", twin.pk) for twin in twins]


def test_a_name_that_very_many_villages_share_is_read(cast):
    for number in range(2001, 2031):
        factories.region(f"73.08.21.{number}", "desa", "Sukamaju")
    rows = [listed("", "Rosma Dewi", village="Sukamaju"), listed("", "Rosma", village="Sukamaju")]
    assert kinds_of(checked(cast.tksk, rows)) == ["unknown", "unknown"]

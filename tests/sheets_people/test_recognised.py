"""Whom a row is about: by number, by NIK, by name with birthday and village; nobody elsewhere is ever seen."""

from datetime import date

from tests import factories
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.sheets_people.bringing import bring, row
from wksbm.people.models import Person


def test_new_changed_same_similar_and_wrong_stand_side_by_side(cast):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik(), phone="+6281234567890")
    budi = factories.person("Budi Santoso", BIRU, nik=new_nik(sex="L"), sex="L")
    near = factories.person("Siti Rahmawati", BIRU)
    run = bring(
        cast.biru,
        row("Wati Lestari", new_nik()),
        row("Siti Aminah", siti.nik, phone="081234567899"),
        row("Budi Santoso", budi.nik, sex="L"),
        row("Siti Rahmah", why="document not shown"),
        row("Rina", "123"),
    )
    assert run.kinds == ["new", "changed", "same", "similar", "wrong"]
    assert run.index.counts == {
        "read": 5, "new": 1, "changed": 1, "same": 1, "similar": 1, "wrong": 1, "skipped": 0, "unknown": 0,
    }  # fmt: skip
    assert run.changes(3) == {"phone": ("+6281234567890", "+6281234567899")}
    assert run.row(5).near == [near.pk]
    assert list(run.faults(6)) == ["nik"]
    assert run.write().written == {"new": 1, "changed": 1}
    assert run.batch.counts["refused"] == 2
    assert sorted(Person.objects.values_list("full_name", "version")) == [
        ("Budi Santoso", 1), ("Siti Aminah", 2), ("Siti Rahmawati", 1), ("Wati Lestari", 1),
    ]  # fmt: skip


def test_by_number_by_nik_and_by_name_with_birthday_and_village(cast):
    one = factories.person("Nama Lama", BIRU, nik=new_nik())
    two = factories.person("Budi Santoso", BIRU, nik=new_nik())
    three = factories.person("Wati Lestari", BIRU, nik=new_nik(), birth_date=date(1991, 2, 3))
    run = bring(
        cast.biru,
        row("Nama Baru", pk=one.pk),
        row("Nama Lain", two.nik),
        row("WATI  lestari", born="03/02/1991", rt="7"),
    )
    assert [run.row(number).pk for number in (2, 3, 4)] == [one.pk, two.pk, three.pk]
    assert run.kinds == ["changed"] * 3


def test_the_same_name_and_birthday_in_another_village_is_asked_about(cast):
    there = factories.person("Wati Lestari", WATAMPONE, birth_date=date(1991, 2, 3))
    known = row("Wati Lestari", born="03/02/1991", why="unknown")
    assert bring(cast.tksk, known).row().near == [there.pk]
    assert bring(cast.biru, known).kinds == ["new"]


def test_with_and_without_a_nik_in_one_file_is_one_person(cast):
    without, named = row("Wati Lestari", why="unknown"), row("WATI LESTARI", new_nik())
    for rows, doubled in (((without, named), 2), ((named, without), 3)):
        run = bring(cast.biru, *rows)
        assert run.faults(doubled) == {"": "twice"}
        assert run.kinds.count("new") == 1
    others = (row("Wati Lestari", new_nik(), born="02/01/1990"), row("Wati Lestari", new_nik(), village=WATAMPONE))
    assert bring(cast.dinas_bone, without, *others).kinds == ["new"] * 3


def test_who_looks_alike_is_decided_by_the_user(cast):
    near = factories.person("Siti Rahmawati", BIRU)
    asked = row("Siti Rahmah", why="unknown", rt="4")
    assert bring(cast.biru, asked).kind == "similar"
    assert bring(cast.biru, asked, decided={2: "other"}).kind == "new"
    assert bring(cast.biru, asked, decided={2: "skip"}).kind == "skipped"
    meant = bring(cast.biru, asked, decided={2: str(near.pk)})
    assert (meant.kind, meant.row().pk) == ("changed", near.pk)


def test_a_number_of_somebody_elsewhere_is_like_one_that_nobody_has(cast):
    foreign = factories.person("Orang Lain", WATAMPONE, nik=new_nik())
    nobody = foreign.pk + 1_000
    run = bring(cast.biru, row("Siti", pk=foreign.pk, why="unknown"), row("Siti", pk=nobody, why="unknown", rt="1"))
    assert run.faults(2) == run.faults(3) == {"number": "unknown_number"}
    assert run.texts(2) == run.texts(3)
    before = foreign.history.count()
    run.write()
    foreign.refresh_from_db()
    assert (foreign.version, foreign.full_name, foreign.history.count()) == (1, "Orang Lain", before)


def test_people_of_other_villages_are_neither_seen_nor_touched(cast):
    foreign = factories.person("Siti Aminah", WATAMPONE, nik=new_nik())
    by_name = bring(cast.biru, row("Siti Aminah", village=WATAMPONE, why="unknown"))
    assert by_name.faults() == {"village_code": "outside"} or list(by_name.faults()) == ["village_code"]
    by_nik = bring(cast.biru, row("Nama Lain", foreign.nik))
    assert (by_nik.kind, by_nik.row().pk, by_nik.row().near) == ("new", None, ())


def test_a_nik_once_given_is_not_changed_by_a_list(cast):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik())
    run = bring(cast.biru, row("Siti Aminah", new_nik(), pk=siti.pk))
    assert run.faults() == {"nik": "other_nik"}
    assert siti.nik not in run.texts()


def test_a_nik_is_added_to_somebody_who_had_none(cast):
    siti = factories.person("Siti Aminah", BIRU)
    nik = new_nik()
    run = bring(cast.biru, row("Siti Aminah", nik, pk=siti.pk))
    assert run.changes() == {"nik": (None, nik)}
    run.write()
    siti.refresh_from_db()
    assert (siti.nik, siti.no_nik_reason, siti.nik_conflict) == (nik, "", False)
    assert list(Person.objects.with_nik(nik)) == [siti]


def test_masked_cells_of_an_export_say_nothing(cast):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik(), phone="+6281234567890")
    masked = row("Siti Aminah", "9901••••••••••••", pk=siti.pk, kk="9901••••••••••••", phone="+62812•••••90")
    assert bring(cast.biru, masked).kind == "same"
    stars = row("Siti Aminah", "9901************", pk=siti.pk, kk="9901 XXXX XXXX XXXX", phone="0812****90")
    assert bring(cast.biru, stars).kind == "same"
    for hidden in ("9901••••••••••••", "9901************"):
        assert bring(cast.biru, row("Siti Aminah", hidden)).faults() == {"nik": "masked"}


def test_one_person_stands_once_in_a_file(cast):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik())
    nik = new_nik()
    run = bring(
        cast.biru,
        row("Wati", nik),
        row("Wati Lestari", nik),
        row("Siti Aminah", siti.nik, rt="1"),
        row("Siti Aminah", pk=siti.pk, rt="2"),
        row("Siti Aminah", rt="3"),
    )
    assert run.kinds == ["new", "wrong", "changed", "wrong", "wrong"]
    assert [run.faults(number) for number in (3, 5, 6)] == [{"": "twice"}] * 3
    run.write()
    assert siti.history.count() == 2
    assert run.batch.rows.count() == 2


def test_a_wrong_reason_is_told_once(cast):
    assert len(bring(cast.biru, row("Wati Lestari", why="tidak tahu apa")).row().faults) == 1
    assert bring(cast.biru, row("Wati Lestari")).faults() == {"no_nik_reason": "no_nik"}

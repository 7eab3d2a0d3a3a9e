"""What happened between check and bringing in is told row by row; nothing of a colleague is overwritten or doubled."""

from tests import factories
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.sheets_people.bringing import bring, row
from wksbm.people.models import Person


def test_a_person_changed_meanwhile_is_refused_and_not_overwritten(cast):
    siti = factories.person("Siti", BIRU, nik=new_nik(), rt="001")
    wati = factories.person("Wati", BIRU, nik=new_nik(), rt="001")
    run = bring(cast.biru, row("Siti", siti.nik, rt="2"), row("Wati", wati.nik, rt="2"))
    siti.rt = "009"
    siti.save()
    written = run.write()
    assert (written.written, list(written.refused)) == ({"new": 0, "changed": 1}, [2])
    assert list(run.batch.facts["refused"]) == ["2"]
    assert run.batch.counts["refused"] == 1
    assert sorted(Person.objects.values_list("full_name", "rt", "version")) == [("Siti", "009", 2), ("Wati", "002", 2)]
    assert siti.history.count() == 2
    assert list(run.batch.rows.values_list("object_id", flat=True)) == [wati.pk]
    run.undo()
    assert sorted(Person.objects.values_list("full_name", "rt")) == [("Siti", "009"), ("Wati", "001")]


def test_a_nik_registered_meanwhile_is_refused(cast):
    nik, free = new_nik(), new_nik()
    run = bring(cast.biru, row("Siti", nik), row("Wati", free))
    factories.person("Siti Aminah", BIRU, nik=nik)
    written = run.write()
    assert (written.written["new"], list(written.refused)) == (1, [2])
    assert nik not in written.refused[2]
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Siti Aminah", "Wati"]


def test_a_nik_registered_meanwhile_is_not_given_to_a_second_one(cast):
    siti = factories.person("Siti", BIRU)
    nik = new_nik()
    run = bring(cast.biru, row("Siti", nik, pk=siti.pk))
    factories.person("Wati", BIRU, nik=nik)
    assert list(run.write().refused) == [2]
    siti.refresh_from_db()
    assert (siti.nik, siti.version) == ("", 1)


def test_a_nik_registered_meanwhile_elsewhere_comes_in_as_a_conflict(cast):
    nik = new_nik()
    run = bring(cast.biru, row("Siti", nik))
    factories.person("Orang Lain", WATAMPONE, nik=nik)
    assert run.write().refused == {}
    assert Person.objects.get(village=BIRU).nik_conflict


def test_somebody_without_nik_who_was_registered_meanwhile_is_not_doubled(cast):
    run = bring(cast.biru, row("Siti Aminah", why="unknown"), row("Wati", why="unknown", born="1990"))
    factories.person("SITI AMINAH", BIRU)
    written = run.write()
    assert (written.written["new"], list(written.refused)) == (1, [2])
    assert Person.objects.count() == 2


def test_who_was_said_to_be_somebody_else_comes_in_all_the_same(cast):
    factories.person("Siti Rahmawati", BIRU)
    run = bring(cast.biru, row("Siti Rahmah", why="unknown"), decided={2: "other"})
    assert run.write().written["new"] == 1


def test_a_person_who_is_gone_meanwhile_is_refused(cast):
    first = bring(cast.biru, row("Siti", nik := new_nik()))
    first.write()
    run = bring(cast.biru, row("Siti", nik, rt="3"))
    first.undo()
    assert list(run.write().refused) == [2]
    assert not Person.objects.exists()

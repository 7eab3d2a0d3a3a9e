"""What stands in the registry after a list was brought in: the people, their households, doubts, history, places in lists."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.ledger.tampering import found, seal_all
from tests.sheets_people.bringing import bring, named, row
from wksbm.people.models import Household, Person

KK = "9901010101900001"


def test_blank_cells_leave_what_is_there(cast):
    siti = factories.person(
        "Siti Aminah", BIRU, nik=new_nik(), phone="+6281234567890", address="Jalan Wijaya 1", rt="003",
        household=factories.household(KK, BIRU),
    )  # fmt: skip
    run = bring(cast.biru, row("Siti Aminah", pk=siti.pk, sex=None, born=None, village=None, rt="4"))
    assert run.changes() == {"rt": ("003", "004")}
    run.write()
    now = Person.objects.get(pk=siti.pk)
    kept = [field.attname for field in Person._meta.concrete_fields if field.attname not in ("rt", "version")]
    assert {name: getattr(now, name) for name in kept} == {name: getattr(siti, name) for name in kept}
    assert (now.rt, now.version) == ("004", 2)


def test_history_names_the_import_its_user_and_the_role(cast):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik())
    run = bring(cast.biru, row("Wati", new_nik(), kk=KK), row("Siti Aminah", siti.nik, rt="4"))
    run.write()
    wati = Person.objects.get(full_name="Wati")
    for record, kind in ((wati, "+"), (wati.household, "+"), (siti, "~")):
        entry = record.history.first()
        assert (entry.history_type, entry.history_user, entry.history_role) == (kind, cast.biru, "village")
        assert entry.history_change_reason == run.batch.reason
        assert entry.version == type(record).objects.get(pk=record.pk).version
    assert "daftar.xlsx" in run.batch.reason
    assert [one.history.count() for one in (wati, wati.household, siti)] == [1, 1, 2]
    touched = set(run.batch.rows.values_list("label", "object_id", "number", "created", "version", "before"))
    assert touched == {
        ("people.Person", wati.pk, 2, True, 1, 0), ("people.Household", wati.household_id, 2, True, 1, 0),
        ("people.Person", siti.pk, 3, False, 2, 1),
    }  # fmt: skip


def test_history_holds_the_same_values_as_a_save_by_hand(cast):
    bring(cast.biru, row("Wati", nik := new_nik(), kk=KK, rt="3", phone="081234567890")).write()
    wati = Person.objects.get()
    entry = wati.history.get()
    assert (wati.nik, entry.nik) == (nik, nik)
    names = [field.attname for field in Person.history.model.tracked_fields]
    assert {name: getattr(entry, name) for name in names} == {name: getattr(wati, name) for name in names}
    wati.full_clean()


def test_households_are_found_by_kk_number_in_the_village(cast):
    home, elsewhere = factories.household(KK, BIRU), factories.household(KK, WATAMPONE)
    other = "9901010101900002"
    bring(
        cast.biru,
        row("Siti", new_nik(), kk=KK),
        row("Wati", new_nik(), kk=other, rt="5"),
        row("Rina", new_nik(), kk=other),
        row("Tuti", new_nik()),
    ).write()
    people = {person.full_name: person for person in Person.objects.select_related("household")}
    assert people["Siti"].household == home != elsewhere
    assert people["Wati"].household == people["Rina"].household
    assert (people["Wati"].kk_number, people["Wati"].household.rt) == (other, "005")
    assert people["Tuti"].household is None
    assert Household.objects.count() == 3


def test_no_household_is_made_for_a_row_that_was_refused(cast):
    siti = factories.person("Siti", BIRU, nik=new_nik())
    nik = new_nik()
    run = bring(cast.biru, row("Siti", siti.nik, kk=KK), row("Wati", nik, kk="9901010101900002"))
    siti.occupation = "tani"
    siti.save()
    factories.person("Wati", BIRU, nik=nik)
    run.write()
    assert not Household.objects.exists()
    assert not run.batch.rows.exists()


def test_a_nik_of_somebody_elsewhere_is_answered_like_a_new_one(cast):
    foreign = factories.person("Orang Lain", WATAMPONE, nik=new_nik())
    told = []
    for nik, name in ((new_nik(), "Wati Lestari"), (new_nik(), "Siti Aminah"), (foreign.nik, "Budi Santoso")):
        with CaptureQueriesContext(connection) as asked:
            run = bring(cast.biru, row(name, nik, born="02/02/1992"))
            run.write()
        told.append((run.kind, run.texts(), run.batch.facts, run.batch.counts, len(asked)))
    assert told[1] == told[2]  # the first one fills caches
    mine = Person.objects.with_nik(foreign.nik).get(village=BIRU)
    assert (mine.nik_conflict, mine.nik) == (True, foreign.nik)
    foreign.refresh_from_db()
    assert (foreign.nik_conflict, foreign.version) == (False, 1)


def test_doubts_are_kept_with_the_person(cast):
    nik = new_nik(sex="L")
    run = bring(cast.biru, row("Siti Aminah", nik, born="02/02/1980"))
    assert run.kind == "new"
    told = run.doubts()
    assert {"birth_date", "sex", "nik"} == set(told)
    run.write()
    assert Person.objects.get().doubts == sorted(told.values())


def test_doubts_of_a_changed_row_join_those_that_wait_and_bring_back_none_that_was_settled(cast):
    nik = new_nik(sex="L")
    siti = factories.person("Siti Aminah", BIRU, nik=nik, birth_date=date(1980, 2, 2))
    Person.objects.filter(pk=siti.pk).update(doubts=["no_guardian"])
    bring(cast.biru, row("Siti Aminah", nik, born="02/02/1980", rt="4")).write()
    siti.refresh_from_db()
    assert (siti.rt, siti.doubts) == ("004", ["no_guardian"])
    run = bring(cast.biru, row("Siti Aminah", nik, born="03/03/1980"))
    assert run.doubts()["birth_date"] == "nik_birth"
    run.write()
    siti.refresh_from_db()
    assert siti.doubts == ["nik_birth", "no_guardian"]
    run.undo()
    siti.refresh_from_db()
    assert siti.doubts == ["no_guardian"]


def test_the_search_finds_who_was_brought_in_and_forgets_who_was_undone(cast):
    run = bring(cast.biru, row("Wulandari Kusumaningtyas", new_nik()))
    run.write()
    assert [who.full_name for who in Person.objects.matching("kusumaning")] == ["Wulandari Kusumaningtyas"]
    run.undo()
    assert not Person.objects.matching("kusumaning").exists()


def test_the_story_tells_the_import_and_its_undoing(cast, english):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik())
    run = bring(cast.biru, row("Siti Aminah", siti.nik, rt="4"))
    run.write()
    page = f"{siti.get_absolute_url()}riwayat/"
    assert run.batch.reason in told(english(cast.biru), page)
    run.undo()
    text = told(english(cast.biru), page)
    undone = siti.history.first().history_change_reason
    assert undone != run.batch.reason
    assert undone in text
    assert text.count(run.batch.reason) >= 2


def told(client, page: str) -> str:
    response = client.get(page)
    assert response.status_code == 200, page
    return " ".join(response.content.decode().split())


def test_the_sealed_chain_holds_after_import_and_undo(cast):
    siti = factories.person("Siti Aminah", BIRU, nik=new_nik())
    run = bring(cast.biru, row("Siti Aminah", siti.nik, rt="4"), *(row(named(n), new_nik()) for n in range(20)))
    run.write()
    seal_all()
    run.undo()
    seal_all()
    assert found() == []

"""Undo: who was brought in and left alone is gone, whom somebody touched since is kept, what was changed is as before."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.sheets_people.bringing import bring, crowd, row
from wksbm.actor import acting_as
from wksbm.people.models import Household, Person
from wksbm.people.services import save_person

EDITED = 3


def check_that_the_edited_are_kept(run, many: int) -> None:
    run.write()
    assert Person.objects.count() == many
    chosen = list(Person.objects.order_by("pk")[10 : 10 + EDITED])
    for person in chosen:
        person.occupation = "tani"
        person.save()
    assert run.undo() == {"reversed": many - EDITED, "edited": EDITED}
    assert list(Person.objects.order_by("pk")) == chosen
    kept = run.batch.rows.filter(outcome="edited").values_list("object_id", flat=True)
    assert set(kept) == {person.pk for person in chosen}
    history = Person.history.model.objects
    assert history.filter(history_type="+", history_change_reason=run.batch.reason).count() == many
    gone = history.filter(history_type="-", history_change_reason__contains=run.batch.reason)
    assert gone.count() == many - EDITED
    assert set(gone.values_list("history_user", "history_role").distinct()) == {(run.user.pk, "village")}
    assert {person.history.count() for person in chosen} == {2}


def test_of_five_hundred_the_three_edited_since_are_kept(cast):
    check_that_the_edited_are_kept(bring(cast.biru, *crowd(500)), 500)


@pytest.mark.long
def test_of_five_thousand_the_three_edited_since_are_kept(cast):
    check_that_the_edited_are_kept(bring(cast.biru, *crowd(5_000)), 5_000)


def test_what_was_changed_becomes_what_it_was(cast):
    siti = factories.person("Siti Aminah", BIRU, phone="+6281234567890", rt="003", birth_date=None)
    run = bring(
        cast.biru,
        row("Siti Aminah Lestari", new_nik(), pk=siti.pk, kk="9901010101900001", rt="4", address="Jalan Baru",
            phone="081234567899"),
    )  # fmt: skip
    assert run.kind == "changed"
    run.write()
    assert Person.objects.get().full_name == "Siti Aminah Lestari"
    assert run.undo() == {"reversed": 2}
    now = Person.objects.get()
    names = [field.attname for field in Person._meta.concrete_fields if field.name != "version"]
    assert {name: getattr(now, name) for name in names} == {name: getattr(siti, name) for name in names}
    assert (now.version, now.history.count()) == (3, 3)
    entry = now.history.first()
    assert (entry.version, entry.full_name) == (3, "Siti Aminah")
    assert run.batch.reason in entry.history_change_reason
    assert not Household.objects.exists()
    assert [who.pk for who in Person.objects.matching("Siti Aminah")] == [siti.pk]
    assert not Person.objects.matching("Lestari").exists()


def test_whoever_has_become_a_member_is_kept_with_his_household(cast):
    run = bring(
        cast.biru,
        row("Siti", new_nik(), kk="9901010101900001"),
        row("Wati", new_nik(), kk="9901010101900002"),
    )
    run.write()
    siti = Person.objects.get(full_name="Siti")
    factories.membership(siti, factories.group("Melati", BIRU))
    assert run.undo() == {"reversed": 2, "used": 2}
    assert list(Person.objects.all()) == [siti]
    assert list(Household.objects.all()) == [siti.household]


def test_a_household_into_which_somebody_else_moved_is_kept(cast):
    run = bring(cast.biru, row("Siti", new_nik(), kk="9901010101900001"))
    run.write()
    factories.person("Wati", BIRU, household=Household.objects.get())
    assert run.undo() == {"reversed": 1, "used": 1}
    assert Household.objects.count() == 1


def test_an_import_is_undone_once(cast):
    run = bring(cast.biru, row("Siti", new_nik()))
    with pytest.raises(ValidationError):
        run.undo()
    run.write()
    run.undo()
    with pytest.raises(ValidationError):
        run.undo()
    with pytest.raises(ValidationError):
        run.write()
    assert Person.history.model.objects.count() == 2


def test_who_had_the_same_nik_elsewhere_is_alone_with_it_afterwards(cast):
    nik, two = new_nik(), new_nik()
    run = bring(cast.biru, row("Siti", nik), row("Wati", two))
    run.write()
    with acting_as(cast.watampone):
        there = claimed("Orang Lain", WATAMPONE, nik, cast.watampone)
        both = claimed("Satu", WATAMPONE, two, cast.watampone)
    with acting_as(cast.penfui):
        third = claimed("Dua", factories.PENFUI, two, cast.penfui)
    versions = {person.pk: person.version for person in (there, both, third)}
    run.undo()
    marks = dict(Person.objects.values_list("pk", "nik_conflict"))
    assert marks == {there.pk: False, both.pk: True, third.pk: True}
    assert dict(Person.objects.values_list("pk", "version")) == versions


def test_whoever_is_alone_with_a_nik_is_found_under_every_key_of_the_ring(cast, settings):
    nik, other = new_nik(), new_nik()
    run = bring(cast.biru, row("Siti", nik), row("Wati", other))
    run.write()
    settings.FIELD_KEYS = f"k9:{'B' * 43}=,{settings.FIELD_KEYS}"
    with acting_as(cast.watampone):
        there = claimed("Orang Lain", WATAMPONE, nik, cast.watampone)
    assert there.nik_index.startswith("k9:")
    run.undo()
    there.refresh_from_db()
    assert not there.nik_conflict


def claimed(name: str, village: str, nik: str, by) -> Person:
    person = save_person(Person(full_name=name, village_id=village, nik=nik, sex="P"), by=by)
    assert person.nik_conflict
    return person


def test_a_nik_given_and_taken_back_frees_who_has_it_elsewhere(cast):
    siti = factories.person("Siti", BIRU)
    nik = new_nik()
    run = bring(cast.biru, row("Siti", nik, pk=siti.pk))
    run.write()
    with acting_as(cast.watampone):
        there = claimed("Orang Lain", WATAMPONE, nik, cast.watampone)
    run.undo()
    there.refresh_from_db()
    assert (there.nik_conflict, Person.objects.get(pk=siti.pk).nik) == (False, "")


def test_two_imports_are_undone_one_after_the_other(cast):
    first = bring(cast.biru, row("Siti", nik := new_nik(), rt="1"))
    first.write()
    second = bring(cast.biru, row("Siti", nik, rt="2"))
    second.write()
    third = bring(cast.biru, row("Siti", nik, rt="3"))
    third.write()
    assert third.undo() == {"reversed": 1}
    assert Person.objects.get().rt == "002"
    assert second.undo() == {"reversed": 1}
    assert Person.objects.get().rt == "001"
    assert first.undo() == {"reversed": 1}
    assert not Person.objects.exists()


def test_an_earlier_import_keeps_what_a_later_one_has_changed(cast):
    first = bring(cast.biru, row("Siti", nik := new_nik(), rt="1"))
    first.write()
    bring(cast.biru, row("Siti", nik, rt="2")).write()
    assert first.undo() == {"edited": 1}
    assert Person.objects.get().rt == "002"

"""Whoever has no NIK and of whom nobody knows the day of birth: asked about, never silently registered twice."""

import pytest

from tests import factories, sqlite_steps
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.sheets_people.bringing import bring, row
from wksbm.people.models import Person


@pytest.mark.parametrize("born", ["1960", None, "± 1960"])
def test_the_same_list_again_registers_nobody_anew(cast, born):
    rows = [row("Siti Aminah", born=born, why="unknown"), row("Wati", born=born, why="unknown")]
    bring(cast.biru, *rows).write()
    again = bring(cast.biru, *rows)
    assert again.kinds == ["similar", "similar"]
    siti = Person.objects.get(full_name="Siti Aminah")
    assert again.row().near == [siti.pk]
    again.write()
    assert Person.objects.count() == 2
    meant = bring(cast.biru, *rows, decided={2: str(siti.pk), 3: "other"})
    assert meant.kinds == ["same", "new"]


def test_a_day_that_only_one_of_the_two_knows_is_asked_about(cast):
    for name, facts in (
        ("Siti", {"birth_date_precision": "year"}),
        ("Wati", {"birth_date": None}),
        ("Rina", {}),
        ("Ana", {"nik": new_nik(), "birth_date_precision": "year"}),
    ):
        factories.person(name, BIRU, **facts)
    rows = [row(name, born="07/03/1990", why="unknown") for name in ("Siti", "Wati")]
    rows += [row("Rina", born="1990", why="unknown"), row("Siti", new_nik(), born="1990")]
    assert bring(cast.biru, *rows).kinds == ["similar"] * 4
    others = [row("Siti", born="1991", why="unknown"), row("Ana", new_nik(), born="1990")]
    others += [row("Rina", born="1990", why="unknown", village=WATAMPONE), row("Sita", born="1990", why="unknown")]
    assert bring(cast.tksk, *others).kinds == ["new"] * 4


@pytest.mark.parametrize("born", ["1960", None, "± 1960"])
def test_who_stands_twice_in_one_list_is_registered_once(cast, born):
    rows = [row("Siti Aminah", born=born, why="unknown"), row("SITI AMINAH", born=born, why="unknown")]
    others = [row("Siti Aminah", born="1961", why="unknown"), row("Siti Aminah", new_nik(), born=born)]
    others.append(row("Siti Aminah", born=born, why="unknown", rt="7"))
    others.append(row("Sitti Aminah", born=born, why="unknown"))
    run = bring(cast.biru, *rows, *others)
    assert (run.kinds, run.faults(3)) == (["new", "wrong", "new", "new", "new", "new"], {"": "twice"})


def test_whoever_is_not_seen_is_not_asked_about(cast):
    factories.person("Siti", WATAMPONE, birth_date=None)
    assert bring(cast.biru, row("Siti", born=None, why="unknown")).kind == "new"


def test_who_was_registered_meanwhile_is_not_doubled(cast):
    run = bring(cast.biru, *(row(name, born="1990", why="unknown") for name in ("Siti", "Wati", "Rina")))
    factories.person("Siti", BIRU)
    factories.person("Wati", BIRU, birth_date=None)
    assert sorted(run.write().refused) == [2, 3]
    assert Person.objects.count() == 3


def test_the_same_list_of_two_officers_comes_in_once(cast):
    rows = [row("Siti", born="1990", why="unknown")]
    one, two = bring(cast.biru, *rows), bring(cast.tksk, *rows)
    assert (one.write().written["new"], list(two.write().refused)) == (1, [2])
    assert Person.objects.count() == 1


@sqlite_steps.only_here
def test_people_whose_day_is_known_cost_nothing(cast):
    """They are more than all others; a list of one row does not read them all."""

    def steps() -> int:
        with sqlite_steps.counted() as counted:
            bring(cast.tksk, row("Siti", born=None, why="unknown"))
        return counted.hundreds

    steps()  # fills caches
    alone = steps()
    facts = {"village_id": BIRU, "sex": "P", "birth_date": factories.BIRTH, "no_nik_reason": "unknown"}
    names = (f"wati {number}" for number in range(500))
    Person.objects.bulk_create([Person(full_name=name, name_key=name, **facts) for name in names])
    assert steps() < alone + 20


def test_why_there_is_no_nik_may_be_said_as_villages_say_it(cast):
    words = ("belum punya", "Tidak punya KTP", "tidak tahu", "bayi", "tidak terbaca", "Belum ada")
    run = bring(cast.biru, *(row(f"Siti {word}", why=word) for word in words))
    assert run.kinds == ["new"] * 5 + ["wrong"]

"""Whoever has no NIK and of whom nobody knows the day of birth: asked about, never silently registered twice."""

import pytest

from tests import factories
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

"""One NIK in two rows of a file is one person's, in whatever way the rows say whom they mean."""

import pytest

from tests import factories
from tests.factories import BIRU, new_nik
from tests.sheets_people.bringing import bring, row
from wksbm.people.models import Person


def check_that_it_is_given_once(run, *, refused: int = 3) -> None:
    assert run.faults(refused) == {"": "twice"}
    run.write()
    assert Person.objects.exclude(nik_index="").count() == 1


@pytest.mark.parametrize("turned", [False, True])
def test_given_to_two_people_by_number(cast, turned):
    siti, wati = factories.person("Siti", BIRU), factories.person("Wati", BIRU)
    nik = new_nik()
    rows = [row("Siti", nik, pk=siti.pk), row("Wati", nik, pk=wati.pk)]
    check_that_it_is_given_once(bring(cast.biru, *(rows[::-1] if turned else rows)))


@pytest.mark.parametrize("turned", [False, True])
def test_given_to_somebody_by_number_and_to_somebody_new(cast, turned):
    siti, nik = factories.person("Siti", BIRU), new_nik()
    rows = [row("Siti", nik, pk=siti.pk), row("Wati", nik)]
    check_that_it_is_given_once(bring(cast.biru, *(rows[::-1] if turned else rows)))


def test_given_to_whom_the_user_chose_and_to_somebody_new(cast):
    siti, nik = factories.person("Siti Aminah", BIRU), new_nik()
    run = bring(cast.biru, row("Siti Aminah", nik), row("Wati", nik), decided={2: str(siti.pk)})
    check_that_it_is_given_once(run)

"""Whom the rows of a sheet speak of: found for a whole file at once, and only among the people whom the user sees."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import BIRU, WATAMPONE
from wksbm.dates import Precision
from wksbm.people.sheet_lookup import Found, PersonKey, known_people

pytestmark = pytest.mark.django_db
BORN = date(1950, 3, 1)
EXACT = BORN.isoformat()


def find(user, **facts) -> Found:
    return known_people(user, [PersonKey(7, **facts)]).get(7, Found())


def test_a_nik_finds_its_person_whatever_the_name(cast):
    sitti = factories.person("Sitti Aminah", BIRU, nik="9901014101900001")
    assert find(cast.biru, full_name="St. Aminah", nik="9901014101900001") == Found(sitti.pk, 1, ())


def test_a_nik_of_somebody_elsewhere_is_answered_like_a_new_one(cast):
    factories.person("Sitti Aminah", WATAMPONE, nik="9901014101900001")
    assert find(cast.biru, full_name="Sitti Aminah", nik="9901014101900001", birth=EXACT) == Found()


def test_a_number_of_somebody_elsewhere_finds_nobody(cast):
    there = factories.person("Sitti Aminah", WATAMPONE)
    here = factories.person("Sitti Aminah", BIRU)
    assert find(cast.biru, full_name="Sitti Aminah", pk=there.pk) == Found()
    assert find(cast.biru, pk=here.pk) == Found(here.pk, 1, ())


def test_without_a_nik_name_and_birthday_find_the_one_person_of_the_village(cast):
    sitti = factories.person("Sitti Aminah", BIRU, birth_date=BORN)
    factories.person("Sitti Aminah", WATAMPONE, birth_date=BORN)
    assert find(cast.dinas_bone, full_name="SITTI  AMINAH", birth=EXACT, village=BIRU).pk == sitti.pk


def test_without_a_village_two_of_one_name_and_birthday_are_asked_about(cast):
    two = [factories.person("Sitti Aminah", village, birth_date=BORN).pk for village in (BIRU, WATAMPONE)]
    assert find(cast.dinas_bone, full_name="Sitti Aminah", birth=EXACT) == Found(near=tuple(two))


def test_a_similar_name_with_the_same_birthday_is_asked_about_unless_the_niks_differ(cast):
    plain = factories.person("Sitti Aminah", BIRU, birth_date=BORN)
    factories.person("Sitti Aminah", BIRU, birth_date=BORN, nik=factories.new_nik())
    found = find(cast.biru, full_name="Siti Amina", birth=EXACT, village=BIRU, nik="9901014101900001")
    assert found == Found(near=(plain.pk,))


def test_where_the_day_of_birth_is_not_known_the_same_name_in_the_village_is_asked_about(cast):
    known = factories.person("Sitti Aminah", BIRU, birth_date=BORN)
    year = factories.person("Daeng Baji", BIRU, birth_date=date(1950, 1, 1), birth_date_precision=Precision.YEAR)
    assert find(cast.biru, full_name="Sitti Aminah", village=BIRU).near == (known.pk,)
    assert find(cast.biru, full_name="Sitti Aminah", village=BIRU, birth="1950-01-01|year").near == (known.pk,)
    assert find(cast.biru, full_name="Sitti Aminah", village=BIRU, birth="1951-01-01|year") == Found()
    assert find(cast.biru, full_name="Daeng Baji", village=BIRU, birth=EXACT).near == (year.pk,)
    assert find(cast.dinas_bone, full_name="Sitti Aminah", village=WATAMPONE) == Found()


@pytest.mark.parametrize("rows", [1, 60])
def test_the_queries_do_not_grow_with_the_rows(cast, rows):
    for place in range(3):
        factories.person(f"Warga {'ABC'[place]}", BIRU, birth_date=BORN)
    asked = [PersonKey(number, "Warga A", None, EXACT, BIRU) for number in range(rows)]
    assert cast.biru.duties_now
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = known_people(cast.biru, asked)
    assert len(found) == rows
    selects = [query for query in queries.captured_queries if "people_person" in query["sql"]]
    assert len(selects) == 6

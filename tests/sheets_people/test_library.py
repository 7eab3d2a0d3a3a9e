"""Who knows django-import-export is at home: `Resource.import_data` answers its Result, through our engine."""

import pytest
from tablib import Dataset

from tests import factories
from tests.factories import BIRU, WATAMPONE
from wksbm.people.models import Person
from wksbm.people.resources import PersonResource
from wksbm.spreadsheets.models import ImportBatch

HEADERS = ["Nama", "NIK", "Jenis Kelamin", "Tanggal Lahir", "Kode Desa"]
SITI = ["Siti Aminah", "9901014101900001", "P", "01/01/1990", BIRU]
BUDI = ["Budi Santoso", "9901010202910002", "L", "02/02/1991", BIRU]


def brought(user, *rows, **options):
    return PersonResource(user=user).import_data(Dataset(*rows, headers=HEADERS), **options)


def test_new_changed_same_and_invalid_are_told_as_the_library_does(cast):
    factories.person("Siti Aminah", BIRU, nik=SITI[1], sex="P", birth_date="1990-01-01")
    changed = ["Siti Aminah Lestari", *SITI[1:]]
    result = brought(cast.biru, changed, BUDI, ["Wati", "123", "P", "", BIRU])
    assert dict(result.totals) | {"new": 1, "update": 1, "invalid": 1} == dict(result.totals)
    assert result.has_validation_errors()
    assert list(result.invalid_rows[0].field_specific_errors) == ["nik"]
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Budi Santoso", "Siti Aminah Lestari"]
    assert result.rows[1].object_id == Person.objects.get(full_name="Budi Santoso").pk
    assert brought(cast.biru, BUDI).totals["skip"] == 1


def test_a_dry_run_writes_nothing(cast):
    result = brought(cast.biru, SITI, BUDI, dry_run=True)
    assert result.totals["new"] == 2
    assert not Person.objects.exists()
    assert not ImportBatch.objects.exists()


def test_all_or_nothing_when_asked(cast):
    result = brought(cast.biru, SITI, ["Wati", "123", "P", "", BIRU], rollback_on_validation_errors=True)
    assert result.has_validation_errors()
    assert not Person.objects.exists()


def test_rows_of_other_areas_are_refused(cast):
    result = brought(cast.biru, [*SITI[:4], WATAMPONE])
    assert [list(row.field_specific_errors) for row in result.invalid_rows] == [["village_code"]]


def test_without_a_user_nothing_comes_in(cast):
    with pytest.raises(AttributeError):
        brought(None, SITI)

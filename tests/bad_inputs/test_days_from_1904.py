"""Workbooks that count days from 1904: never four years off, on no way in and on no way back."""

import pytest

from tests.bad_inputs.bad_files import HEAD
from tests.exports.taking import brought_back, counts
from tests.sheets_reading.files import typed, xlsx
from tests.spreadsheets.reading import body
from tests.workbench.files import bring_in, page, upload
from wksbm.people.models import Person
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db

DAY = 27790  # 1 February 1980, counted from 1904
BAD = ("date_serial", -1), ("date_serial", 2957004), ("number", -1), ("number", 10**10), ("float", 1.5)


def row(name: str, *cell) -> list:
    return [name, "P", typed(*cell), "Biru", "unknown"]


def test_days_from_1904_are_told_and_right(cast, english):
    """DAT-19, and with it DAT-16 to DAT-18"""
    client = english(cast.biru)
    rows = [row("Siti", "date_serial", DAY), row("Ani", "number", DAY)]
    rows += [row(f"Ida {letter}", *cell) for letter, cell in zip("abcde", BAD, strict=True)]
    upload(client, xlsx([HEAD, *rows], date1904=True))
    batch = ImportBatch.objects.get()
    assert counts(batch) == {"read": 7, "new": 2, "wrong": 5}
    assert "counts days from 1904" in page(client, batch)
    returned = client.get(f"{batch.get_absolute_url()}berkas/")
    assert returned.status_code == 200
    again = brought_back(cast.biru, "people", body(returned))
    assert counts(again) == counts(batch)
    bring_in(client, batch)
    assert {str(day) for day in Person.objects.values_list("birth_date", flat=True)} == {"1980-02-01"}

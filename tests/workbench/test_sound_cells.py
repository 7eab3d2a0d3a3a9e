"""Cells that can be read and do not fit the others: each value is asked about by itself, and mended in its rows alone."""

import re
from html import unescape

import pytest

from tests import factories
from tests.workbench.files import HEAD, checked, mend, page, person_row
from tests.workbench.test_mending import asked, cause_of, counts
from wksbm.spreadsheets.batches import sheet_for
from wksbm.spreadsheets.engine.rows import read_rows
from wksbm.spreadsheets.store import Store

pytestmark = pytest.mark.django_db
LEAVING = ["Kelompok", "Nama", "NIK", "JK", "Anggota sejak", "Tanggal keluar"]


@pytest.fixture
def melati(cast):
    return factories.group("Melati", factories.BIRU)


def who_left(name: str, since: str, until: str) -> list:
    return ["Melati", name, factories.new_nik(), "P", since, until]


def left_days(batch) -> list[str | None]:
    place = sheet_for(batch).place["left_on"]
    return [row.atoms[place] for row in read_rows(Store(batch.token))]


def written(batch, code: str) -> list[tuple[str, int]]:
    return [(one.told, one.count) for one in cause_of(batch, code).written]


def test_last_days_before_the_first_are_mended_each_by_itself(cast, melati, english):
    client = english(cast.biru)
    rows = [
        who_left("Ani", "01/01/2020", "05/05/2019"),
        who_left("Ida", "01/01/2020", "05/05/2019"),
        who_left("Eni", "01/01/2020", "06/06/2018"),
        who_left("Ati", "01/01/2015", "05/05/2019"),
    ]
    batch = checked(client, rows, head=LEAVING, sheet="members")
    assert written(batch, "left_before") == [("05/05/2019", 2), ("06/06/2018", 1)]
    assert "Replace “05/05/2019” by" in page(client, batch)
    mend(client, batch, "put", **asked(cause_of(batch, "left_before")), value="05/05/2021")
    assert counts(batch) == {"read": 4, "new": 3, "wrong": 1}
    assert left_days(batch) == ["2021-05-05", "2021-05-05", "2018-06-06", "2019-05-05"]
    mend(client, batch, "put", **asked(cause_of(batch, "left_before")), value="06/06/2021")
    assert left_days(batch) == ["2021-05-05", "2021-05-05", "2021-06-06", "2019-05-05"]


def test_what_was_mended_in_some_rows_is_taken_back_by_itself(cast, melati, english):
    client = english(cast.biru)
    rows = [who_left("Ani", "01/01/2020", "05/05/2019"), who_left("Ida", "01/01/2020", "06/06/2018")]
    batch = checked(client, rows, head=LEAVING, sheet="members")
    for _each in rows:
        mend(client, batch, "put", **asked(cause_of(batch, "left_before")), value="05/05/2021")
    mended = client.get(batch.get_absolute_url()).context["review"].mended
    assert [(one.written, one.value, one.rows) for one in mended] == [
        ("05/05/2019", "05/05/2021", 1),
        ("06/06/2018", "05/05/2021", 1),
    ]
    mend(client, batch, "forget", written=mended[0].key)
    assert left_days(batch) == ["2019-05-05", "2021-05-05"]


def test_a_second_answer_about_the_same_cells_takes_the_place_of_the_first(cast, melati, english):
    client = english(cast.biru)
    batch = checked(client, [who_left("Ani", "01/01/2020", "05/05/2019")], head=LEAVING, sheet="members")
    mend(client, batch, "put", **asked(cause_of(batch, "left_before")), value="06/06/2018")
    mend(client, batch, "cell", number=2, column="left_on", value="07/07/2018")
    mend(client, batch, "put", **asked(cause_of(batch, "left_before")), value="08/08/2021")
    assert left_days(batch) == ["2021-08-08"]
    assert len(client.get(batch.get_absolute_url()).context["review"].mended) == 1


def test_all_of_them_are_left_blank_at_once(cast, melati, english):
    client = english(cast.biru)
    rows = [who_left("Ani", "01/01/2020", "05/05/2019"), who_left("Ida", "01/01/2020", "06/06/2018")]
    batch = checked(client, rows, head=LEAVING, sheet="members")
    mend(client, batch, "blank-all", cause=cause_of(batch, "left_before").id)
    assert (counts(batch), left_days(batch)) == ({"read": 2, "new": 2}, [None, None])


def test_terms_of_office_that_end_before_they_begin_and_names_that_nobody_knows(cast, melati, english):
    factories.membership(factories.person("Siti Aminah", factories.BIRU), melati)
    client, head = english(cast.biru), ["Kelompok", "Nama", "Jabatan", "Mulai", "Sampai"]
    rows = [
        ["Melati", "Siti Aminah", "Ketua", "01/01/2020", "05/05/2019"],
        ["Melati", "Siti Aminah", "Bendahara", "01/01/2020", "06/06/2018"],
        ["Melati", "Siti Aminnah", "Sekretaris", "01/01/2020", None],
        ["Melati", "Basso", "Penasihat", "01/01/2020", None],
    ]
    batch = checked(client, rows, head=head, sheet="officers")
    assert written(batch, "ends_before") == [("05/05/2019", 1), ("06/06/2018", 1)]
    assert ("Basso", 1) in written(batch, "unknown_person")


def test_days_still_to_come_are_asked_about_one_by_one(cast, melati, english):
    client, head = english(cast.biru), ["Tanggal", "Jenis", "Kelompok"]
    rows = [[day, "Rapat", "Melati"] for day in ("01/01/2090", "02/02/2091", "03/03/2020")]
    batch = checked(client, rows, head=head, sheet="activities")
    assert written(batch, "future") == [("01/01/2090", 1), ("02/02/2091", 1)]


def test_two_numbers_are_told_apart_and_neither_is_shown(cast, english):
    known = [factories.person(name, factories.BIRU, nik=factories.new_nik()) for name in ("Ani", "Ida")]
    client, numbers = english(cast.biru), [factories.new_nik() for _each in known]
    rows = [[one.pk, *person_row(one.full_name, NIK=nik)] for one, nik in zip(known, numbers, strict=True)]
    head = ["ID", "Nama", "NIK", "JK", "Tanggal Lahir", "Kelurahan", "Alasan Tanpa NIK"]
    batch = checked(client, rows, head=head)
    assert len(written(batch, "other_nik")) == 2
    body = page(client, batch)
    assert not [nik for nik in numbers if nik in body]


def test_numbers_without_their_last_digits_are_mended_row_by_row(cast, english):
    """Equal cells are different people: one answer for all would be wrong for all but one."""
    client = english(cast.biru)
    batch = checked(client, [person_row(name, NIK="9903************") for name in ("Ani", "Ida", "Eni")])
    shown = page(client, batch)
    assert "Each of these rows needs an answer of its own." in shown
    assert 'value="put"' not in shown
    for number in (2, 3):
        mend(client, batch, "cell", number=number, column="nik", value=factories.new_nik())
    assert counts(batch) == {"read": 3, "new": 2, "wrong": 1}
    assert 'value="put"' in page(client, batch), "of the last one it may be asked"
    client = english(cast.biru)
    whole = checked(client, [person_row(name, NIK="9903••••") for name in ("Ani", "Ida", "Eni")])
    mend(client, whole, "blank", **asked(cause_of(whole, "masked")))
    mend(client, whole, "put", **asked(cause_of(whole, "no_nik")), value="unknown")
    assert counts(whole) == {"read": 3, "new": 3}


@pytest.mark.parametrize(("ending", "code"), [(".0", "excel"), ("7", "length")])
def test_numbers_that_look_alike_on_the_page_are_mended_row_by_row_too(cast, english, ending, code):
    """Both are shown as 9901••••: which of them is asked for nobody could tell."""
    client = english(cast.biru)
    batch = checked(client, [person_row(name, NIK=factories.new_nik() + ending) for name in ("Ani", "Ida")])
    one, other = written(batch, code)
    assert one == other
    shown = page(client, batch)
    assert "Each of these rows needs an answer of its own." in shown
    assert 'value="put"' not in shown
    mend(client, batch, "blank-all", cause=asked(cause_of(batch, code))["cause"])
    mend(client, batch, "put", **asked(cause_of(batch, "no_nik")), value="unknown")
    assert counts(batch) == {"read": 2, "new": 2}


def test_the_way_to_the_rows_opens_them(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row(name, NIK="9903************") for name in ("Ani", "Ida")])
    way = re.search(r'href="([^"]+)">Mend them row by row', page(client, batch))[1]
    assert "<details open>" in page(client, batch, unescape(way).partition("#")[0])


def test_cells_that_somebody_has_hidden_are_told_to_say_nothing(cast, english):
    client, note = english(cast.biru), "cells that somebody has hidden"
    head = [*HEAD, "No KK", "No HP"]
    batch = checked(client, [[*person_row("Ani"), "9901 **** **** ****", "0812****1234"]], head=head)
    assert counts(batch) == {"read": 1, "new": 1}
    assert f"KK number, Phone: {note}" in page(client, batch)
    open_ones = checked(client, [[*person_row("Ida"), "9901010101010001", "081234567890"]], head=head)
    assert note not in page(client, open_ones)

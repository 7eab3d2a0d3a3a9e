"""Cells that can be read and do not fit the others: each value is asked about by itself, and mended in its rows alone."""

import pytest

from tests import factories
from tests.workbench.files import checked, mend, page, person_row
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

"""Every row stands in one count, and every filter shows exactly the rows that it counts."""

import re

import pytest

from tests import factories
from tests.workbench.files import HEAD, checked, csv, mend, page, person_row, upload, workbook
from wksbm.spreadsheets.batches import rows_in
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db
FILTERS = ("baru", "berubah", "sama", "mirip", "salah", "dilewati", "semua")


@pytest.fixture
def batch(cast, english):
    """Two new, one changed, one the same, one similar, two wrong, one left out."""
    changed = factories.person("Rosmini", factories.BIRU, nik=factories.new_nik(), rt="002")
    same = factories.person("Baso Amir", factories.BIRU, nik=factories.new_nik())
    factories.person("Rosmini Daeng Puji", factories.BIRU)
    rows = [
        person_row("Hasnah"),
        person_row("Nurhayati"),
        person_row("Rosmini", NIK=changed.nik, RT="004"),
        person_row("Baso Amir", NIK=same.nik),
        person_row("Rosmini Dg Puji", NIK=None, **{"Alasan Tanpa NIK": "unknown"}),
        person_row("Salma", JK="x"),
        person_row("Wahida", **{"Tanggal Lahir": "31/02/1990"}),
        person_row("Jumria", JK="y"),
    ]
    client = english(cast.biru)
    head = ["Nama", "NIK", "JK", "Tanggal Lahir", "Kelurahan", "Alasan Tanpa NIK", "RT"]
    found = checked(client, [row + [None] * (7 - len(row)) for row in rows], head=head)
    mend(client, found, "decide", number=9, said="skip")
    found.refresh_from_db()
    return found


def test_the_line_adds_up(batch, cast, english):
    body = page(english(cast.biru), batch)
    line = re.search(r"(\d+) read = ([^<]+)<", body)
    assert int(line[1]) == 8 == sum(int(number) for number in re.findall(r"\d+", line[2]))
    assert line[2].strip() == "2 new + 1 changed + 1 same + 1 similar + 2 wrong + 1 left out"


@pytest.mark.parametrize("address", FILTERS)
def test_a_filter_shows_what_it_counts(batch, cast, english, address):
    response = english(cast.biru).get(f"/impor/{batch.pk}/?jenis={address}")
    review = response.context["review"]
    counted = next(one.count for one in review.filters if one.address == address)
    shown = [row.number for row in review.rows]
    assert (counted, len(set(shown))) == (len(shown), len(shown))
    expected = {"baru": [2, 3], "berubah": [4], "sama": [5], "mirip": [6], "salah": [7, 8], "dilewati": [9]}
    assert shown == expected.get(address, list(range(2, 10)))


def test_old_and_new_stand_side_by_side(batch, cast, english):
    body = page(english(cast.biru), batch, "?jenis=berubah")
    assert "<del>002</del>" in body
    assert "<ins>004</ins>" in body


def test_no_nik_stands_there_in_full(batch, cast, english):
    for address in FILTERS:
        assert not re.search(r"9901[0-9]{8,}", page(english(cast.biru), batch, f"?jenis={address}"))


def test_a_page_of_rows_asks_as_much_as_one_row(cast, english, django_assert_max_num_queries):
    client = english(cast.biru)
    many = checked(client, [person_row(f"Warga {letter}") for letter in "abcdefghijklmnopqrstuvwxyz"])
    with django_assert_max_num_queries(25):
        body = page(client, many, "?jenis=baru")
    assert body.count("Warga ") == 25
    assert "Warga z" in page(client, many, "?jenis=baru&halaman=2")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_are_counted_below_the_header(cast, english, kind):
    client, above = english(cast.biru), [["PEMERINTAH KABUPATEN"], ["DINAS SOSIAL"]]
    rows = [[*person_row("Ani"), "L1"], [*person_row("Ida"), "L2"]]
    head = [*HEAD, "Lorong"]
    content = workbook(rows, head=head, above=above) if kind == "xlsx" else csv([*above[1:], head, *rows], above[0])
    upload(client, content, f"warga.{kind}")
    assert rows_in(ImportBatch.objects.get()) == 2, "the column is asked about before the check"


def test_the_page_where_a_table_is_uploaded_is_called_as_its_menu(cast, english):
    assert "Import: People" in english(cast.biru).get("/impor/people/baru/").content.decode()


def test_a_village_is_told_under_the_title_of_names(cast, english, batch):
    """Its column holds codes once it is read, and nobody wrote one."""
    shown = page(english(cast.biru), batch, "?jenis=baru")
    assert "Desa or kelurahan Biru" in shown
    assert "Village code" not in shown

"""Whose import it is, and who may bring anything in."""

import pytest

from tests.workbench.files import bring_in, checked, csv, page, person_row, upload
from wksbm.people.models import Person
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db
PAGES = ("", "kolom/", "kemajuan/", "berkas/", "batalkan/", "buang/")
POSTS = ("perbaiki/", "masukkan/", "batalkan/", "buang/", "kolom/")


def test_a_foreign_import_does_not_exist(cast, client_of):
    batch = checked(client_of(cast.biru), [person_row("Ani")])
    for stranger in (cast.watampone, cast.tksk, cast.dinas_bone):
        client = client_of(stranger)
        for part in PAGES:
            assert client.get(f"/impor/{batch.pk}/{part}").status_code == 404, part
        for part in POSTS:
            data = {"do": "check", "rows": 1, "client_key": ""}
            assert client.post(f"/impor/{batch.pk}/{part}", data).status_code == 404, part
        assert "warga.csv" not in client.get("/impor/").content.decode()
    assert not Person.objects.exists()
    batch.refresh_from_db()
    assert batch.state == "checked"


@pytest.mark.parametrize(("who", "listed", "uploads"), [
    ("biru", 200, 200), ("tksk", 200, 200), ("dinas_bone", 200, 200), ("lina", 404, 403), ("camat", 404, 404),
    ("admin", 200, 403),
])  # fmt: skip
def test_who_brings_people_in(cast, client_of, who, listed, uploads):
    client = client_of(getattr(cast, who))
    assert client.get("/impor/").status_code == listed
    assert client.get("/impor/people/baru/").status_code == uploads
    assert upload(client, csv([person_row("Ani")]), "w.csv").status_code == (302 if uploads == 200 else uploads)
    assert ImportBatch.objects.exists() == (uploads == 200)
    assert ("/impor/" in client.get("/").content.decode()) == (listed == 200)


def test_a_sheet_that_there_is_not(cast, client_of):
    assert client_of(cast.biru).get("/impor/gold/baru/").status_code == 404


def test_villages_outside_are_no_villages(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Ani", Kelurahan="Watampone"), person_row("Ida")])
    assert batch.counts["wrong"] == 1
    assert "no village inside your area" in page(client, batch)


def test_what_went_out_of_sight_is_not_named(cast, client_of):
    client = client_of(cast.biru)
    batch = checked(client, [person_row("Ani Rahasia")])
    bring_in(client, batch)
    Person.objects.update(village="73.08.21.1003")
    assert "Ani Rahasia" not in page(client, batch)

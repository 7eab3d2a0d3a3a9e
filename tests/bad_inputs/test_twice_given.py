"""What is given twice: no silent last word on money, and not more than a form may hold."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.screens.pages import everything
from tests.sheets_reading.files import csv
from tests.workbench.files import page, upload
from wksbm.spreadsheets.engine.rows import rows_at
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.store import Store, kept_tokens

pytestmark = pytest.mark.django_db


def test_a_column_that_stands_twice_is_named_and_the_first_one_counts(cast, english):
    """MON-23"""
    client = english(cast.biru)
    head = ["Kelompok", "Jenis", "Iuran", "Kelurahan", "Besar iuran"]
    upload(client, csv([head, ["Mekar", "KUBE", "1000", "Biru", "9000"]]), "kelompok.csv", sheet="groups")
    batch = ImportBatch.objects.get()
    assert "Not read, because a column before it means the same: Besar iuran." in page(client, batch)
    (row,) = rows_at(Store(batch.token), [0])
    assert 1000 in row.atoms
    assert 9000 not in row.atoms


@pytest.mark.expects_errors
def test_more_than_a_hundred_files_at_once_are_refused(cast, english):
    """BIG-04"""
    client, before = english(cast.biru), (everything(), kept_tokens())
    files = {f"file{number}": SimpleUploadedFile("warga.csv", b"Nama,JK") for number in range(101)}
    response = client.post("/impor/people/baru/", files | {"client_key": str(uuid.uuid4())})
    assert response.status_code == 400
    assert (everything(), kept_tokens()) == before

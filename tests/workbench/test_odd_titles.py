"""Headers and sheets of a file may hold signs that no database keeps: they are asked about like any others."""

import pytest

from tests.workbench.files import HEAD, csv, page, person_row, upload, workbook
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", [csv, workbook])
@pytest.mark.parametrize(("title", "kept"), [("Golongan{}Darah", "Golongan Darah"), ("{}", "")])
def test_a_header_with_a_sign_that_no_database_keeps(cast, english, form, title, kept):
    client, nul = english(cast.biru), "\x00" if form is csv else "_x0000_"
    head = [*HEAD, title.format(nul)]
    content, name = form([[*person_row("Ani"), "AB"]], head=head), "warga.csv" if form is csv else "warga.xlsx"
    assert upload(client, content, name).status_code == 302
    batch = ImportBatch.objects.get()
    assert list(batch.options["unknown"].values()) == [kept] * bool(kept)
    if kept:
        client.post(f"/impor/{batch.pk}/kolom/", dict.fromkeys(batch.options["unknown"], "-"))
    assert "Ani" in page(client, batch, "?jenis=baru")

"""An import that was undone is over: nothing continues it, and its workbook uploaded again is a new import."""

import io

import pytest

from tests.factories import PASSWORD
from tests.sheets_more.test_accounts_sheet import HEADER, RINA
from tests.workbench.files import bring_in, checked, mend, page, person_row, upload
from tests.workbench.test_returned import returned
from wksbm.people.models import Person
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db
INVITES = "it continues this import"


def undo(client, batch: ImportBatch) -> None:
    client.post(f"/impor/{batch.pk}/batalkan/")
    batch.refresh_from_db()
    assert batch.state == "undone"


@pytest.fixture
def client(cast, english):
    return english(cast.biru)


@pytest.fixture
def batch(client):
    batch = checked(client, [person_row("Ani"), person_row("Ida", JK="x")])
    bring_in(client, batch)
    return batch


def test_the_page_of_an_undone_import_offers_no_continuation(client, batch):
    assert INVITES in page(client, batch)
    undo(client, batch)
    shown = page(client, batch)
    assert INVITES not in shown
    assert "1 row kept out" in shown
    assert "its rows are a new import" in shown
    assert "hanya=salah" not in shown
    assert f'href="/impor/{batch.pk}/berkas/"' in shown, "what came in went again, so all rows"


def test_its_workbook_is_a_new_import(client, batch):
    content, _book = returned(client, batch)
    undo(client, batch)
    upload(client, content, "diperbaiki.xlsx")
    again = ImportBatch.objects.latest("pk")
    assert (again.parent, again.counts["new"], again.counts["wrong"]) == (None, 1, 1)
    assert "Continues import" not in page(client, again)
    assert "Continued by" not in page(client, batch)
    assert f"continues import {batch.pk}" not in client.get("/impor/").content.decode()
    bring_in(client, again)
    assert [person.full_name for person in Person.objects.all()] == ["Ani"]


def test_so_it_is_with_accounts(cast, english):
    client = english(cast.dinas_bone)
    batch = checked(client, [RINA, ["Ani", "ani", "TKSK", "Biru"]], head=HEADER, sheet="accounts")
    client.post(f"/impor/{batch.pk}/masukkan/", {"rows": 1, "password": PASSWORD})
    content, _book = returned(client, batch, "?hanya=salah")
    undo(client, batch)
    upload(client, content, "diperbaiki.xlsx", sheet="accounts")
    assert ImportBatch.objects.latest("pk").parent is None


def test_what_continued_it_already_is_checked_anew(client, batch):
    """Who stood there as the same has gone with the undoing: she comes in, and is not passed over unseen."""
    _content, book = returned(client, batch)
    book.worksheets[1]["C3"] = "P"
    book.save(mended := io.BytesIO())
    upload(client, mended.getvalue(), "diperbaiki.xlsx")
    child = ImportBatch.objects.latest("pk")
    assert (child.counts["same"], child.counts["new"]) == (1, 1)
    undo(client, batch)
    assert f"import {batch.pk} was undone meanwhile" in page(client, child).partition('class="rk-savebar"')[2]
    assert (
        f"Import {batch.pk}, which this file continues, was undone meanwhile" in client.get("/impor/").content.decode()
    )
    bring_in(client, child)
    assert not Person.objects.exists()
    assert "Bring in 2 rows" in page(client, child)
    bring_in(client, child)
    assert {person.full_name for person in Person.objects.all()} == {"Ani", "Ida"}


def test_so_is_one_of_which_no_row_came_in_as_long_as_the_first_stood(client, batch):
    content, _book = returned(client, batch)
    upload(client, content, "lagi.xlsx")
    child = ImportBatch.objects.latest("pk")
    assert (child.counts["same"], child.counts["new"], child.parent_id) == (1, 0, batch.pk)
    undo(client, batch)
    assert "Check it again" in page(client, child).partition('class="rk-savebar"')[2]
    mend(client, child, "check")
    shown = page(client, child)
    assert "1 new" in shown
    assert "</a> (undone)" in shown

"""What is still to be done with accounts that came in by a sheet: each waits for its first password."""

import pytest
from django.utils.html import escape

from tests.factories import PASSWORD
from tests.sheets_more.test_accounts_sheet import HEADER, RINA
from tests.workbench.files import checked, page
from wksbm.accounts.models import User
from wksbm.accounts.services import reset_password
from wksbm.actor import acting_as
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db
ANDI = ["Andi Baso", "desa.andi", "petugas desa", "Watampone"]
KNOWN = ["Desa Biru", "desa.biru", "petugas desa", "Watampone"]
BEFORE, AFTER = "New accounts come without a password.", "no password yet"


@pytest.fixture
def client(cast, english):
    return english(cast.dinas_bone)


def uploaded(client, *rows) -> ImportBatch:
    return checked(client, list(rows), head=HEADER, sheet="accounts")


def brought_in(client, *rows) -> ImportBatch:
    batch = uploaded(client, *rows)
    client.post(f"/impor/{batch.pk}/masukkan/", {"rows": len(rows), "password": PASSWORD})
    batch.refresh_from_db()
    assert batch.state == "written"
    return batch


def give_password(username: str, by) -> None:
    with acting_as(by):
        reset_password(User.objects.get(username=username), by=by)


def test_the_review_says_that_new_accounts_wait_for_a_password(client):
    assert BEFORE in page(client, uploaded(client, RINA, KNOWN))
    assert BEFORE not in page(client, uploaded(client, KNOWN))


def test_the_result_leads_to_the_accounts_without_a_password_until_none_is_left(cast, client):
    batch = brought_in(client, RINA, ANDI, KNOWN)
    shown = page(client, batch)
    assert f"2 new accounts have {AFTER}" in shown
    there = "/akun/?state=unset"
    assert f'href="{escape(there)}"' in shown
    listed = client.get(there).content.decode()
    assert ("desa.rina" in listed, "desa.andi" in listed, "desa.biru" in listed) == (True, True, False)
    give_password("desa.rina", cast.dinas_bone)
    assert f"1 new account has {AFTER}" in page(client, batch)
    assert "desa.rina" not in client.get(there).content.decode()
    give_password("desa.andi", cast.dinas_bone)
    assert AFTER not in page(client, batch)


def test_without_new_accounts_nothing_is_left_to_do(client):
    assert AFTER not in page(client, brought_in(client, KNOWN))


def test_the_page_of_an_account_says_that_it_has_no_password_yet(cast, client):
    brought_in(client, RINA)
    rina, waiting = User.objects.get(username="desa.rina"), "without a password yet"
    there = rina.get_absolute_url()
    assert waiting in client.get(there).content.decode()
    give_password("desa.rina", cast.dinas_bone)
    assert waiting not in client.get(there).content.decode()


def test_undoing_is_promised_only_to_those_who_may(cast, client, english):
    said = "the import can be undone"
    assert said in page(client, uploaded(client, RINA))
    admin = english(cast.admin)
    assert said not in page(admin, uploaded(admin, RINA))

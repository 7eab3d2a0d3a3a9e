"""A user name in a sheet of accounts that is somebody else's already: asked about, and nobody is renamed unasked."""

import pytest

from tests.sheets_more.test_accounts_sheet import HEADER, accounts
from tests.workbench.files import bring_in, checked, mend, page
from wksbm.accounts.models import User

pytestmark = pytest.mark.django_db
RINA = ["Rina Wati", "desa.biru", "petugas desa", "Watampone"]  # the user name is that of "Desa Biru"


@pytest.fixture
def client(cast, english):
    return english(cast.dinas_bone)


@pytest.fixture
def batch(client):
    return checked(client, [RINA], head=HEADER, sheet="accounts")


def test_a_user_name_of_somebody_else_is_asked_about_and_renames_nobody(cast, client, batch):
    shown = page(client, batch)
    assert "Desa Biru (desa.biru): the account would be called Rina Wati" in shown
    assert f'href="{cast.biru.get_absolute_url()}"' in shown
    assert "As it stands, no row comes in." in shown
    bring_in(client, batch)
    cast.biru.refresh_from_db()
    assert (cast.biru.full_name, cast.biru.duties.count()) == ("Desa Biru", 1)


def test_who_says_that_it_is_the_same_sees_both_names_before_it_is_brought_in(cast, client, batch):
    mend(client, batch, "decide", number=2, said=str(cast.biru.pk))
    shown = page(client, batch, "?jenis=berubah")
    assert "<del>Desa Biru</del>" in shown
    assert "<ins>Rina Wati</ins>" in shown


def test_for_somebody_else_another_user_name_is_wanted(cast, client, batch):
    mend(client, batch, "decide", number=2, said="other")
    assert "This user name is taken." in page(client, batch)
    mend(client, batch, "cell", number=2, column="username", value="desa.rina")
    batch.refresh_from_db()
    assert (batch.counts["new"], batch.counts["wrong"]) == (1, 0)


@pytest.mark.parametrize("name", ["Desa Biru", "DESA  BIRU", "desa biru", "Desa-Biru"])
def test_a_name_in_other_letters_is_the_same_person(cast, name):
    run = accounts(cast.dinas_bone, [name, "desa.biru", "petugas desa", "Watampone"])
    assert run.kind == "changed"


def test_each_row_of_somebody_else_is_asked_about(cast):
    rows = [RINA, [*RINA[:3], "Ta"]]
    run = accounts(cast.dinas_bone, *rows)
    assert run.kinds == ["similar", "similar"], run.texts() + run.texts(3)
    decided = accounts(cast.dinas_bone, *rows, decided=dict.fromkeys((2, 3), str(cast.biru.pk)))
    assert decided.write().written == {"new": 0, "changed": 2}
    assert User.objects.get(username="desa.biru").duties.count() == 3


def test_without_a_role_it_is_asked_about_just_the_same(cast):
    run = accounts(cast.dinas_bone, ["Rina Wati", "desa.biru", None, None])
    assert (run.kind, run.row().near) == ("similar", [cast.biru.pk])


def test_the_account_with_the_same_phone_is_not_renamed_unseen(cast, client):
    User.objects.filter(pk=cast.biru.pk).update(phone="+6281234567890")
    row = ["Rina Wati", None, "petugas desa", "Biru", "081234567890"]
    batch = checked(client, [row], head=[*HEADER, "No HP"], sheet="accounts")
    assert "Desa Biru (desa.biru): the account would be called Rina Wati" in page(client, batch)

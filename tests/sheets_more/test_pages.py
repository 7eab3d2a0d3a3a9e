"""The sheets on the pages of an import: uploaded, brought in, looked at, undone; what gives rights asks the password."""

import pytest

from activities.models import Activity
from tests import factories
from tests.factories import BIRU, PASSWORD
from tests.sheets_more.pmks import HEADER, NIK, SITI, make_kinds
from tests.workbench.files import bring_in, csv, page, upload
from wksbm.accounts.models import User
from wksbm.people.models import Person
from wksbm.regions.models import Region
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db
ACCOUNTS = ["Nama", "Username", "Peran", "Wilayah"]
RINA = ["Rina Wati", "desa.rina", "village", BIRU]


def checked(client, rows: list, *, head: list, sheet: str) -> ImportBatch:
    response = upload(client, csv(rows, head), "daftar.csv", sheet=sheet)
    assert response.status_code == 302, response.content.decode()
    return ImportBatch.objects.latest("pk")


def test_accounts_come_in_only_after_the_password(cast, english):
    client = english(cast.dinas_bone)
    batch = checked(client, [RINA], head=ACCOUNTS, sheet="accounts")
    url = f"/impor/{batch.pk}/masukkan/"
    asked = bring_in(client, batch)
    assert "Your password" in asked.content.decode()
    assert client.post(url, {"rows": "1", "password": "salah"}).status_code == 200
    assert not User.objects.filter(username="desa.rina").exists()
    assert client.post(url, {"rows": "1", "password": PASSWORD}).status_code == 302
    assert User.objects.get(username="desa.rina").duties.get().region_id == BIRU
    assert "Rina Wati" in page(client, batch)
    assert "Kelurahan Biru" in page(client, batch, "?apa=1")


def test_activities_and_their_rosters_stand_on_the_page_of_the_import(cast, english):
    group = factories.group("Melati", BIRU)
    factories.membership(factories.person("Ani", BIRU), group)
    client = english(cast.biru)
    batch = checked(
        client, [["03/02/2025", "Rapat", "Melati"]], head=["Tanggal", "Jenis", "Kelompok"], sheet="activities"
    )
    assert "Melati" in page(client, batch)
    bring_in(client, batch)
    assert Activity.objects.get().group == group
    for place in (0, 1, "²"):
        assert client.get(f"{batch.get_absolute_url()}?apa={place}").status_code == 200
    client.post(f"/impor/{batch.pk}/batalkan/")
    assert not Activity.objects.exists()
    assert page(client, batch)


def test_pmks_come_in_with_new_people_and_no_nik_stands_on_the_page(cast, english):
    make_kinds()
    client = english(cast.biru)
    batch = checked(client, [SITI, [*SITI[:5], "ODHA"]], head=HEADER, sheet="beneficiaries")
    told = page(client, batch)
    assert NIK not in told
    assert "ODHA" not in told
    bring_in(client, batch)
    assert Person.objects.get().beneficiary.classifications.count() == 1
    assert page(client, batch)


def test_regions_come_in_and_are_told_by_their_codes(cast, english):
    client = english(cast.admin)
    batch = checked(client, [[BIRU, "Biru Indah"]], head=["Kode", "Nama"], sheet="regions")
    bring_in(client, batch)
    assert Region.objects.get(pk=BIRU).name == "Biru Indah"
    assert f"{BIRU} · Kelurahan Biru Indah" in page(client, batch)

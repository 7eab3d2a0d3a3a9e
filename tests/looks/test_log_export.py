"""The access log as a file: the sentences of the screen; taken out by the cleared Dinas, and in codes by the admin."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, BONE, PENFUI
from tests.looks.conftest import KK, NIK, PHONE
from tests.looks.test_limits import reveal
from tests.spreadsheets.reading import about, body, csv_rows, records
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.people import log_export

pytestmark = pytest.mark.django_db
Kind = AccessLog.Kind


@pytest.fixture
def url() -> str:
    return reverse("people:log-export")


@pytest.fixture
def cleared(cast):
    return factories.user("dinas.rahasia", "dinas", BONE, cleared=True)


def test_the_cleared_dinas_takes_out_names_and_the_administrator_codes(cast, cleared, siti, english, url):
    note(cast.biru, Kind.VIEW, siti)
    for user, name in ((cleared, "Siti Aminah"), (cast.admin, f"Person #{siti.pk}")):
        [*_rest, row] = records(body(english(user).post(url, {"reason": "laporan tahunan"})))
        assert (row["Who"], row["Account"], row["About"]) == ("Desa Biru", "desa.biru", name)


@pytest.mark.parametrize("who", ["dinas_bone", "dinas_kupang"])
def test_the_dinas_without_clearance_is_refused(cast, siti, client_of, log, url, who):
    client = client_of(getattr(cast, who))
    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    assert url not in client.get("/akun/catatan/").content.decode()
    assert log("export") == []


def test_the_file_has_the_rows_of_the_filter_and_its_own_entry(cast, cleared, siti, english, log, url):
    reveal(english(cast.biru), siti)
    note(cast.tksk, Kind.VIEW, siti)
    note(cast.penfui, Kind.VIEW, factories.person("Orang Penfui", PENFUI))
    content = body(english(cleared).post(f"{url}?kind=reveal&q=desa"))
    [row] = records(content)
    assert (row["Account"], row["What"]) == ("desa.biru", "Revealed: NIK")
    assert about(content)["Filter"] == "Who: desa · What: revealed"
    [entry] = log("export")
    assert (entry.user, entry.target, entry.facts["rows"]) == (cleared, "accounts.AccessLog", 1)
    assert "desa" not in entry.facts["filter"]


def test_no_value_is_in_it(cast, cleared, siti, english, url):
    client = english(cast.tksk)
    for number in ("nik", "kk_number", "phone"):
        reveal(client, siti, number)
    client.get("/cari/", {"q": NIK})
    text = "\n".join(map(str, csv_rows(body(english(cleared).post(url, {"format": "csv"})))))
    assert text.count("tksk.tanete") == 4
    assert [value for value in (NIK, KK, PHONE) if value in text] == []


def test_names_are_asked_for_in_batches(cast, cleared, english, url, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(log_export, "AT_ONCE", 10)
    for number in range(35):
        note(cast.biru, Kind.VIEW, factories.person(f"Orang {chr(97 + number % 26)}", BIRU))
    client = english(cleared)
    with django_assert_max_num_queries(40):
        rows = records(body(client.post(url)))
    assert len(rows) == 35
    assert {row["About"] for row in rows} == {f"Orang {letter}" for letter in "abcdefghijklmnopqrstuvwxyz"}


def test_the_way_back_leads_to_the_log(cast, cleared, client_of, url):
    page = client_of(cleared).get(f"{url}?kind=view")
    assert page.context["cancel"] == "/akun/catatan/?kind=view"
    assert "password" not in page.context["form"].fields

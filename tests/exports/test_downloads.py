"""Long lists are written in the background, under the rights of that moment, and fetched by who asked for them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import PASSWORD, PENFUI
from tests.spreadsheets.reading import about, body, records
from wksbm.accounts.models import AccessLog, Duty
from wksbm.spreadsheets import downloads
from wksbm.spreadsheets.models import Download
from wksbm.spreadsheets.store import Store

pytestmark = pytest.mark.django_db
PEOPLE, FILES = "/warga/ekspor/", "/ekspor/"
NIK = "9901014101900001"


@pytest.fixture(autouse=True)
def two_rows_are_long(settings):
    settings.SHEET_ROWS_AT_ONCE = 1


@pytest.fixture
def people(cast):
    factories.person("Yuliana Tefa", PENFUI, nik=NIK)
    factories.person("Marta Boru", PENFUI)


@pytest.fixture
def later(monkeypatch):
    """Nothing is written until `later()` is called."""
    waiting = []
    monkeypatch.setattr(type(downloads.write), "enqueue", lambda _task, number: waiting.append(number))
    return lambda: [downloads.write.call(number) for number in waiting]


def asked(client, query: str = "", **answers) -> Download:
    response = client.post(PEOPLE + query, answers)
    assert (response.status_code, response["Location"]) == (302, FILES)
    return Download.objects.latest("pk")


def test_a_long_list_is_written_and_fetched_later(cast, english, people):
    client = english(cast.penfui)
    download = asked(client, "?sex=P", reason="daftar hadir")
    assert (download.state, download.rows, download.user) == ("ready", 2, cast.penfui)
    content = body(client.get(f"{FILES}{download.pk}/"))
    assert [row["Name"] for row in records(content)] == ["Yuliana Tefa", "Marta Boru"]
    assert about(content)["Filter"] == "Sex: female"
    assert AccessLog.objects.get(kind="export").facts["rows"] == 2
    assert AccessLog.objects.get(kind="export").reason == "daftar hadir"


def test_the_bell_counts_what_is_ready_and_not_fetched(cast, english, people, later):
    client = english(cast.penfui)
    assert FILES not in client.get("/").content.decode()
    download = asked(client)
    assert "A file is being written" in client.get("/").content.decode()
    later()
    assert "1 file is ready" in client.get("/").content.decode()
    assert FILES not in english(cast.dinas_kupang).get("/").content.decode()
    body(client.get(f"{FILES}{download.pk}/"))
    assert FILES not in client.get("/").content.decode()
    assert body(client.get(f"{FILES}{download.pk}/")), "it may be fetched again"


def test_the_file_lies_sealed_and_what_was_searched_for_stands_nowhere(cast, english, people):
    download = asked(english(cast.penfui), "?q=&nik=", reason="x")
    stored = (Store(download.token).folder / downloads.FILE).read_bytes()
    assert b"PK\x03\x04" not in stored
    assert "nik=" not in download.path
    assert "q=" not in download.path


def test_nobody_else_finds_it(cast, english, people):
    download = asked(english(cast.penfui))
    for user in (cast.dinas_kupang, cast.lina, cast.admin):
        for method, path in (("get", ""), ("post", "buang/")):
            assert getattr(english(user), method)(f"{FILES}{download.pk}/{path}").status_code == 404
    assert "Yuliana" not in english(cast.dinas_kupang).get(FILES).content.decode()
    assert Download.objects.filter(pk=download.pk).exists()


def test_after_a_day_it_is_gone(cast, english, people):
    client = english(cast.penfui)
    download = asked(client)
    Download.objects.filter(pk=download.pk).update(created_at=timezone.now() - timedelta(hours=24, minutes=1))
    assert client.get(f"{FILES}{download.pk}/").status_code == 404
    assert not Store(download.token).folder.exists()
    assert not Download.objects.exists()


def test_who_throws_it_away_has_no_file_any_more(cast, english, people):
    client = english(cast.penfui)
    download = asked(client)
    assert client.post(f"{FILES}{download.pk}/buang/").status_code == 302
    assert not Store(download.token).folder.exists()


@pytest.mark.parametrize("change", ["ended", "disabled", "moved"])
def test_rights_are_asked_again_when_it_is_written(cast, english, people, later, change):
    download = asked(english(cast.penfui))
    if change == "ended":
        Duty.objects.filter(user=cast.penfui).update(ends_on=timezone.localdate() - timedelta(days=1))
    elif change == "disabled":
        type(cast.penfui).objects.filter(pk=cast.penfui.pk).update(is_active=False)
    else:
        Duty.objects.filter(user=cast.penfui).update(region=factories.BIRU)
    later()
    download.refresh_from_db()
    if change == "moved":
        assert (download.state, download.rows) == ("ready", 0), "the rows of today's area, and it has none"
        return
    assert (download.state, download.error) == ("failed", "Your rights have changed since you asked for it.")
    assert not Store(download.token).folder.exists()
    assert not AccessLog.objects.filter(kind="export").exists()


def test_full_niks_only_as_granted_on_asking(cast, english, people, later):
    client = english(cast.dinas_kupang)
    wrong = client.post(PEOPLE, {"nik": "full", "reason": "usulan KUBE tahun 2027", "password": "salah"})
    assert wrong.context["form"].errors.keys() == {"password"}
    assert not Download.objects.exists()
    download = asked(client, nik="full", reason="usulan KUBE tahun 2027", password=PASSWORD)
    assert PASSWORD not in str(download.choice)
    later()
    content = body(client.get(f"{FILES}{download.pk}/"))
    assert NIK in {row["NIK"] for row in records(content)}
    assert (about(content)["NIK"], about(content)["What for"]) == ("in full", "usulan KUBE tahun 2027")
    assert AccessLog.objects.get(kind="export").facts["nik"] == "full"


def test_full_niks_that_may_not_go_out_any_more_do_not(cast, english, people, later):
    client = english(cast.dinas_kupang)
    download = asked(client, nik="full", reason="usulan KUBE tahun 2027", password=PASSWORD)
    Duty.objects.filter(user=cast.dinas_kupang).update(role="tksk", region=PENFUI[:8])
    later()
    download.refresh_from_db()
    assert download.state == "failed"
    page = client.get(FILES).content.decode()
    assert "Your rights have changed" in page


@pytest.mark.expects_errors
def test_what_went_wrong_is_told(cast, english, people, later, monkeypatch):
    client = english(cast.penfui)
    download = asked(client)
    monkeypatch.setattr(downloads, "write_now", lambda _download: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        later()
    assert "Something went wrong" in client.get(FILES).content.decode()
    assert client.get(f"{FILES}{download.pk}/").status_code == 404


def test_administrators_who_keep_no_files_get_theirs_at_once(cast, english):
    factories.group("Mekar", PENFUI)
    factories.group("Melati", PENFUI)
    response = english(cast.admin).post("/kelompok/ekspor/")
    assert len(records(body(response))) == 3

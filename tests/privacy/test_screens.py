"""The Dinas's screens: for its own regency alone, against a reason and the password, each one logged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import BIRU, PASSWORD
from tests.privacy.dump import dump
from tests.privacy.somebody import NAME, NIK, everything_about_her
from tests.screens.pages import controls, dangers, fill, send
from wksbm.accounts.models import AccessLog, Erasure
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db
REASON = "Permintaan warga, surat 12 Maret"
FORMS = ("hapus", "laporan")


@pytest.fixture
def person(cast) -> Person:
    return factories.person("Yuliana Tefa", BIRU, nik="9901014101900001")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("who", "status"),
    [("dinas_bone", 200), ("dinas_kupang", 404), ("biru", 403), ("watampone", 403), ("tksk", 403), ("tksk_cleared", 403),
     ("lina", 403), ("admin", 403), ("camat", 404)],
)  # fmt: skip
def test_only_the_dinas_of_the_regency_reports_and_erases(cast, client_of, person, form, who, status):
    client, before = client_of(getattr(cast, who)), Person.objects.get().full_name
    url = f"/warga/{person.pk}/{form}/"
    assert client.get(url).status_code == status
    answer = client.post(url, {"reason": REASON, "sure": "on", "password": PASSWORD})
    assert answer.status_code == (302 if (status, form) == (200, "hapus") else status)
    if status != 200:
        assert Person.objects.get().full_name == before
        assert not Erasure.objects.exists()
        assert not AccessLog.objects.filter(kind="report").exists()


def test_outside_the_regency_the_answer_is_that_of_a_number_never_given(cast, client_of, person):
    client = client_of(cast.dinas_kupang)
    for form in FORMS:
        there, missing = client.get(f"/warga/{person.pk}/{form}/"), client.get(f"/warga/999999/{form}/")
        assert (there.status_code, there.content) == (404, missing.content)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [({"password": "salah"}, ["password"]), ({"reason": ""}, ["reason"]), ({"reason": "ya"}, ["reason"]),
     ({"sure": None}, ["sure"]), ({"reason": "minta Yuliana Tefa"}, ["reason"])],
)  # fmt: skip
def test_erasing_wants_a_reason_a_tick_and_the_password(cast, client_of, person, typed, wrong):
    client, url = client_of(cast.dinas_bone), f"/warga/{person.pk}/hapus/"
    page = fill(client, url, **{"reason": REASON, "sure": "on", "password": PASSWORD} | typed)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == wrong
    assert Person.objects.get(pk=person.pk).erased_on is None


def test_looking_at_what_would_go_writes_nothing_but_that_one_looked(cast, client_of):
    her = everything_about_her(cast)
    client = client_of(cast.dinas_bone)
    before = [line for line in dump().splitlines() if "session" not in line and "accesslog" not in line]
    page = client.get(f"/warga/{her.person.pk}/hapus/")
    after = [line for line in dump().splitlines() if "session" not in line and "accesslog" not in line]
    assert [line for line in after if "unsealedrow" not in line] == [
        line for line in before if "unsealedrow" not in line
    ]
    assert dangers(page) == []
    assert [line.rows for line in page.context["plan"].goes]


def test_after_the_act_the_same_address_says_that_it_is_done(cast, client_of, person):
    client, url = client_of(cast.dinas_bone), f"/warga/{person.pk}/hapus/"
    page = client.get(url)
    typed = {"reason": REASON, "sure": "on", "password": PASSWORD}
    first = send(client, url, page, **typed)
    assert (first.status_code, first.url) == (302, url)
    again = send(client, url, page, **typed)
    assert (again.status_code, again.url) == (302, url)
    done = client.get(url).content.decode()
    assert REASON in done
    assert "Yuliana" not in done
    assert Erasure.objects.count() == 1
    assert AccessLog.objects.filter(kind="erased", number=person.pk).count() == 1


def test_what_speaks_against_it_takes_the_form_away(cast, client_of, person, monkeypatch):
    monkeypatch.setattr("wksbm.people.holdings.OBJECTIONS", [lambda one: "Pinjaman belum lunas."])
    page = client_of(cast.dinas_bone).get(f"/warga/{person.pk}/hapus/")
    assert "Pinjaman belum lunas." in page.content.decode()
    assert "reason" not in controls(page)


def test_the_report_shows_the_whole_nik_once_and_is_logged_with_its_reason(cast, client_of):
    her = everything_about_her(cast)
    client, url = client_of(cast.dinas_bone), f"/warga/{her.person.pk}/laporan/"
    form = client.get(url)
    assert NIK not in form.content.decode()
    page = send(client, url, form, reason=REASON, password=PASSWORD)
    assert page.status_code == 200
    assert NIK in page.content.decode()
    assert dangers(page) == []
    entry = AccessLog.objects.get(kind="report")
    assert (entry.target, entry.number, entry.reason, entry.user) == (
        "people.Person",
        her.person.pk,
        REASON,
        cast.dinas_bone,
    )
    assert NIK not in f"{entry.reason}{entry.facts}"
    assert NAME in page.content.decode()


def test_retention_shows_the_own_regency_alone_and_decides_one_by_one(cast, client_of):
    mine = factories.person("Almarhum Biru", BIRU, living="deceased", living_since="2010-01-01")
    factories.person("Almarhum Penfui", factories.PENFUI, living="deceased", living_since="2010-01-01")
    client = client_of(cast.dinas_bone)
    page = client.get("/warga/masa-simpan/")
    body = page.content.decode()
    assert "Almarhum Biru" in body
    assert "Almarhum Penfui" not in body
    assert f"/warga/{mine.pk}/hapus/?aturan=people" in body
    prefilled = controls(client.get(f"/warga/{mine.pk}/hapus/?aturan=people"))["reason"]
    assert prefilled[0]
    for who, status in (("biru", 403), ("tksk", 403), ("lina", 403), ("admin", 403), ("camat", 404)):
        assert client_of(getattr(cast, who)).get("/warga/masa-simpan/").status_code == status, who


def test_a_long_list_costs_the_same_queries_as_a_short_one(cast, client_of):
    client, counts = client_of(cast.dinas_bone), []
    client.get("/warga/masa-simpan/")
    for name in ("Satu", "Dua", "Tiga"):
        person = factories.person(f"Almarhum {name}", BIRU, living="deceased", living_since="2010-01-01")
        record = factories.classification(person, factories.category(), by=cast.biru)
        record.status, record.decided_on = "ended", "2010-01-01"
        record.save()
        with CaptureQueriesContext(connection) as queries:
            client.get("/warga/masa-simpan/")
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_the_menu_leads_there_for_the_dinas_alone(cast, client_of):
    assert "/warga/masa-simpan/" in client_of(cast.dinas_bone).get("/menu/").content.decode()
    assert "/warga/masa-simpan/" not in client_of(cast.biru).get("/menu/").content.decode()

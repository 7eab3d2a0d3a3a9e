"""Several duties: the area is the union, the header says in which one acts, history names it; nobody decides his own."""

import pytest
from django.urls import reverse

from tests import factories
from tests.duties.rows import written
from tests.factories import BIRU, MACEGE, PENFUI, TANETE_RIATTANG, WATAMPONE
from tests.screens.pages import controls, fill, refusals

pytestmark = pytest.mark.django_db
SWITCH = "/akun/tugas-saya/"


@pytest.fixture
def double(cast):
    """Officer of Biru, TKSK of the whole district, and leader of a group in Penfui."""
    account = factories.user("desa.dobel", "village", BIRU)
    factories.duty(account, "tksk", TANETE_RIATTANG)
    factories.leads(account, cast.group)
    return account


def act(client, post) -> None:
    assert client.post(SWITCH, {"post": str(post)}).url == "/"


def header(client) -> tuple[str, str]:
    context = client.get("/").context
    return str(context["duty_name"]), context["place"]


def test_with_one_duty_there_is_nothing_to_change(cast, client_of):
    page = client_of(cast.biru).get("/")
    assert (page.context["several_duties"], SWITCH in page.content.decode()) == (False, False)
    assert len(client_of(cast.biru).get(SWITCH).context["posts"]) == 1


def test_the_header_says_in_which_duty_one_acts_and_the_home_follows(cast, client_of, double):
    client, village = client_of(double), double.duties.get(role="village")
    assert [post.role_name for post in client.get(SWITCH).context["posts"]] == [
        "operator desa/kelurahan", "TKSK", "ketua kelompok",
    ]  # fmt: skip
    assert header(client) == ("TKSK", "Kecamatan Tanete Riattang"), "the strongest, until one chooses"
    assert SWITCH in client.get("/warga/").content.decode()
    act(client, village.pk)
    assert (header(client), client.get("/").templates[0].name) == (
        ("operator desa/kelurahan", "Kelurahan Biru"), "shell/home_officer.html",
    )  # fmt: skip
    act(client, "leader")
    assert (header(client), client.get("/").templates[0].name) == (
        ("ketua kelompok", "Rindu Sejahtera"), "shell/home_leader.html",
    )  # fmt: skip
    for place in (BIRU, WATAMPONE):  # rights are the union whatever he acts in
        assert client.get(factories.group(f"Kps {place}", place, kind="kps").get_absolute_url()).status_code == 200
    assert client.get(cast.group.get_absolute_url()).status_code == 200
    assert client.get(factories.group("Kps Macege", MACEGE, kind="kps").get_absolute_url()).status_code == 404


def test_what_one_does_not_hold_cannot_be_chosen_and_what_has_ended_counts_for_nothing(cast, client_of, double):
    client, village = client_of(double), double.duties.get(role="village")
    for wrong in (cast.biru.duties.get().pk, "companion", "", "admin", "\u0660"):
        assert client.post(SWITCH, {"post": str(wrong)}).url == SWITCH
    assert header(client)[0] == "TKSK"
    act(client, village.pk)
    village.ends_on = village.starts_on
    village.save()
    assert header(client)[0] == "TKSK"


def test_history_names_the_duty_in_which_one_acts_where_it_covers_the_row(cast, client_of, double):
    client, village = client_of(double), double.duties.get(role="village")
    tksk = double.duties.get(role="tksk")
    people = {place: factories.person("Siti Rahma", place) for place in (BIRU, WATAMPONE)}
    named = []
    for post in (village, tksk):
        act(client, post.pk)
        for place, person in people.items():
            made = fill(client, reverse("people:update", args=[person.pk]), occupation=f"Petani {post.pk}")
            assert made.status_code == 302, refusals(made)
            named.append((post.role, place, person.history.latest().history_role))
    assert named == [
        ("village", BIRU, "village"), ("village", WATAMPONE, "tksk"), ("tksk", BIRU, "tksk"), ("tksk", WATAMPONE, "tksk"),
    ]  # fmt: skip


def test_forms_begin_in_the_area_of_the_duty_in_which_one_acts(cast, client_of):
    account = factories.user("desa.dua", "village", BIRU)
    factories.duty(account, "village", PENFUI)
    client = client_of(account)
    for duty in account.duties.all():
        act(client, duty.pk)
        for page in ("/warga/baru/", "/kelompok/baru/"):
            assert controls(client.get(page))["village"] == [duty.region_id], page


@pytest.mark.parametrize("role", ["village", "tksk"])
def test_nobody_decides_his_own_proposal_in_another_duty(cast, client_of, double, role):
    kind = factories.category("PMKS-23", "Perempuan rawan", sensitivity=0)
    proposed = factories.classification(factories.person("Siti", BIRU), kind, by=double)
    logged = factories.activity(factories.group("Kps", BIRU, kind="kps"), by=double)
    client = client_of(double)
    act(client, double.duties.get(role=role).pk)
    before = written()
    for route, row in (("beneficiaries:verify", proposed), ("beneficiaries:reject", proposed),
                       ("activities:verify", logged)):  # fmt: skip
        url = reverse(route, args=[row.pk])
        client.post(url)
        if route.endswith("reject"):
            fill(client, url, reason="tidak cocok")
        row.refresh_from_db()
        assert row.verified_on is None
    assert (proposed.status, written()) == ("proposed", before)
    assert client_of(cast.biru).post(reverse("beneficiaries:verify", args=[proposed.pk])).status_code == 302
    proposed.refresh_from_db()
    assert proposed.status == "verified"

"""Full NIKs on paper: whom, how many, against which reason; and what the log keeps of it."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests import factories
from tests.factories import PASSWORD, PENFUI
from tests.screens.pages import everything, fill, refusals
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db
NIK = "9901014101900001"
WHY = {"purpose": "kube", "detail": "usulan tahun 2027", "password": PASSWORD}


@pytest.fixture
def yuliana(cast):
    who = factories.person("Yuliana Tefa", PENFUI, nik=NIK, address="Jalan Adisucipto 7")
    return factories.membership(who, cast.group, number=1)


def url(group) -> str:
    return reverse("members:print", args=[group.pk])


def words(response) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def test_a_village_prints_the_members_it_ticked(cast, client_of, yuliana):
    factories.membership(factories.person("Marta Boru", PENFUI, nik=factories.new_nik()), cast.group, number=2)
    answer = fill(client_of(cast.penfui), url(cast.group), **WHY, members=[yuliana.pk])
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "application/pdf", "no-store")
    text = words(answer)
    assert all(word in text for word in ("Yuliana Tefa", NIK, "usulan tahun 2027", cast.penfui.full_name))
    assert "Marta" not in text
    entry = AccessLog.objects.get(kind="printed")
    assert (entry.user, entry.target, entry.number, entry.field) == (
        cast.penfui,
        "people.Person",
        yuliana.person_id,
        "nik",
    )
    assert "usulan tahun 2027" in entry.reason
    assert NIK not in str(entry.facts) + entry.reason


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"purpose": ""}, "purpose"),
        ({"detail": "x"}, "detail"),
        ({"members": []}, "members"),
        ({"password": "keliru sama sekali"}, "password"),
        ({"password": ""}, "password"),
    ],
)
def test_without_purpose_names_or_password_nothing_is_printed(cast, client_of, yuliana, wrong, where):
    before = everything()
    answer = fill(client_of(cast.penfui), url(cast.group), **WHY | {"members": [yuliana.pk]} | wrong)
    assert list(refusals(answer)) == [where]
    assert NIK not in answer.content.decode()
    assert everything() == before


def test_a_page_holds_at_most_25_names(cast, client_of):
    rows = [
        factories.membership(factories.person("Warga Rukun", PENFUI, nik=factories.new_nik()), cast.group).pk
        for _number in range(26)
    ]
    village = client_of(cast.penfui)
    assert list(refusals(fill(village, url(cast.group), **WHY, members=rows))) == ["members"]
    assert fill(village, url(cast.group), **WHY, members=rows[:25])["Content-Type"] == "application/pdf"
    assert AccessLog.objects.filter(kind="printed").count() == 25


def test_who_may_not_print_gets_no_page_and_no_link(cast, client_of, yuliana):
    answers = {
        name: client_of(getattr(cast, name)).get(url(cast.group)).status_code
        for name in ("penfui", "dinas_kupang", "lina", "tksk", "biru", "camat", "admin")
    }
    assert answers == {
        "penfui": 200, "dinas_kupang": 200, "lina": 403, "tksk": 404, "biru": 404, "camat": 404, "admin": 403,
    }  # fmt: skip
    roster = reverse("members:roster", args=[cast.group.pk])
    assert url(cast.group) not in client_of(cast.lina).get(roster).content.decode()
    assert url(cast.group) in client_of(cast.penfui).get(roster).content.decode()


def test_of_a_member_from_elsewhere_no_nik_is_printed(cast, client_of):
    guest = factories.membership(factories.person("Dari Jauh", factories.BIRU, nik=NIK), cast.group)
    village = client_of(cast.penfui)
    assert "Dari Jauh" not in village.get(url(cast.group)).content.decode()
    assert list(refusals(fill(village, url(cast.group), **WHY, members=[guest.pk]))) == ["members"]


def test_the_paper_has_every_letter_that_a_name_may_have(cast, client_of):
    who = factories.person("Ñusa Ča Ơrang Δ", PENFUI, nik=NIK)
    row = factories.membership(who, cast.group)
    assert who.full_name in words(fill(client_of(cast.penfui), url(cast.group), **WHY, members=[row.pk]))

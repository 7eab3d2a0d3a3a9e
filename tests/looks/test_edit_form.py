"""The form of a known person never holds a number that is hidden from its reader, and an empty field keeps it."""

import pytest
from django.urls import reverse

from tests.looks.conftest import KK, NIK, PHONE
from tests.screens.pages import controls, fill, resend, send
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db

WHO = ["biru", "tksk", "tksk_cleared", "dinas_bone"]
HIDDEN = {"biru": (NIK, KK), "tksk": (NIK, KK, PHONE), "tksk_cleared": (NIK, KK, PHONE), "dinas_bone": (NIK, KK, PHONE)}
OTHER = "9901014101900077"


def url(person) -> str:
    return reverse("people:update", args=[person.pk])


def correct(client, person, **typed):
    """Opens the form, types, and saves; that no province has these NIKs is known already."""
    return fill(client, url(person), seen_doubt=["nik_province"], **typed)


def leaked(response, who: str) -> list[str]:
    text = response.content.decode()
    return [number for number in HIDDEN[who] if number in text or number.removeprefix("+62") in text]


@pytest.mark.parametrize("who", WHO)
def test_no_page_of_the_form_holds_a_hidden_number(cast, siti, client_of, who):
    client = client_of(getattr(cast, who))
    opened = client.get(url(siti))
    wrong = send(client, url(siti), opened, full_name="", nik=OTHER[:5])
    picked = client.post(url(siti), {"version": "1", "_pick": "village"})  # nothing of the form, the picker's button
    kept = send(client, url(siti), opened, _pick="village", full_name="Siti A")
    pages = {"opened": opened, "wrong": wrong, "picked": picked, "kept": kept}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert {name: leaked(page, who) for name, page in pages.items()} == {name: [] for name in pages}


@pytest.mark.parametrize("who", WHO)
def test_a_stale_form_holds_none_either(cast, siti, client_of, who):
    client = client_of(getattr(cast, who))
    opened = client.get(url(siti))
    assert correct(client_of(cast.biru), siti, phone="08129999999", occupation="petani").status_code == 302
    stale = send(client, url(siti), opened, occupation="nelayan", seen_doubt=["nik_province"])
    assert stale.status_code == 409
    assert leaked(stale, who) == []
    if who != "biru":
        assert "8129999999" not in stale.content.decode()


@pytest.mark.parametrize("who", WHO)
def test_empty_fields_keep_the_numbers(cast, siti, client_of, who):
    client = client_of(getattr(cast, who))
    assert correct(client, siti, occupation="petani").status_code == 302
    siti = Person.objects.get(pk=siti.pk)
    assert (siti.nik, siti.household.kk_number, siti.phone) == (NIK, KK, PHONE)
    assert siti.history.count() == 2


@pytest.mark.parametrize("who", WHO)
def test_what_is_typed_replaces_them_and_stands_in_the_form_again(cast, siti, client_of, who):
    client = client_of(getattr(cast, who))
    asked = fill(client, url(siti), nik=OTHER, phone="0812 7777 7777")
    assert asked.context["form"].open_doubts == {"nik_province"}
    assert (controls(asked)["nik"], controls(asked)["phone"]) == ([OTHER], ["0812 7777 7777"])
    assert resend(asked).status_code == 302
    siti.refresh_from_db()
    assert (siti.nik, siti.phone) == (OTHER, "+6281277777777")


def test_who_sees_the_phone_in_full_can_take_it_out(cast, siti, client_of):
    assert correct(client_of(cast.biru), siti, phone="").status_code == 302
    siti.refresh_from_db()
    assert siti.phone == ""

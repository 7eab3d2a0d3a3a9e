"""One hidden number at a time: asked for with a reason, shown once, logged without its value."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import factories
from tests.factories import BIRU, MACEGE, PENFUI, WATAMPONE
from tests.looks.conftest import KK, NIK, NUMBERS, PHONE
from wksbm.accounts.models import AccessLog
from wksbm.people.reveals import Why

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
# Who may ask for which of the numbers of a person in his own area (docs/access.md, "Fields").
ASKED_BY = {
    "biru": {"nik", "kk_number"},
    "tksk": {"nik", "kk_number", "phone"},
    "tksk_cleared": {"nik", "kk_number", "phone"},
    "dinas_bone": {"nik", "kk_number", "phone"},
    "admin": set(),
}


def url(person, number: str = "nik") -> str:
    return f"{reverse('people:reveal', args=[person.pk])}?data={number}"


def ask(client, person, number: str = "nik", **headers):
    return client.post(url(person, number), {"why": "card"}, **headers)


@pytest.mark.parametrize("who", ASKED_BY)
@pytest.mark.parametrize("number", NUMBERS)
def test_the_table_decides_who_may_ask_for_which_number(cast, siti, client_of, log, who, number):
    client = client_of(getattr(cast, who))
    page = client.get(siti.get_absolute_url()).content.decode()
    allowed = number in ASKED_BY[who]
    assert (url(siti, number) in page) is allowed
    assert (NUMBERS[number] in page) is (who == "biru" and number == "phone")
    answer = ask(client, siti, number)
    assert answer.status_code == (200 if allowed else 403)
    assert (NUMBERS[number] in answer.content.decode()) is allowed
    assert len(log("reveal")) == allowed


def test_a_leader_sees_the_mask_and_is_offered_nothing(cast, client_of, log):
    member = factories.person("Ana Lalu", PENFUI, nik=NIK, phone=PHONE)
    factories.membership(member, cast.group)
    client = client_of(cast.lina)
    page = client.get(member.get_absolute_url()).content.decode()
    assert "9901 •••• •••• ••••" in page
    assert reverse("people:reveal", args=[member.pk]) not in page
    assert [ask(client, member, number).status_code for number in NUMBERS] == [403, 403, 403]
    assert client.get(url(member)).status_code == 403
    assert log("reveal") == []


def test_a_reveal_is_logged_with_its_field_and_reason_and_without_its_value(cast, siti, client_of, log):
    client = client_of(cast.tksk)
    client.cookies["rukun_language"] = "en"
    for number in NUMBERS:
        ask(client, siti, number)
    client.post(url(siti), {"why": "other", "other": "surat dari camat"})
    entries = log("reveal")
    assert [(entry.user, entry.target, entry.number, entry.region_id) for entry in entries] == [
        (cast.tksk, "people.Person", siti.pk, BIRU)
    ] * 4
    assert [entry.field for entry in entries] == ["nik", "kk_number", "phone", "nik"]
    reasons = [entry.reason for entry in entries]
    with translation.override("id"):  # the log keeps the office's language, not the reader's
        assert reasons == [str(Why.CARD.label)] * 3 + ["surat dari camat"]
    kept = str(list(AccessLog.objects.values()))
    assert [value for value in NUMBERS.values() if value in kept] == []


def test_the_page_shows_it_once_and_hides_it_again(cast, siti, client_of):
    client = client_of(cast.biru)
    answer = ask(client, siti)
    assert NIK in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert NIK not in str(answer.headers)
    assert NIK not in str(dict(client.session))
    for again in (siti.get_absolute_url(), url(siti)):
        assert NIK not in client.get(again).content.decode()


def test_in_place_the_answer_is_a_fragment_that_takes_the_mask_away(cast, siti, client_of):
    client = client_of(cast.biru)
    form = client.get(url(siti), **HTMX).content.decode()
    assert "<html" not in form
    assert form.count("<form") == 2
    answer = ask(client, siti, **HTMX).content.decode()
    assert "<html" not in answer
    assert re.search(rf'<data id="shown-nik" hx-swap-oob="true" value="{NIK}">9901 0141 0190 0001</data>', answer)
    assert "<html" in ask(client, siti).content.decode()


@pytest.mark.parametrize(
    "typed",
    [{}, {"why": ""}, {"why": "curious"}, {"why": "other"}, {"why": "other", "other": f"NIK {NIK[:8]} {NIK[8:]}"}],
)
def test_without_a_proper_reason_nothing_is_shown_and_nothing_logged(cast, siti, client_of, log, typed):
    answer = client_of(cast.biru).post(url(siti), typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert NIK not in answer.content.decode()
    assert log("reveal") == []


def test_looking_at_the_question_shows_nothing(cast, siti, client_of, log):
    answer = client_of(cast.biru).get(f"{url(siti)}&why=card")
    assert NIK not in answer.content.decode()
    assert log("reveal") == []


def test_a_form_without_its_token_shows_nothing(cast, siti, log):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.biru)
    answer = ask(client, siti)
    assert answer.status_code == 403
    assert NIK not in answer.content.decode()
    assert log("reveal", "refused") == []  # a page that was open too long is nobody's attempt


@pytest.mark.parametrize("place", [WATAMPONE, MACEGE, PENFUI])
def test_a_number_of_somebody_outside_does_not_exist(cast, siti, client_of, log, place):
    stranger = factories.person("Orang Lain", place, nik=factories.new_nik())
    client = client_of(cast.biru)
    assert [ask(client, stranger).status_code, client.get(url(stranger)).status_code] == [404, 404]
    assert log("reveal") == []


@pytest.mark.parametrize("data", ["birth_date", "nik_index", "password", "nik__startswith", ""])
def test_only_the_three_numbers_can_be_asked_for(cast, siti, client_of, data):
    assert client_of(cast.dinas_bone).get(url(siti, data)).status_code == 404


def test_who_has_no_number_is_offered_nothing(cast, client_of, log):
    infant = factories.person("Bayi Aminah", BIRU, no_nik_reason="infant")
    client = client_of(cast.dinas_bone)
    assert reverse("people:reveal", args=[infant.pk]) not in client.get(infant.get_absolute_url()).content.decode()
    assert [ask(client, infant, number).status_code for number in NUMBERS] == [404, 404, 404]
    assert log("reveal") == []


def test_a_duty_elsewhere_reveals_nothing_here(cast, client_of):
    """An administrator who is also the officer of Watampone: over Biru he stays an administrator."""
    factories.duty(cast.admin, "village", WATAMPONE)
    here = factories.person("Siti Biru", BIRU, nik=NIK)
    there = factories.person("Siti Watampone", WATAMPONE, nik=factories.new_nik())
    client = client_of(cast.admin)
    assert (ask(client, here).status_code, ask(client, there).status_code) == (403, 200)


def test_the_numbers_are_three_and_different():
    assert {NIK, KK, PHONE} == set(NUMBERS.values())

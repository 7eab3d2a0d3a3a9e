"""Are these the last four digits? Yes or no, logged as a question without its answer."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.looks.conftest import NIK

pytestmark = pytest.mark.django_db
YES, NO = "rk-note-ok", "rk-note-wait"


def url(person) -> str:
    return reverse("people:match", args=[person.pk])


def answer(client, person, digits: str, **headers) -> str:
    return client.post(url(person), {"digits": digits}, **headers).content.decode()


@pytest.mark.parametrize("who", ["biru", "tksk", "tksk_cleared", "dinas_bone"])
def test_an_officer_is_told_yes_or_no(cast, siti, client_of, log, who):
    user = getattr(cast, who)
    client = client_of(user)
    assert url(siti) in client.get(siti.get_absolute_url()).content.decode()
    right, wrong = answer(client, siti, NIK[-4:]), answer(client, siti, "0002")
    assert (YES in right, NO in right, YES in wrong, NO in wrong) == (True, False, False, True)
    assert NIK not in right + wrong
    assert [(entry.user, entry.number, entry.region_id, entry.facts) for entry in log("match")] == [
        (user, siti.pk, BIRU, {})
    ] * 2
    first, second = log("match")
    kept = [(entry.target, entry.field, entry.reason, entry.facts) for entry in (first, second)]
    assert kept[0] == kept[1]  # nothing of the answer


@pytest.mark.parametrize("typed", ["", "1", "00001", "abcd", " 001", "0001 or 1", "٠٠٠١"])
def test_what_is_not_four_digits_is_not_compared(cast, siti, client_of, log, typed):
    page = client_of(cast.biru).post(url(siti), {"digits": typed})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["digits"])
    assert log("match") == []


def test_leaders_and_administrators_are_not_asked(cast, siti, client_of, log):
    member = factories.person("Ana Lalu", PENFUI, nik=factories.new_nik())
    factories.membership(member, cast.group)
    for user, person in ((cast.lina, member), (cast.admin, siti)):
        client = client_of(user)
        assert url(person) not in client.get(person.get_absolute_url()).content.decode()
        assert (client.get(url(person)).status_code, client.post(url(person)).status_code) == (403, 403)
    assert client_of(cast.camat).post(url(siti), {"digits": "0001"}).status_code == 404
    assert log("match") == []


def test_somebody_outside_or_without_nik_does_not_exist(cast, siti, client_of, log):
    infant = factories.person("Bayi Aminah", BIRU, no_nik_reason="infant")
    stranger = factories.person("Orang Lain", WATAMPONE, nik=factories.new_nik())
    client = client_of(cast.biru)
    assert [client.post(url(one), {"digits": "0001"}).status_code for one in (infant, stranger)] == [404, 404]
    assert url(infant) not in client.get(infant.get_absolute_url()).content.decode()
    assert log("match") == []


def test_in_place_the_answer_stands_above_the_form(cast, siti, client_of):
    page = answer(client_of(cast.biru), siti, "0001", HTTP_HX_REQUEST="true")
    assert "<html" not in page
    assert page.index(YES) < page.index("<form")

"""A search by NIK leaves an entry without the number, and an hour holds sixty of them."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, MACEGE, PENFUI
from tests.looks.conftest import NIK
from tests.looks.test_limits import spent
from tests.screens.pages import fill, send
from wksbm.accounts.models import AccessLog
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db

SEARCHES = ["search", "people:list", "people:find", "members:list", "beneficiaries:find", "beneficiaries:list",
            "people:export", "members:export", "beneficiaries:export"]  # fmt: skip
TYPED = {"full_name": "Aminah Baru", "sex": "P", "birth_date": "01/01/1990", "village": BIRU, "seen_doubt": ["nik_province", "similar"]}  # fmt: skip
ABROAD = "9901014101900077"


def looked_up(log) -> list[bool]:
    return [entry.facts["hit"] for entry in log("look_up")]


@pytest.mark.parametrize("route", SEARCHES)
def test_every_search_by_number_is_logged_as_found_or_not_and_nothing_else(cast, siti, client_of, log, route):
    client = client_of(cast.biru)
    spaced = f"{NIK[:4]} {NIK[4:8]}.{NIK[8:]}"
    for text in (NIK, spaced, factories.new_nik(), NIK[:13]):
        assert client.get(reverse(route), {"q": text}).status_code == 200
    assert looked_up(log) == [True, True, False, False]
    assert [(entry.user, entry.region_id, entry.number) for entry in log("look_up")] == [(cast.biru, BIRU, None)] * 4
    kept = json.dumps(list(AccessLog.objects.values("target", "field", "reason", "facts")))
    assert NIK[:8] not in kept


def test_searching_members_to_be_is_a_look_up_too(cast, siti, client_of, log):
    group = factories.group("Mekar", BIRU)
    client_of(cast.biru).get(reverse("members:find", args=[group.pk]), {"q": NIK})
    assert looked_up(log) == [True]


@pytest.mark.parametrize("route", SEARCHES)
def test_a_search_by_name_or_by_few_digits_is_none(cast, siti, client_of, log, route):
    client = client_of(cast.biru)
    for text in ("siti", "", NIK[:11], "RT 3"):
        client.get(reverse(route), {"q": text})
    assert log("look_up") == []


def test_somebody_outside_is_not_found_and_asks_the_same_statements_as_nobody(cast, client_of, log):
    factories.person("Orang Lain", PENFUI, nik=NIK)
    client = client_of(cast.biru)
    for route in SEARCHES:
        asked, pages = [], []
        for nik in (NIK, ABROAD):
            with CaptureQueriesContext(connection) as queries:
                page = client.get(reverse(route), {"q": nik}).content.decode()
            asked.append(len(queries))
            pages.append(re.sub(r'name="(csrfmiddlewaretoken|client_key)" value="[^"]+"', "", page.replace(nik, "")))
        assert asked[0] == asked[1], route
        assert pages[0] == pages[1], route
    assert not any(looked_up(log))


def test_a_refused_registration_is_a_look_up(cast, siti, client_of, log):
    client = client_of(cast.biru)
    page = fill(client, reverse("people:create"), nik=NIK, **TYPED)
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["nik"])
    assert looked_up(log) == [True]


def test_a_refused_correction_is_a_look_up(cast, siti, client_of, log):
    other = factories.person("Orang Lain", BIRU, nik=ABROAD)
    page = fill(client_of(cast.biru), reverse("people:update", args=[other.pk]), nik=NIK, seen_doubt=["nik_province"])
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["nik"])
    assert looked_up(log) == [True]


@pytest.mark.parametrize("url", ["/pmks/daftar/", "members:enrol"])
def test_a_refused_registration_on_the_other_forms_is_one_as_well(cast, siti, client_of, log, url):
    group = factories.group("Mekar", BIRU)
    factories.category()
    url = reverse("members:enrol", args=[group.pk]) if url == "members:enrol" else reverse("beneficiaries:create")
    page = fill(client_of(cast.biru), url, nik=NIK, **TYPED)
    assert "nik" in page.context["form"].errors or "categories" in page.context["form"].errors
    assert len(log("look_up")) == ("nik" in page.context["form"].errors)


def test_over_the_limit_the_refusal_is_not_told(cast, siti, client_of, log):
    spent(cast.biru, AccessLog.Kind.LOOK_UP, 60)
    page = fill(client_of(cast.biru), reverse("people:create"), nik=NIK, **TYPED)
    assert page.status_code == 429
    assert "Siti Aminah" not in page.content.decode()
    assert Person.objects.count() == 1


@pytest.mark.parametrize("place", [PENFUI, MACEGE])
def test_a_registration_of_a_number_known_elsewhere_is_no_look_up_and_asks_the_same(cast, client_of, log, place):
    """The same statements, the same answer: nothing tells a known number from a new one."""
    factories.person("Orang Lain", place, nik=NIK)
    client = client_of(cast.biru)
    asked = []
    for nik in (ABROAD, NIK):
        page = client.get(reverse("people:create"))
        with CaptureQueriesContext(connection) as queries:
            answer = send(client, reverse("people:create"), page, nik=nik, **TYPED)
        assert answer.status_code == 302
        asked.append([query["sql"].split()[0] for query in queries])
        Person.objects.update(name_key="")  # nobody is like the next one
    assert asked[0] == asked[1]
    assert log("look_up") == []
    assert list(Person.objects.order_by("pk").values_list("nik_conflict", flat=True)) == [False, False, True]

"""Whoever opens a person's page leaves his name there."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.factories import BIRU

pytestmark = pytest.mark.django_db


def seen_by(log) -> list[tuple]:
    return [(entry.user.username, entry.target, entry.number, entry.region_id) for entry in log("view")]


@pytest.mark.parametrize("who", ["biru", "tksk", "tksk_cleared", "dinas_bone", "admin"])
def test_every_opening_of_the_page_is_one_look(cast, siti, client_of, log, who):
    user = getattr(cast, who)
    client = client_of(user)
    for _again in range(2):
        client.get(siti.get_absolute_url())
    assert seen_by(log) == [(user.username, "people.Person", siti.pk, BIRU)] * 2
    first = log("view")[0]
    assert (first.field, first.reason, first.facts) == ("", "", {})


def test_a_leaders_look_is_logged_too(cast, client_of, log):
    member = factories.person("Ana Lalu", cast.group.village_id)
    factories.membership(member, cast.group)
    client_of(cast.lina).get(member.get_absolute_url())
    assert seen_by(log) == [("ketua.lina", "people.Person", member.pk, cast.group.village_id)]


def test_opening_the_form_is_a_look_and_saving_it_is_a_change(cast, siti, client_of, log):
    url = reverse("people:update", args=[siti.pk])
    client = client_of(cast.biru)
    client.get(url)
    client.post(url, {"version": "1"})
    assert len(log("view")) == 1


def test_what_stands_behind_a_tab_is_a_look_when_it_is_opened_alone(cast, siti, client_of, log):
    row = factories.classification(siti, factories.category(), by=cast.dinas_bone)
    parts = [reverse(f"{app}:of-person", args=[siti.pk]) for app in ("members", "beneficiaries")]
    parts.append(row.get_absolute_url())
    for number, url in enumerate(parts, 1):
        later = timezone.now() + timedelta(minutes=10 * number)
        with (
            patch("wksbm.accounts.log.timezone.now", return_value=later),
            patch("django.utils.timezone.now", return_value=later),
        ):
            client_of(cast.biru).get(url, HTTP_HX_REQUEST="true")
    assert seen_by(log) == [("desa.biru", "people.Person", siti.pk, BIRU)] * 3
    assert [entry.facts["part"] for entry in log("view")] == ["members", "beneficiaries", "beneficiaries"]


def test_the_tabs_that_the_page_fetches_by_itself_are_one_look_with_it(cast, siti, client_of, log):
    client = client_of(cast.biru)
    client.get(siti.get_absolute_url())
    for app in ("members", "beneficiaries"):
        client.get(reverse(f"{app}:of-person", args=[siti.pk]), HTTP_HX_REQUEST="true")
    assert len(log("view")) == 1
    client_of(cast.tksk).get(reverse("members:of-person", args=[siti.pk]))  # somebody else's look is his own
    assert [entry.user for entry in log("view")] == [cast.biru, cast.tksk]


def test_lists_and_cards_are_no_looks(cast, siti, client_of, log):
    client = client_of(cast.biru)
    for url in ("/warga/", "/warga/daftar/?q=siti", "/cari/?q=siti", "/"):
        assert client.get(url).status_code == 200
    assert log("view") == []


def test_a_look_costs_one_statement(cast, siti, client_of):
    client = client_of(cast.biru)
    client.get(siti.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        client.get(siti.get_absolute_url())
    of_log = [query["sql"] for query in asked if "accounts_accesslog" in query["sql"]]
    assert len(of_log) == 1
    assert of_log[0].startswith("INSERT")

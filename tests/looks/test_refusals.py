"""What somebody was refused is logged with what he asked for, and the answer tells nothing about what is there."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, WATAMPONE

pytestmark = pytest.mark.django_db

NEVER = 987654321
FORMS = ["people:update", "people:reveal", "people:match"]
PAGES = ["people:detail", "members:of-person", "beneficiaries:of-person", *FORMS]
ASKED = [*((route, "get") for route in PAGES), *((route, "post") for route in FORMS)]


def refused(log) -> list[tuple]:
    return [(entry.target, entry.number, entry.facts["status"]) for entry in log("refused")]


@pytest.mark.parametrize(("route", "method"), ASKED)
@pytest.mark.parametrize("headers", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_a_person_outside_and_one_who_never_was_are_refused_alike(cast, client_of, log, route, method, headers):
    stranger = factories.person("Orang Lain", WATAMPONE, nik=factories.new_nik())
    asked = getattr(client_of(cast.biru), method)
    statements, bodies = [], []
    for number in (stranger.pk, NEVER):
        with CaptureQueriesContext(connection) as queries:
            answer = asked(reverse(route, args=[number]), **headers)
        assert answer.status_code == 404
        assert [query["sql"] for query in queries if "accounts_accesslog" in query["sql"]]
        statements.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries])
        bodies.append(answer.content.decode())
    assert statements[0] == statements[1]
    assert bodies[0] == bodies[1]
    assert refused(log) == [(route, stranger.pk, 404), (route, NEVER, 404)]


def test_the_entry_belongs_to_the_area_of_who_asked_and_tells_nothing_of_the_other(cast, client_of, log):
    stranger = factories.person("Orang Lain", WATAMPONE)
    client_of(cast.biru).get(stranger.get_absolute_url())
    [entry] = log("refused")
    assert (entry.user, entry.region_id, entry.reason, entry.facts) == (cast.biru, BIRU, "", {"status": 404})


def test_what_the_role_forbids_is_refused_with_its_number_and_without_one(cast, siti, client_of, log):
    client_of(cast.admin).get(reverse("people:update", args=[siti.pk]))
    client_of(cast.admin).get(reverse("people:find"))
    client_of(cast.biru).get(reverse("people:seen", args=[siti.pk]))
    assert refused(log) == [
        ("people:update", siti.pk, 403),
        ("people:find", None, 403),
        ("people:seen", siti.pk, 404),
    ]


def test_a_number_in_the_query_counts_as_well(cast, client_of, log):
    stranger = factories.person("Orang Lain", WATAMPONE)
    client = client_of(cast.biru)
    for number in (stranger.pk, NEVER):
        assert client.get(reverse("beneficiaries:create"), {"orang": number}).status_code == 404
    assert refused(log) == [("beneficiaries:create", stranger.pk, 404), ("beneficiaries:create", NEVER, 404)]


@pytest.mark.parametrize("url", ["/wraga/", "/warga/abc/", "/warga/0/", f"/warga/{'9' * 30}/", "/kelompok/baru/x/"])
def test_a_mistyped_address_is_nobodys_attempt(cast, client_of, log, url):
    assert client_of(cast.biru).get(url).status_code == 404
    assert log("refused") == []


def test_a_closed_list_without_a_number_is_no_attempt_at_anybody(cast, client_of, log):
    assert client_of(cast.camat).get("/warga/").status_code == 404
    assert log("refused") == []


def test_strangers_and_who_may_look_leave_no_refusal(cast, siti, client_of, client, log):
    client.get(siti.get_absolute_url())
    client_of(cast.ended).get(siti.get_absolute_url())
    client_of(cast.biru).get(siti.get_absolute_url())
    assert log("refused") == []


def test_a_form_whose_token_is_too_old_is_nobodys_attempt(cast, siti, log):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.biru)
    assert client.post(reverse("people:update", args=[siti.pk])).status_code == 403
    assert log("refused") == []


def test_in_the_admin_the_number_asked_for_is_logged_too(cast, client_of, log):
    stranger = factories.group("Mekar", WATAMPONE)
    client = client_of(cast.biru)
    for number in (stranger.pk, NEVER):
        assert client.get(f"/admin/groups/socialgroup/{number}/change/").status_code == 404
    target = "admin:groups_socialgroup_change"
    assert refused(log) == [(target, stranger.pk, 404), (target, NEVER, 404)]

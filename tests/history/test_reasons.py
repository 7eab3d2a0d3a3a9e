"""Why something was changed: asked, never demanded, at the end of every form over a record that is there."""

from datetime import date

import pytest
from django.urls import reverse

from activities.services import withdraw_activity
from beneficiaries.services import end, reject
from members.offices import fill_office
from members.services import leave
from tests import factories
from tests.factories import PENFUI
from tests.screens.pages import controls, fill, refusals, resend, send

pytestmark = pytest.mark.django_db
TYPED = {
    "people": {"occupation": "Penenun"},
    "groups": {"business": "Kue"},
    "members": {"channel": "own"},
    "beneficiaries": {"source": "Musyawarah"},
    "activities": {"place": "Balai"},
    "accounts": {"full_name": "Lina Teffa"},
}


@pytest.fixture
def records(cast):
    person = factories.person("Ana", PENFUI)
    return {
        "people": person,
        "groups": cast.group,
        "members": factories.membership(person, cast.group),
        "beneficiaries": factories.classification(person, factories.category(), by=cast.penfui),
        "activities": factories.activity(cast.group, by=cast.lina),
        "accounts": cast.lina,
    }


def reason(row) -> str | None:
    return row.history.order_by("history_id").last().history_change_reason


@pytest.mark.parametrize("app", TYPED)
def test_every_edit_asks_why_and_the_history_keeps_it(cast, client_of, records, app):
    client, url = client_of(cast.penfui), reverse(f"{app}:update", args=[records[app].pk])
    page = client.get(url)
    assert [name for name in controls(page) if name not in ("csrfmiddlewaretoken", "version")][-1] == "why"
    assert fill(client, url, **TYPED[app], why="  salah   ketik ").status_code == 302
    assert reason(records[app]) == "salah ketik"


@pytest.mark.parametrize("app", TYPED)
def test_nobody_has_to_say_why(cast, client_of, records, app):
    url = reverse(f"{app}:update", args=[records[app].pk])
    assert fill(client_of(cast.penfui), url, **TYPED[app]).status_code == 302
    assert not reason(records[app])


@pytest.mark.parametrize("route", ["people:create", "groups:create", "activities:log"])
def test_a_new_record_is_asked_nothing(cast, client_of, route):
    assert "why" not in controls(client_of(cast.penfui).get(reverse(route)))


@pytest.mark.parametrize(
    "typed", ["NIK salah, yang benar 5301084101900001", "5301 0841 0190 0001", "hubungi 081234567890"]
)
def test_a_number_has_no_place_in_a_reason(cast, client_of, typed):
    url = reverse("groups:update", args=[cast.group.pk])
    answer = fill(client_of(cast.penfui), url, business="Kue", why=typed)
    assert refusals(answer) == {"why": ["number"]}
    assert fill(client_of(cast.penfui), url, business="Kue", why="SK 460/118/2011, 12-03-2026").status_code == 302


def test_a_reason_is_at_most_one_line_of_two_hundred_signs(cast, client_of):
    url = reverse("groups:update", args=[cast.group.pk])
    assert refusals(fill(client_of(cast.penfui), url, why="a" * 201)) == {"why": ["max_length"]}
    assert refusals(fill(client_of(cast.penfui), url, why="dua\nbaris")) == {"why": ["control"]}


def test_a_reason_is_no_conflict_when_two_edit_at_once(cast, client_of):
    group, url = cast.group, reverse("groups:update", args=[cast.group.pk])
    client = client_of(cast.penfui)
    page = client.get(url)
    fill(client_of(cast.lina), url, business="Tenun", why="alasan Lina")
    stale = send(client, url, page, secretariat="Rumah Ana", why="alasan desa")
    assert [found.label for found in stale.context["differences"]] == ["Usaha atau kegiatan pokok"]
    assert controls(stale)["why"] == ["alasan desa"]
    assert resend(stale).status_code == 302
    group.refresh_from_db()
    assert (group.business, group.secretariat, reason(group)) == ("Tenun", "Rumah Ana", "alasan desa")


def test_acts_with_a_reason_leave_it_in_the_history(cast, records):
    day, by = date(2026, 11, 1), cast.dinas_kupang
    second = factories.classification(records["people"], factories.category("PMKS-98"), by=cast.penfui)
    leave(records["members"], by=by, on=day, reason="pindah")
    end(records["beneficiaries"], by=by, on=day, reason="mandiri")
    reject(second, by=by, on=day, reason="keliru")
    withdraw_activity(records["activities"], by=by, reason="ganda")
    told = [reason(row) for row in (records["members"], records["beneficiaries"], second, records["activities"])]
    assert told == ["pindah", "mandiri", "keliru", "ganda"]
    first = fill_office(cast.group, post="chair", person=records["people"], starts=None, by=by)
    first.starts_on = date(2020, 1, 1)
    first.save()
    term = fill_office(cast.group, post="chair", person=None, starts=None, by=by, reason="masa bakti habis")
    assert [reason(term), reason(first)] == ["masa bakti habis"] * 2


def test_an_office_is_filled_with_a_reason_on_its_screen(cast, client_of, records):
    url = reverse("members:officer", args=[cast.group.pk])
    fill(client_of(cast.penfui), url, post="chair", member=str(records["members"].pk), why="dipilih warga")
    assert reason(cast.group.officer_terms.get()) == "dipilih warga"

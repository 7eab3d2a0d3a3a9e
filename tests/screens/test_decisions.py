"""Decisions over a record: a group is dissolved, an activity verified, what looked odd compared with the card."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import PENFUI
from tests.screens.pages import everything, fill, refusals

pytestmark = pytest.mark.django_db


def test_the_dinas_dissolves_a_group_with_a_reason_and_revives_it(cast, client_of):
    url, dinas = reverse("groups:dissolve", args=[cast.group.pk]), client_of(cast.dinas_kupang)
    assert list(refusals(fill(dinas, url, reason=""))) == ["reason"]
    assert fill(dinas, url, reason="anggota pindah semua").status_code == 302
    cast.group.refresh_from_db()
    then = cast.group.history.first()
    assert (cast.group.status, then.history_change_reason, then.history_user, then.history_role) == (
        "dissolved", "anggota pindah semua", cast.dinas_kupang, "dinas",
    )  # fmt: skip
    assert dinas.get(url).status_code == 403, "once is enough"
    again = reverse("groups:revive", args=[cast.group.pk])
    edit = reverse("groups:update", args=[cast.group.pk])
    closed = [client_of(who).get(page).status_code for who, page in ((cast.penfui, edit), (cast.dinas_kupang, edit))]
    assert [*closed, client_of(cast.penfui).get(again).status_code] == [403] * 3, "a dissolved group is read-only"
    assert fill(dinas, again, reason="anggota kembali").status_code == 302
    cast.group.refresh_from_db()
    assert cast.group.is_open


def test_a_village_closes_no_group_by_act_nor_by_form(cast, client_of):
    before, village = everything(), client_of(cast.penfui)
    assert village.get(reverse("groups:dissolve", args=[cast.group.pk])).status_code == 403
    assert everything() == before
    fill(village, reverse("groups:update", args=[cast.group.pk]), status="dissolved")
    cast.group.refresh_from_db()
    assert cast.group.status == "active"


@pytest.fixture
def logged(cast):
    return factories.activity(cast.group, by=cast.lina)


def test_somebody_else_verifies_an_activity_once(cast, client_of, logged):
    url, village = reverse("activities:verify", args=[logged.pk]), client_of(cast.penfui)
    assert url in village.get(logged.get_absolute_url()).content.decode()
    assert village.post(url).status_code == 302
    logged.refresh_from_db()
    day = logged.village.today()
    assert (logged.verified_on, logged.verified_by, logged.history.first().history_user) == (
        day,
        cast.penfui,
        cast.penfui,
    )
    before = everything()
    client_of(cast.dinas_kupang).post(url)
    assert everything() == before


def test_nobody_verifies_what_he_logged_himself(cast, client_of):
    own = factories.activity(cast.group, by=cast.penfui)
    url, before, village = reverse("activities:verify", args=[own.pk]), everything(), client_of(cast.penfui)
    assert url not in village.get(own.get_absolute_url()).content.decode()
    village.post(url)
    assert everything() == before
    assert client_of(cast.lina).post(url).status_code == 403


def test_a_corrected_activity_waits_to_be_verified_again(cast, client_of, logged):
    client_of(cast.penfui).post(reverse("activities:verify", args=[logged.pk]))
    assert (
        fill(client_of(cast.lina), reverse("activities:update", args=[logged.pk]), place="Balai desa").status_code
        == 302
    )
    logged.refresh_from_db()
    assert (logged.place, logged.verified_on, logged.verified_by) == ("Balai desa", None, None)


def test_what_looked_odd_is_compared_with_the_card_once(cast, client_of):
    person = factories.person("Yuliana Tefa", PENFUI, doubts=["sex"])
    url, village = reverse("people:check", args=[person.pk]), client_of(cast.penfui)
    assert url in village.get(person.get_absolute_url()).content.decode()
    assert village.post(url).status_code == 302
    person.refresh_from_db()
    assert (person.doubts, person.version, person.history.first().history_user) == ([], 2, cast.penfui)
    village.post(url)
    person.refresh_from_db()
    assert person.version == 2
    assert client_of(cast.biru).post(url).status_code == 404

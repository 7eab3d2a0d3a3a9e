"""One person, several duties: every row is met in the role that reaches it, and in no other."""

import pytest
from django.urls import reverse

from tests import factories
from tests.access.answers import text_of
from tests.factories import BIRU, MACEGE, PENFUI
from tests.screens.pages import everything, fill
from wksbm.accounts.models import User

pytestmark = pytest.mark.django_db


class Place:
    """A group with one member who is PMKS of an ordinary and of a delicate kind."""

    def __init__(self, village: str, name: str, by: User) -> None:
        self.group = factories.group(f"Arisan {name}", village, kind="kps")
        self.person = factories.person(f"Siti {name}", village, nik=factories.new_nik(), phone="+6281234567890")
        self.membership = factories.membership(self.person, self.group, number=1)
        kinds = [factories.category(f"PMKS-3{number}", sensitivity=number) for number in (1, 2)]
        rows = [factories.classification(self.person, kind, by=by, source=f"Zq{name}") for kind in kinds]
        self.ordinary, self.delicate = rows
        self.activity = factories.activity(self.group, by=by)


@pytest.fixture
def officer_who_leads(cast):
    """The officer of Biru who also leads a group in Penfui Timur, in another regency."""
    home, away = Place(BIRU, "Rumah", cast.tksk), Place(PENFUI, "Jauh", cast.penfui)
    factories.leads(cast.biru, away.group)
    return User.objects.get(pk=cast.biru.pk), home, away


@pytest.fixture
def leader_who_accompanies(cast):
    """Lina leads one group, and accompanies another in Macege."""
    own, given = Place(PENFUI, "Pimpin", cast.penfui), Place(MACEGE, "Damping", cast.dinas_bone)
    factories.leads(cast.lina, own.group)
    factories.leads(cast.lina, given.group, role="companion")
    return User.objects.get(pk=cast.lina.pk), own, given


def test_each_row_has_its_own_role(officer_who_leads, leader_who_accompanies):
    for user, here, there, roles in (
        (*officer_who_leads, ({"village"}, {"leader"})),
        (*leader_who_accompanies, ({"leader"}, {"companion"})),
    ):
        for place, role in zip((here, there), roles, strict=True):
            for row in (place.group, place.person, place.membership, place.ordinary, place.activity):
                assert user.roles_over(row) == role, row


def test_an_officer_is_a_leader_over_his_group_of_elsewhere(officer_who_leads, client_of):
    user, home, away = officer_who_leads
    client = client_of(user)
    status = {
        name: [client.get(reverse(name, args=[place.person.pk])).status_code for place in (home, away)]
        for name in ("people:detail", "people:update", "people:reveal", "people:history")
    }
    assert status == {
        "people:detail": [200, 200], "people:update": [200, 403], "people:reveal": [200, 403], "people:history": [200, 200],
    }  # fmt: skip
    assert client.get(reverse("groups:update", args=[away.group.pk])).status_code == 200
    assert client.get(reverse("people:detail", args=[Place(PENFUI, "Asing", user).person.pk])).status_code == 404


def test_a_delicate_kind_of_a_member_elsewhere_stays_hidden_from_the_officer_who_leads_there(
    officer_who_leads, client_of
):
    """At home the village sees it; a leader does not, and the union of both must not."""
    user, home, away = officer_who_leads
    client = client_of(user)
    statuses = [client.get(row.get_absolute_url()).status_code for row in (home.delicate, away.ordinary, away.delicate)]
    assert statuses == [200, 200, 404]
    listed = text_of(client.get(reverse("beneficiaries:list")))
    assert all(row.get_absolute_url() in listed for row in (home.ordinary, home.delicate, away.ordinary))
    assert away.delicate.get_absolute_url() not in listed
    of_person = text_of(client.get(reverse("beneficiaries:of-person", args=[away.person.pk])))
    assert away.delicate.get_absolute_url() not in of_person


def test_a_birth_date_and_a_phone_follow_the_row(officer_who_leads, leader_who_accompanies, client_of):
    user, home, away = officer_who_leads
    for place, shown in ((home, "1990"), (away, "1990")):
        page = text_of(client_of(user).get(place.person.get_absolute_url()))
        assert shown in page
        assert place.person.nik[4:] not in page
    assert user.field_level("birth_date", home.person) == "full"
    assert user.field_level("birth_date", away.person) == "year"
    lina, own, given = leader_who_accompanies
    assert lina.field_level("phone", own.person) == "full"
    assert lina.field_level("phone", given.person) == "reveal"
    assert "+6281234567890" in text_of(client_of(lina).get(own.person.get_absolute_url()))
    assert "+6281234567890" not in text_of(client_of(lina).get(given.person.get_absolute_url()))


def test_a_leader_may_not_verify_in_his_group_because_he_may_in_the_other(leader_who_accompanies, client_of):
    lina, own, given = leader_who_accompanies
    client = client_of(lina)
    before = everything()
    assert client.post(reverse("beneficiaries:verify", args=[own.ordinary.pk])).status_code == 403
    refused = everything()
    assert {table for table in before if before[table] != refused[table]} <= {
        "accounts.AccessLog",
        "accounts.UnsealedRow",
    }
    assert client.post(reverse("beneficiaries:verify", args=[given.ordinary.pk])).status_code == 302
    given.ordinary.refresh_from_db()
    assert (given.ordinary.status, given.ordinary.history.latest().history_role) == ("verified", "companion")
    own.ordinary.refresh_from_db()
    assert own.ordinary.status == "proposed"


def test_a_companion_may_not_change_the_group_he_is_given_because_he_leads_another(leader_who_accompanies, client_of):
    lina, own, given = leader_who_accompanies
    client = client_of(lina)
    url = {place: reverse("groups:update", args=[place.group.pk]) for place in (own, given)}
    assert client.get(url[given]).status_code == 403
    assert fill(client, url[own], business="menenun").status_code == 302
    assert own.group.history.latest().history_role == "leader"
    assert client.get(reverse("members:update", args=[given.membership.pk])).status_code == 403


def test_a_sheet_holds_only_what_the_role_over_each_row_lets_out(officer_who_leads, client_of):
    """A leader takes no sheet of people or PMKS out; the village does, of its own area."""
    user, home, away = officer_who_leads
    client = client_of(user)
    for route in ("people:export", "beneficiaries:export"):
        sheet = text_of(client.post(reverse(route), {"format": "csv"}))
        assert home.person.full_name in sheet, route
        assert away.person.full_name not in sheet, route
    members = text_of(client.post(reverse("members:export"), {"format": "csv"}))
    assert home.person.full_name in members
    assert away.person.full_name in members, "a leader takes the list of his members out"


def test_nobody_decides_his_own_proposal_whatever_the_duty(cast, client_of):
    """By person: the village officer who is TKSK as well has not become somebody else."""
    factories.duty(cast.biru, "tksk", factories.TANETE_RIATTANG)
    factories.duty(cast.biru, "dinas", factories.BONE)
    place = Place(BIRU, "Sendiri", cast.biru)
    client = client_of(cast.biru)
    for verb in ("verify", "reject"):
        client.post(
            reverse(f"beneficiaries:{verb}", args=[place.ordinary.pk]), {"reason": "karena", "client_key": "0" * 32}
        )
    client.post(reverse("activities:verify", args=[place.activity.pk]))
    place.ordinary.refresh_from_db()
    place.activity.refresh_from_db()
    assert (place.ordinary.status, place.activity.verified_on) == ("proposed", None)


def test_an_administrator_who_is_also_a_village_officer_reads_names_in_his_village_alone(cast, client_of):
    factories.duty(cast.admin, "village", BIRU)
    home, away = Place(BIRU, "Rumah", cast.tksk), Place(MACEGE, "Jauh", cast.tksk)
    client = client_of(cast.admin)
    people = text_of(client.get(reverse("people:list")))
    assert home.person.full_name in people
    assert away.person.full_name not in people
    assert away.person.get_absolute_url() in people
    kinds = text_of(client.get(away.delicate.get_absolute_url())).split("<main")[-1]
    assert str(away.delicate.category) not in kinds
    assert str(home.delicate.category) in text_of(client.get(home.delicate.get_absolute_url()))

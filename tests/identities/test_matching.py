"""The village says who a name is: a known person, somebody new, or nobody; whoever comes too late is told."""

from datetime import date

import pytest
from django.urls import reverse

from activities.models import Attendance
from members.models import IdentityMatch
from tests import factories
from tests.factories import BIRU, MATA_AIR, PENFUI
from tests.screens.pages import everything, fill, refusals, send
from wksbm.actor import acting_as
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db

NIK = "5301084101900001"


def of(identity, route: str) -> str:
    return reverse(f"members:{route}", args=[identity.pk])


def choose(identity, person) -> str:
    return f"{of(identity, 'identity-match')}?orang={person.pk}"


def typed_by(user, name, group, **facts) -> IdentityMatch:
    with acting_as(user):
        return factories.waiting_name(name, group, **facts)


@pytest.fixture
def rosalina(cast) -> IdentityMatch:
    born = {"birth_date": date(1985, 1, 1), "birth_date_precision": "year"}
    return typed_by(cast.lina, "Rosalina Bano", cast.group, number=3, sex="P", rt="003", **born)


def test_the_likely_ones_stand_on_the_page_those_of_the_village_first(cast, client_of, rosalina):
    other_village = factories.person("Rosalina Bano", MATA_AIR, birth_date=date(1985, 2, 2))
    exact = factories.person("Rosalina Banno", PENFUI, birth_date=date(1985, 3, 4), rt="003", nik=NIK)
    like = factories.person("Roslina Bano", PENFUI, birth_date=date(1960, 3, 4), rt="001")
    factories.person("Marta Boru", PENFUI, birth_date=date(1985, 3, 4))
    elsewhere = factories.person("Rosalina Bano", BIRU, birth_date=date(1985, 1, 1))
    page = client_of(cast.dinas_kupang).get(rosalina.get_absolute_url())
    cards = page.context["cards"]
    assert [card.person for card in cards] == [exact, like, other_village]
    assert cards[0].agrees == ["nama", "kelahiran", "jenis kelamin", "RT"]
    assert cards[1].differs == ["nama", "kelahiran", "RT"]
    assert elsewhere.pk not in [card.person.pk for card in cards]
    assert NIK not in page.content.decode()
    assert "5301 ••••" in page.content.decode()
    village = client_of(cast.penfui).get(rosalina.get_absolute_url())
    assert [card.person for card in village.context["cards"]] == [exact, like]


def test_this_is_the_one(cast, client_of, rosalina):
    person = factories.person("Rosalina Banno", PENFUI, birth_date=date(1985, 3, 4))
    membership = rosalina.memberships.get()
    office = factories.office(cast.group, "secretary", None, identity=rosalina)
    activity = factories.activity(cast.group, by=cast.lina)
    Attendance(activity=activity, membership=membership, status="present").save()
    client = client_of(cast.penfui)
    page = client.get(rosalina.get_absolute_url())
    card = {"name_version": rosalina.version, "person_version": person.version}
    assert f'action="{choose(rosalina, person)}"' in page.content.decode()
    answer = client.post(choose(rosalina, person), card)
    assert (answer.status_code, answer.url) == (302, reverse("members:identities"))
    for row in (rosalina, membership, office):
        row.refresh_from_db()
    assert (rosalina.status, rosalina.person, rosalina.decided_by) == ("matched", person, cast.penfui)
    assert (membership.person, membership.identity, membership.number) == (person, rosalina, 3)
    assert office.person == person
    assert Attendance.objects.get().membership.person == person
    assert [row.history.first().history_user for row in (rosalina, membership, office)] == [cast.penfui] * 3
    assert membership.history.first().history_change_reason == "Dicocokkan: Rosalina Bano."
    again, before = client.post(choose(rosalina, person), card), everything()
    assert (again.status_code, everything()) == (302, before), "the same answer twice is one answer"


def test_a_new_person_comes_with_what_the_group_knows(cast, client_of, rosalina):
    client = client_of(cast.penfui)
    page = client.get(of(rosalina, "identity-enter"))
    shown = page.context["form"]
    assert [shown[name].value() for name in ("full_name", "sex", "rt")] == ["Rosalina Bano", "P", "003"]
    bad = send(client, of(rosalina, "identity-enter"), page, nik="12")
    assert list(refusals(bad)) == ["nik"]
    assert rosalina.memberships.get().person is None
    answer = send(
        client, of(rosalina, "identity-enter"), bad, nik="", no_nik_reason="not_shown", full_name="Rosalina Banu"
    )
    assert answer.status_code == 302
    person = Person.objects.get()
    rosalina.refresh_from_db()
    assert (person.full_name, person.village_id, person.birth_words) == ("Rosalina Banu", PENFUI, "1985")
    assert (rosalina.status, rosalina.person) == ("entered", person)
    assert rosalina.memberships.get().person == person


def test_a_wrong_name_never_was_a_member(cast, client_of, rosalina):
    office = factories.office(cast.group, "secretary", None, identity=rosalina)
    client = client_of(cast.penfui)
    assert refusals(fill(client, of(rosalina, "identity-refuse"))) == {"reason": ["required"]}
    numbers = fill(client, of(rosalina, "identity-refuse"), reason="NIK 5301084101900001")
    assert refusals(numbers) == {"reason": ["number"]}
    assert fill(client, of(rosalina, "identity-refuse"), reason="tidak ada di RT 3").status_code == 302
    rosalina.refresh_from_db()
    office.refresh_from_db()
    assert (rosalina.status, rosalina.reason) == ("refused", "tidak ada di RT 3")
    assert (rosalina.memberships.get().void, office.who) == (True, None)
    roster = reverse("members:roster", args=[cast.group.pk])
    assert [client.get(roster).context["members"] for _twice in range(2)] == [[], []]
    sheet = client.post(reverse("members:export"), {"format": "csv"})
    assert "Rosalina" not in b"".join(sheet.streaming_content).decode()


def test_who_is_a_member_already_is_not_doubled(cast, client_of, rosalina):
    person = factories.person("Rosalina Bano", PENFUI)
    factories.membership(person, cast.group, number=1)
    client, before = client_of(cast.penfui), everything()
    page = client.get(rosalina.get_absolute_url()).content.decode()
    assert "Sudah menjadi anggota kelompok ini" in page
    assert f'action="{choose(rosalina, person)}"' not in page
    refused = fill(client, choose(rosalina, person))
    assert refusals(refused) == {"__all__": ["double"]}
    assert everything() == before


def test_searching_under_another_name_leads_to_the_same_page(cast, client_of, rosalina):
    person = factories.person("Ina Tenis", PENFUI, nik=NIK)
    client = client_of(cast.penfui)
    found = client.get(of(rosalina, "identity-find"), {"q": "tenis"})
    assert found.context["cards"] == [(person, choose(rosalina, person))]
    assert client.get(of(rosalina, "identity-find"), {"q": NIK}).context["cards"] == [
        (person, choose(rosalina, person))
    ]
    assert fill(client, choose(rosalina, person)).status_code == 302
    rosalina.refresh_from_db()
    assert rosalina.person == person


def test_who_typed_the_name_decides_nothing(cast, client_of):
    """By person, whatever the duty: the officer leads a group as well."""
    factories.leads(cast.penfui, cast.group)
    own = typed_by(cast.penfui, "Rosalina Bano", cast.group)
    person = factories.person("Rosalina Bano", PENFUI)
    client, before = client_of(cast.penfui), everything()
    page = client.get(own.get_absolute_url())
    assert (page.context["decides"], page.context["own"]) == (False, True)
    assert refusals(fill(client, choose(own, person))) == {"__all__": ["own"]}
    assert refusals(fill(client, of(own, "identity-refuse"), reason="keliru")) == {"__all__": ["own"]}
    new = fill(client, of(own, "identity-enter"), no_nik_reason="unknown", sex="P", full_name="Ina Kolo")
    assert refusals(new) == {"__all__": ["own"]}
    assert everything() == before
    assert fill(client_of(cast.dinas_kupang), choose(own, person)).status_code == 302


@pytest.mark.parametrize("second", ["identity-match", "identity-refuse", "identity-enter"])
def test_of_two_who_decide_one_is_told(cast, client_of, rosalina, second):
    person = factories.person("Rosalina Bano", PENFUI)
    late, url = client_of(cast.dinas_kupang), of(rosalina, second)
    url = choose(rosalina, person) if second == "identity-match" else url
    page = late.get(url)
    assert fill(client_of(cast.penfui), of(rosalina, "identity-refuse"), reason="tidak dikenal").status_code == 302
    before = everything()
    told = send(late, url, page, reason="keliru", no_nik_reason="unknown", full_name="Ina Kolo")
    assert refusals(told) == {"__all__": ["decided"]}
    assert "Desa Penfui" in told.content.decode()
    assert everything() == before
    assert late.get(url).url == rosalina.get_absolute_url()


def test_whose_it_is_to_decide(cast, client_of, rosalina):
    person = factories.person("Rosalina Bano", PENFUI)
    wanted = {"lina": 403, "tksk": 403, "camat": 404, "admin": 404, "biru": 404, "dinas_bone": 404}
    urls = [choose(rosalina, person), of(rosalina, "identity-enter"), of(rosalina, "identity-refuse")]
    before = everything()
    for url in [*urls, of(rosalina, "identity-find")]:
        assert {who: client_of(getattr(cast, who)).get(url).status_code for who in wanted} == wanted
    for url in urls:
        sent = {"person_version": 1, "name_version": 1, "reason": "keliru"}
        assert {who: client_of(getattr(cast, who)).post(url, sent).status_code for who in wanted} == wanted
    assert everything() == before

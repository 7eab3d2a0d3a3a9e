"""What changed after it was shown is shown again; nothing is applied silently, and the choice is not lost."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.access.answers import plain
from tests.factories import BIRU, MATA_AIR, PENFUI
from tests.identities.test_matching import choose, of, typed_by
from tests.screens.pages import controls, everything, fill, refusals, resend, send
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosalina(cast):
    return typed_by(cast.lina, "Rosalina Bano", cast.group, sex="P")


def change(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_who_moved_inside_the_area_is_shown_again_with_what_changed(cast, client_of, rosalina):
    person = factories.person("Rosalina Bano", PENFUI)
    client = client_of(cast.dinas_kupang)
    page = client.get(choose(rosalina, person))
    change(person, village_id=MATA_AIR, rt="007")
    before = everything()
    again = send(client, choose(rosalina, person), page)
    assert (again.status_code, everything()) == (409, before)
    changes = [(change.heading, change.old, change.new) for change in again.context["changes"]]
    assert ("Desa/kelurahan", "Desa Penfui Timur", "Desa Mata Air") in changes
    assert "Mata Air" in again.content.decode()
    assert resend(again).status_code == 302, "said once more, it is saved"
    rosalina.refresh_from_db()
    assert rosalina.person == person


def test_who_moved_out_of_the_area_is_answered_like_nobody(cast, client_of, rosalina):
    person = factories.person("Rosalina Bano", PENFUI)
    client = client_of(cast.penfui)
    page = client.get(choose(rosalina, person))
    change(person, village_id=BIRU)
    before = everything()
    gone = send(client, choose(rosalina, person), page)
    nobody = send(client, f"{of(rosalina, 'identity-match')}?orang=987654321", page)
    assert (gone.status_code, everything()) == (409, before)
    assert plain(gone) == plain(nobody)
    assert "Rosalina Bano" in gone.content.decode()
    for key in (person.pk, 987654321, "", "x", "9" * 30):
        assert client.get(f"{of(rosalina, 'identity-match')}?orang={key}").status_code == 404


@pytest.mark.parametrize("living", ["moved", "deceased"])
def test_who_died_or_moved_away_is_matched_only_when_said_so(cast, client_of, rosalina, living):
    person = factories.person("Rosalina Bano", PENFUI)
    client = client_of(cast.penfui)
    card = {"name_version": rosalina.version, "person_version": person.version}
    change(person, living=living, living_since=date(2026, 10, 1))
    again = client.post(choose(rosalina, person), card)
    assert again.status_code == 409
    assert "sure" not in controls(again), "nobody is sure beforehand"
    assert "01 Okt 2026" in again.content.decode() or "1 Okt 2026" in again.content.decode()
    before = everything()
    unsure = resend(again)
    assert (unsure.status_code, refusals(unsure)) == (409, {})
    assert everything() == before
    assert resend(again, sure="on").status_code == 302
    rosalina.refresh_from_db()
    assert rosalina.person == person


def test_of_a_card_that_says_deceased_the_page_comes_first(cast, client_of, rosalina):
    person = factories.person("Rosalina Bano", PENFUI, living="deceased")
    page = client_of(cast.penfui).get(rosalina.get_absolute_url()).content.decode()
    assert f'href="{choose(rosalina, person)}"' in page
    assert f'action="{choose(rosalina, person)}"' not in page


def test_a_name_that_the_leader_corrected_meanwhile_is_shown_again(cast, client_of, rosalina):
    person = factories.person("Rosalina Bano", PENFUI)
    client = client_of(cast.penfui)
    page = client.get(choose(rosalina, person))
    edit = reverse("members:identity-update", args=[rosalina.pk])
    assert fill(client_of(cast.lina), edit, name="Rosalinda Banoet").status_code == 302
    again = send(client, choose(rosalina, person), page)
    assert again.status_code == 409
    assert [(one.old, one.new) for one in again.context["changes"]] == [("Rosalina Bano", "Rosalinda Banoet")]


def test_versions_that_are_none_are_refused(cast, client_of, rosalina):
    person = factories.person("Rosalina Bano", PENFUI)
    client, before = client_of(cast.penfui), everything()
    for wrong in ("", "x", "0", "-1", "9" * 30):
        sent = client.post(choose(rosalina, person), {"name_version": wrong, "person_version": "1"})
        assert list(refusals(sent)) == ["name_version"]
    assert everything() == before


def test_the_leader_who_corrects_a_decided_name_is_told(cast, client_of, rosalina):
    edit, leader = reverse("members:identity-update", args=[rosalina.pk]), client_of(cast.lina)
    page = leader.get(edit)
    back = reverse("members:identity-withdraw", args=[rosalina.pk])
    page_back = leader.get(back)
    assert fill(client_of(cast.penfui), of(rosalina, "identity-refuse"), reason="tidak dikenal").status_code == 302
    before = everything()
    late = send(leader, edit, page, name="Rosalinda Banoet")
    assert (late.status_code, late.url) == (302, rosalina.get_absolute_url())
    assert refusals(send(leader, back, page_back, reason="tertulis dua kali")) == {"__all__": ["decided"]}
    assert everything() == before
    assert "tidak dikenal" in leader.get(late.url).content.decode()
    assert Person.objects.count() == 0

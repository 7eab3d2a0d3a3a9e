"""One person in two KUBE is warned of and never blocked: when enrolled alone, with many, and when a name is matched."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from members.models import Membership
from tests import factories
from tests.factories import BIRU, WATAMPONE
from tests.screens.pages import fill, send

pytestmark = pytest.mark.django_db

ASKED = "in another KUBE as well: Siti (Mekar)"


@pytest.fixture
def siti(cast):
    person = factories.person("Siti", BIRU)
    factories.membership(person, factories.group("Mekar", BIRU))
    return person


def test_it_is_asked_once_and_then_saved(cast, siti, english):
    officer, jaya = english(cast.biru), factories.group("Jaya", BIRU)
    url = f"{reverse('members:enrol', args=[jaya.pk])}?orang={siti.pk}"
    asked = fill(officer, url, joined_on="2024")
    assert (asked.status_code, ASKED in asked.content.decode()) == (200, True)
    assert not Membership.objects.in_group(jaya).exists()
    assert send(officer, url, asked).status_code == 302
    assert Membership.objects.in_group(jaya).get().person == siti


def test_nothing_is_asked_beside_a_group_that_is_no_kube_or_lies_elsewhere(cast, siti, english):
    officer = english(cast.biru)
    arisan = factories.group("Arisan", BIRU, kind="kps")
    jaya, nia = factories.group("Jaya", BIRU), factories.person("Nia", BIRU)
    factories.membership(nia, factories.group("Jauh", WATAMPONE))
    for group, person in ((arisan, siti), (jaya, nia)):
        url = f"{reverse('members:enrol', args=[group.pk])}?orang={person.pk}"
        assert fill(officer, url, joined_on="2024").status_code == 302


def test_many_at_once_are_enrolled_and_told_of(cast, siti, english):
    officer, jaya = english(cast.biru), factories.group("Jaya", BIRU)
    url = reverse("members:enrol-many", args=[jaya.pk])
    page = officer.post(url, {"people": [siti.pk], "go": "review", "joined_on": "2024"})
    saved = send(officer, url, page, people=[siti.pk], go="save", joined_on="2024")
    assert saved.status_code == 302, saved.content.decode()[-3000:]
    assert any(ASKED in str(message) for message in get_messages(saved.wsgi_request))


def test_who_matches_a_name_reads_it_first(cast, siti, english):
    jaya = factories.group("Jaya", BIRU)
    row = factories.waiting_name("Siti", jaya)
    identity = getattr(row, "identity", None) or row
    page = english(cast.biru).get(f"{reverse('members:identity-match', args=[identity.pk])}?orang={siti.pk}")
    assert ASKED in page.content.decode()

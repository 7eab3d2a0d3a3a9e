"""One person in two KUBE is told of, within the area, and never blocked."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.overlaps import kube_of
from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE

pytestmark = pytest.mark.django_db

URL, TODAY = "/anggota/rangkap/", date.today()


@pytest.fixture
def shown(client_of):
    def of(user, **query) -> dict[str, list[str]]:
        page = client_of(user).get(URL, query)
        assert page.status_code == 200
        return {person.full_name: [row.group.name for row in person.in_kube] for person in page.context["rows"]}

    return of


def test_open_memberships_in_two_kube_stand_with_both_groups(cast, shown):
    siti, budi, lina = (factories.person(name, BIRU) for name in ("Siti", "Budi", "Lina"))
    mekar, jaya = factories.group("Mekar", BIRU), factories.group("Jaya", BIRU)
    other = factories.group("Rukun", BIRU, kind="kps")
    closed = factories.group("Lama", BIRU, status="dissolved", ended_on=date(2024, 1, 1))
    for group in (mekar, jaya, other, closed):
        factories.membership(siti, group)
    factories.membership(budi, mekar)
    factories.membership(budi, jaya, left_on=date(2022, 1, 1))
    factories.membership(lina, mekar)
    factories.membership(lina, other)
    factories.membership(lina, closed)
    factories.membership(lina, jaya, void=True)
    assert shown(cast.biru) == {"Siti": ["Mekar", "Jaya"]}
    assert kube_of(siti, but=mekar, by=cast.biru, on=TODAY) == [jaya]
    assert kube_of(siti, but=None, by=cast.biru, on=TODAY) == [jaya, mekar]
    assert kube_of(budi, but=mekar, by=cast.biru, on=TODAY) == []


def test_a_group_beyond_the_area_does_not_exist(cast, shown):
    siti = factories.person("Siti", BIRU)
    here, there = factories.group("Mekar", BIRU), factories.group("Jaya", WATAMPONE)
    factories.membership(siti, here)
    factories.membership(siti, there)
    assert shown(cast.biru) == shown(cast.penfui) == {}
    assert shown(cast.tksk) == {"Siti": ["Mekar", "Jaya"]}
    assert shown(cast.tksk, area=PENFUI) == {"Siti": ["Mekar", "Jaya"]}  # a wrong place filters nothing
    assert shown(cast.tksk, area=WATAMPONE) == {}
    assert kube_of(siti, but=here, by=cast.biru, on=TODAY) == []


def test_thirty_rows_cost_no_more_statements_than_one(cast, client_of):
    groups = [factories.group("Mekar", BIRU), factories.group("Jaya", BIRU)]
    client, counts = client_of(cast.biru), []
    for number in range(30):
        person = factories.person(f"Siti {chr(97 + number % 26)}u", BIRU)
        for group in groups:
            factories.membership(person, group)
        if number in (0, 29):
            client.get(URL)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(URL).context["count"] == number + 1
            counts.append(len(queries))
    assert counts[0] == counts[1]

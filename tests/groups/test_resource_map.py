"""The resource map: who helps the groups of an area or could, with what, and which group knows them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.screens.pages import dangers

pytestmark = pytest.mark.django_db
MAP = reverse("groups:partners")


@pytest.fixture
def groups(cast):
    one, two = factories.group("Anggrek", BIRU), factories.group("Bakung", WATAMPONE)
    factories.link(one, "Puskesmas Biru", gives=["skills"])
    factories.link(one, "Toko Makmur", party_kind="business", gives=["goods", "money"], since=None)
    factories.link(two, "TOKO MAKMUR", party_kind="business", gives=["market"], since=None)
    factories.link(two, "Toko Lama", party_kind="business", gives=["goods"], until=date(2022, 1, 1))
    factories.link(one, other=two, gives=["people"])
    factories.link(factories.group("Cendana", PENFUI), "Undana", party_kind="campus")
    return one, two


def names(client, query: str = "") -> list[str]:
    return [row["name"] for row in client.get(MAP + query).context["rows"]]


def test_a_partner_stands_once_with_all_groups_that_know_him(cast, client_of, groups):
    page = client_of(cast.tksk).get(MAP)
    assert dangers(page) == []
    health, shop = page.context["rows"]
    assert (health["name"], health["is_possible"]) == ("Puskesmas Biru", False)
    assert (shop["name"], shop["is_possible"], shop["groups"]) == ("Toko Makmur", True, list(groups))
    assert len(shop["gives"]) == 3
    assert {code: count for code, _word, count in page.context["gives"]} == {
        "money": 1, "goods": 1, "skills": 1, "place": 0, "people": 0, "market": 1,
    }  # fmt: skip


def test_everyone_sees_the_partners_of_his_area(cast, client_of, groups):
    assert names(client_of(cast.biru)) == ["Puskesmas Biru", "Toko Makmur"]
    assert client_of(cast.biru).get(MAP).context["rows"][1]["groups"] == [groups[0]]
    assert names(client_of(cast.lina)) == []
    assert client_of(cast.camat).get(MAP).status_code in (403, 404)


@pytest.mark.parametrize(("query", "found"), [
    ("?gives=market", ["Toko Makmur"]), ("?kind=agency", ["Puskesmas Biru"]), ("?q=makmur", ["Toko Makmur"]),
    ("?state=possible", ["Toko Makmur"]), ("?state=begun", ["Puskesmas Biru"]), (f"?area={WATAMPONE}", ["Toko Makmur"]),
    ("?gives=place", []),
])  # fmt: skip
def test_the_map_is_filtered_by_kind_place_and_what_they_give(cast, client_of, groups, query, found):
    assert names(client_of(cast.tksk), query) == found


def test_an_empty_filter_says_how_many_partners_there_are_without_it(cast, client_of, groups):
    assert client_of(cast.tksk).get(f"{MAP}?gives=place").context["total"] == 2


def test_the_map_asks_the_same_number_of_questions_however_many_partners_there_are(cast, client_of, groups):
    counts, client = set(), client_of(cast.tksk)
    for more in range(3):
        factories.link(groups[0], f"Warung {more}")
        with CaptureQueriesContext(connection) as asked:
            client.get(MAP)
            client.get(groups[0].get_absolute_url())
        counts.add(len(asked))
    assert len(counts) == 1

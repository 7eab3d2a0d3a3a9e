"""One box: people, groups and places of one's own area, a NIK by exact match; links to everything."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db

URL = "/cari/"


@pytest.fixture
def sections(client_of):
    def of(user, text: str, **more) -> dict[str, tuple[list[str], list[str]]]:
        page = client_of(user).get(URL, {"q": text} | more)
        assert page.status_code == 200
        return {
            one.kind: ([name_of(row) for row in one.hits.rows], [name_of(row) for row in one.hits.guesses])
            for one in page.context["sections"]
        }

    return of


def name_of(row) -> str:
    return str(row[0]) if isinstance(row, tuple) else str(row)


def test_people_groups_and_places_stand_by_sections(cast, sections):
    factories.person("Biru Langit", BIRU)
    factories.group("Kelompok Biru", BIRU)
    found = sections(cast.biru, "biru")
    assert found["person"] == (["Biru Langit"], [])
    assert found["group"] == (["Kelompok Biru"], [])
    assert found["place"] == (["Kelurahan Biru"], [])


def test_a_place_opens_its_groups_and_one_above_the_area_all_groups(cast, client_of):
    factories.group("Kelompok Biru", BIRU)
    client = client_of(cast.tksk)
    for text, address in (("biru", f"{reverse('groups:list')}?area={BIRU}"), ("bone", reverse("groups:list"))):
        page = client.get(URL, {"q": text})
        assert f'href="{address}"' in page.content.decode(), text
        assert [str(group) for group, *_state in client.get(address).context["rows"]] == ["Kelompok Biru"]


def test_nothing_beyond_the_area_stands_in_any_section(cast, sections):
    factories.person("Siti Aminah", PENFUI)
    nothing = {"person": ([], []), "group": ([], []), "place": ([], [])}
    for text in ("siti aminah", "siti aminha", "rindu sejahtera", "rindu sejahtra", "penfui"):
        assert sections(cast.biru, text) == nothing, text


def test_who_may_not_list_people_has_no_section_for_them(cast, sections):
    factories.person("Siti Aminah", BIRU)
    assert set(sections(cast.camat, "siti")) <= {"place"}


def test_more_than_eight_lead_to_the_list(cast, client_of):
    for letter in "ABCDEFGHIK":
        factories.person(f"Siti {letter}u", BIRU)
    client = client_of(cast.biru)
    page = client.get(URL, {"q": "siti"})
    everything = "/warga/?q=siti"
    assert f'href="{everything}"' in page.content.decode()
    assert client.get(everything).context["count"] == 10


def test_a_misspelt_name_is_answered_with_what_may_be_meant(cast, client_of, sections):
    factories.person("Siti Aminah", BIRU)
    factories.person("Siti Aminna Boru", BIRU)
    assert sections(cast.biru, "siti aminha")["person"] == ([], ["Siti Aminah", "Siti Aminna Boru"])
    page = client_of(cast.biru).get(URL, {"q": "siti aminah"})
    assert "mirip=1" in page.content.decode()
    assert sections(cast.biru, "siti aminah", mirip="1")["person"] == (["Siti Aminah"], ["Siti Aminna Boru"])


def test_a_nik_is_found_exactly_logged_and_never_guessed(cast, client_of, sections):
    nik = factories.new_nik()
    factories.person("Siti Aminah", BIRU, nik=nik)
    assert sections(cast.biru, nik)["person"] == (["Siti Aminah"], [])
    assert sections(cast.biru, nik[:11])["person"] == ([], [])
    assert AccessLog.objects.filter(kind=AccessLog.Kind.LOOK_UP).count() == 1
    assert "mirip=1" not in client_of(cast.biru).get(URL, {"q": nik}).content.decode()


def test_a_name_beyond_the_area_costs_the_statements_of_nobody(cast, client_of):
    factories.person("Siti Aminah", PENFUI)
    client = client_of(cast.biru)
    asked = []
    for text in ("siti aminah", "tiada siapa"):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(URL, {"q": text})
        asked.append((len(queries), re.sub(f'{text}|name="csrf[^>]+', "", page.content.decode())))
    assert asked[0] == asked[1]


def test_the_search_before_registering_offers_similar_names(cast, client_of):
    factories.person("Siti Aminah", BIRU)
    factories.person("Siti Aminah", PENFUI)
    page = client_of(cast.biru).get("/warga/daftar/", {"q": "siti aminha"})
    assert [person.village_id for person, _url in page.context["guesses"]] == [BIRU]
    page = client_of(cast.biru).get("/warga/daftar/", {"q": "siti aminah"})
    assert (len(page.context["cards"]), page.context["guesses"]) == (1, [])
    assert "mirip=1" in page.content.decode()

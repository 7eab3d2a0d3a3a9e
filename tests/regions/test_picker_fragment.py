import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from tests.regions.places import MADE_UP, officer, plant, shown
from wksbm.regions.views import picker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings):
    settings.LANGUAGE_CODE = "en"
    plant(MADE_UP)


def fetch(query: str, *areas: str):
    request = RequestFactory().get(reverse("regions:picker") + "?" + query)
    request.user = officer(*areas)
    return picker(request)


def test_the_fragment_gives_the_next_list_inside_the_own_areas():
    html = fetch("_field=village&_required=1&village_district=98.01.02", "98.01").content.decode()
    assert shown(html) == {
        "village_district": ["98.01.10", "(98.01.02)", "98.01.01"],
        "village": ["98.01.02.2001", "98.01.02.2002"],
    }
    assert html.count(" required") == 2
    assert "<noscript>" not in html
    assert shown(fetch("_field=village&village_district=98.01.02", "98.02").content.decode()) == {
        "village": ["(98.02.01.2001)"],
        "village_district": ["(98.02.01)"],
    }
    assert shown(fetch("_field=village&village_district=98.01.02").content.decode()) == {}
    assert "The whole area" in fetch("_field=region&_any=1", "98.01").content.decode()


@pytest.mark.parametrize("query", ["", "_field=", "_field=%3Cb%3E", "_field=" + "x" * 61, "_field=a%0A"])
def test_a_fragment_for_no_field_does_not_exist(query):
    with pytest.raises(Http404):
        fetch(query, "98.01")


@pytest.mark.parametrize("junk", ["%00", "%27%20OR%201=1--", "%E2%80%AE", "x" * 3000, "%F0%9F%98%80"])
def test_junk_in_the_fragment_chooses_nothing(junk):
    html = fetch(f"_field=village&village={junk}&village_district={junk}", "98.01").content.decode()
    assert shown(html) == {"village_district": ["98.01.10", "98.01.02", "98.01.01"]}


def test_the_picker_only_reads():
    request = RequestFactory().post(reverse("regions:picker"))
    request.user = officer("")
    assert picker(request).status_code == 405

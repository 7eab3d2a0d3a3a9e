import re

import pytest
from django import forms
from django.http import QueryDict

from tests.regions.places import BONE, MADE_UP, plant, shown
from wksbm.regions.models import Region
from wksbm.regions.picker import RegionField, VillageField, picking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings):
    settings.LANGUAGE_CODE = "en"
    plant(BONE | MADE_UP)


class PlaceForm(forms.Form):
    name = forms.CharField()
    village = VillageField()

    def __init__(self, data=None, *, areas, posted=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["village"].set_areas(areas, posted if data is None else data)


class DutyForm(forms.Form):
    region = RegionField(required=False)

    def __init__(self, data=None, *, areas, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["region"].set_areas(areas, data)


def place_form(posted: str, *areas: str) -> PlaceForm:
    return PlaceForm(QueryDict(f"name=Ani&{posted}"), areas=list(areas))


def test_in_one_village_there_is_nothing_to_choose():
    form = PlaceForm(areas=["98.01.01.1001"])
    assert shown(form["village"]) == {"village": ["(98.01.01.1001)"]}
    assert "Kelurahan Embun" in str(form["village"])
    assert "<button" not in str(form["village"])


def test_in_one_district_there_is_one_select_under_the_fields_own_label():
    html = PlaceForm(areas=["98.01.01"]).as_p()
    assert shown(html) == {"village": ["98.01.01.1001", "98.01.01.2002", "98.01.01.2003"]}
    assert html.count('for="id_village"') == 1
    assert "hx-get" not in html
    assert "<noscript>" not in html


def test_in_a_regency_one_chooses_the_district_then_the_village():
    form = PlaceForm(areas=["98.01"])
    assert shown(form["village"]) == {"village_district": ["98.01.10", "98.01.02", "98.01.01"]}
    form = place_form("village_district=98.01.02", "98.01")
    assert shown(form["village"]) == {
        "village_district": ["98.01.10", "(98.01.02)", "98.01.01"],
        "village": ["98.01.02.2001", "98.01.02.2002"],
    }
    assert not form.is_valid()


def test_every_select_has_its_label_and_the_next_list_comes_by_htmx_or_by_a_button():
    html = str(place_form("village_district=98.01.02", "98.01")["village"])
    assert set(re.findall(r'<label for="([^"]+)"', html)) == set(re.findall(r'<select[^>]* id="([^"]+)"', html))
    assert re.search(r'name="village_district"\s+hx-get="/wilayah/pilih/\?_field=village&amp;_required=1"', html)
    assert html.count("hx-get") == 1
    assert re.search(r'<noscript>\s*<button type="submit"\s+name="_pick"\s+value="1"\s+formnovalidate', html)
    assert "style=" not in html
    assert "<script" not in html


def test_the_whole_country_begins_with_the_provinces():
    html = str(PlaceForm(areas=[""])["village"])
    assert list(shown(html)) == ["village_province"]
    assert {"73", "98"} <= set(shown(html)["village_province"])
    html = str(place_form("village_province=98&village_regency=98.01&village_district=98.01.02", "")["village"])
    assert list(shown(html)) == ["village_province", "village_regency", "village_district", "village"]


def test_the_lists_hold_only_the_own_areas_and_what_leads_to_them():
    html = str(place_form("village_regency=98.01", "98.01.02", "98.02.01.2001")["village"])
    assert shown(html) == {
        "village_regency": ["(98.01)", "98.02"],
        "village_district": ["(98.01.02)"],
        "village": ["98.01.02.2001", "98.01.02.2002"],
    }
    assert "Awan Utara" not in html
    foreign = place_form(
        "village_regency=73.08&village_district=73.08.21&village=73.08.21.1001", "98.01.02", "98.02.01"
    )
    assert shown(foreign["village"]) == {"village_regency": ["98.01", "98.02"]}


def test_without_any_area_nothing_can_be_chosen():
    assert "No village belongs to your area." in str(PlaceForm(areas=[])["village"])
    assert shown(PlaceForm(areas=[])["village"]) == {}
    assert not place_form("village=98.01.01.1001").is_valid()


def test_a_form_that_edits_shows_the_way_to_its_village():
    form = PlaceForm(areas=["98.01"], initial={"village": "98.01.02.2002"})
    assert shown(form["village"]) == {
        "village_district": ["98.01.10", "(98.01.02)", "98.01.01"],
        "village": ["98.01.02.2001", "(98.01.02.2002)"],
    }


def test_changing_the_district_drops_the_village_of_the_old_one():
    form = place_form("village_district=98.01.01&village=98.01.02.2002", "98.01")
    assert shown(form["village"])["village"] == ["98.01.01.1001", "98.01.01.2002", "98.01.01.2003"]
    assert form.errors["village"] == ["This place does not lie in the region chosen above it. Choose again."]
    form = place_form("village_district=&village=98.01.02.2002", "98.01")
    assert form.errors["village"] == ["Choose a village."]


@pytest.mark.parametrize("sent", ["98.01.02.2002", "9801022002", " 98.01.02.2002\u200b"])
def test_a_code_cleans_to_the_village(sent):
    form = PlaceForm({"name": "Ani", "village": sent}, areas=["98.01"])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["village"] == Region.objects.get(pk="98.01.02.2002")
    assert form.fields["village"].doubt == ""


def test_a_name_of_the_own_area_is_taken_and_the_form_is_told():
    form = place_form("village=gerimis", "98.01")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["village"].code == "98.01.02.2002"
    assert form.fields["village"].doubt == "name_used"
    assert shown(form["village"])["village"] == ["98.01.02.2001", "(98.01.02.2002)"]


def test_an_abolished_village_becomes_its_successor_and_is_offered_no_more():
    Region.objects.filter(pk="98.01.02.2001").update(superseded_by="98.01.01.1001")
    form = place_form("village=98.01.02.2001", "98.01")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["village"].code == "98.01.01.1001"
    assert form.fields["village"].doubt == "superseded"
    assert shown(PlaceForm(areas=["98.01.02"])["village"]) == {"village": ["(98.01.02.2002)"]}


def test_a_foreign_village_is_refused_with_the_same_words_as_one_that_does_not_exist():
    messages = {
        code: place_form(f"village={code}", "98.01").errors["village"]
        for code in ("73.08.21.1001", "98.02.01.2001", "98.01.99.9999", "98.01.01", "Buih", "x" * 500)
    }
    assert len({str(message) for message in messages.values()}) == 1


def test_two_villages_of_one_name_say_their_kind():
    plant({"98.01.02.1001": "Embun"})
    html = str(PlaceForm(areas=["98.01.02"])["village"])
    assert "Embun (kelurahan)" in html
    assert "Embun (desa)" in html
    assert ">Gerimis<" in html


def test_without_javascript_the_form_comes_back_with_what_was_typed():
    posted = QueryDict("name=Ani&village_district=98.01.02&village_regency=&_pick=1")
    assert picking(posted)
    assert not picking(QueryDict("name=Ani&village=98.01.02.2001"))
    form = PlaceForm(areas=["98.01"], posted=posted, initial=posted.dict())
    assert 'value="Ani"' in str(form["name"])
    assert shown(form["village"])["village"] == ["98.01.02.2001", "98.01.02.2002"]
    assert "is-invalid" not in form.as_p()


def test_only_a_new_place_counts_as_a_change():
    village = {"village": "98.01.02.2002"}
    same = PlaceForm(QueryDict("name=&village_district=98.01.02&village=98.01.02.2002"), areas=["98"], initial=village)
    other = PlaceForm(QueryDict("name=&village_district=98.01.02&village=98.01.02.2001"), areas=["98"], initial=village)
    assert same.changed_data == []
    assert other.changed_data == ["village"]


def test_a_prefixed_form_keeps_its_selects_apart():
    form = PlaceForm(QueryDict("a-name=x&a-village_district=98.01.02"), areas=["98.01"], prefix="a")
    assert list(shown(form["village"])) == ["a-village_district", "a-village"]


def duty(posted: str, *areas: str):
    form = DutyForm(QueryDict(posted), areas=list(areas))
    return (
        form.cleaned_data["region"] and form.cleaned_data["region"].code if form.is_valid() else form.errors["region"]
    )


def test_a_region_of_any_level_can_be_chosen():
    assert duty("region_district=98.01.02&region=98.01.02.2001", "98.01") == "98.01.02.2001"
    assert duty("region_district=98.01.02&region=", "98.01") == "98.01.02"
    assert duty("region_district=98.01.02", "98.01") == "98.01.02"
    assert duty("region_district=&region=98.01.02.2001", "98.01") == "98.01"
    assert duty("region=98.01.02", "98.01") == "98.01.02"
    assert "The whole area" in str(DutyForm(areas=["98.01"])["region"])


def test_only_the_whole_country_may_leave_the_region_open():
    assert duty("region_province=", "") is None
    assert duty("", "98.01") == "98.01"
    assert duty("", "98.01.01", "98.01.02") == ["Choose an area."]
    assert duty("region_regency=98.01", "98.01.01", "98.02.01") == duty("region=73.08", "98.01.01", "98.02.01")
    assert duty("") == ["Choose an area."]


def test_the_number_of_queries_does_not_grow_with_the_villages(django_assert_num_queries):
    for _round in range(2):
        with django_assert_num_queries(2):
            str(PlaceForm(areas=["98.01.01"], initial={"village": "98.01.01.1001"})["village"])
        plant({f"98.01.01.2{number:03}": f"Desa baru {number}" for number in range(100, 150)})

import pytest
from django.core.exceptions import ValidationError

from tests.regions.places import BONE, MADE_UP, plant
from wksbm.regions.loading import load_aliases
from wksbm.regions.lookup import find_region, find_village
from wksbm.regions.models import Region

pytestmark = pytest.mark.django_db
SOROSUTAN = {
    "34": "Daerah Istimewa Yogyakarta",
    "34.71": "Kota Yogyakarta",
    "34.71.13": "Umbulharjo",
    "34.71.13.1006": "Sorosutan",
}


@pytest.fixture(autouse=True)
def places():
    plant(BONE | SOROSUTAN | MADE_UP)
    load_aliases()


def found(text: str) -> list[str]:
    return list(Region.objects.search(text).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Ta'", "73.08.21.1002"),
        ("TA’", "73.08.21.1002"),
        ("To'", "73.08.21.1002"),
        ("Walannae", "73.08.21.1007"),
        ("Walennae", "73.08.21.1007"),
        ("Walanae", "73.08.21.1007"),
        ("Surosutan", "34.71.13.1006"),
        ("Papolo", "73.08.21.1005"),
        ("Watambone", "73.08.21.1003"),
        ("Kelurahan Biru", "73.08.21.1001"),
        ("Kel. Biru", "73.08.21.1001"),
        ("Kabupaten Bone", "73.08"),
        ("Kota Bone", "73.08"),
        ("kec. tanete riattang", "73.08.21"),
        ("73.08.21.1003", "73.08.21.1003"),
        ("7308211003", "73.08.21.1003"),
    ],
)
def test_a_place_is_found_first_by_every_spelling_of_the_papers(typed, code):
    assert found(typed)[0] == code


def test_part_of_a_name_finds_it_after_those_that_begin_with_it():
    assert found("awan") == ["98.01", "98.01.01", "98.01.02", "98.01.10"]
    assert found("jauh") == ["98.01.10"]


def test_two_letters_are_not_looked_for_inside_names():
    assert "73.08.21.1003" not in found("ne")


@pytest.mark.parametrize("typed", ["", "'", " \u200b", "%", "\x00", "zzzzzz"])
def test_what_names_nothing_finds_nothing(typed):
    assert found(typed) == []


def test_a_search_stays_inside_the_areas():
    assert list(Region.objects.within(["98.01.02"]).search("embun").values_list("code", flat=True)) == ["98.01.02.2001"]
    assert list(Region.objects.within([]).search("embun")) == []


def test_a_village_is_read_by_its_code_without_doubt():
    assert find_village("98.01.10.2001", ["98"]) == (Region.objects.get(pk="98.01.10.2001"), "")
    assert find_village("9801102001", [""]).region.name == "Kabut"


@pytest.mark.parametrize("typed", ["Gerimis", "GERIMIS \u200b", "Desa Gerimis", "ds. gerimis", "Gerrimis"])
def test_a_name_that_only_one_village_of_the_area_has_is_taken_with_a_doubt(typed):
    village, doubt = find_village(typed, ["98"])
    assert (village.code, doubt) == ("98.01.02.2002", "name_used")


def test_a_name_that_several_villages_have_is_refused_until_its_kind_or_the_area_decides():
    with pytest.raises(ValidationError) as refusal:
        find_village("Embun", ["98.01"])
    assert refusal.value.code == "ambiguous_village"
    assert find_village("Kelurahan Embun", ["98.01"]).region.code == "98.01.01.1001"
    assert find_village("Embun", ["98.01.02"]).region.code == "98.01.02.2001"


def test_names_that_differ_only_in_their_number_are_not_taken_for_each_other():
    assert find_village("Lalai II", ["98"]).region.code == "98.01.01.2003"
    assert find_village("Lalai I", ["98"]).region.code == "98.01.01.2002"
    with pytest.raises(ValidationError):
        find_village("Lalai III", ["98"])


@pytest.mark.parametrize("typed", ["73.08.21.1001", "99.99.99.9999", "98.01.01", "Biru", "Nowhere", "11.1", "%", "1"])
def test_a_place_outside_the_area_is_answered_like_one_that_does_not_exist(typed):
    with pytest.raises(ValidationError) as refusal:
        find_village(typed, ["98.01"])
    with pytest.raises(ValidationError) as nowhere:
        find_village("98.77.77.7777", ["98.01"])
    assert (refusal.value.code, refusal.value.messages) == (nowhere.value.code, nowhere.value.messages)


def test_an_abolished_village_gives_its_successor_if_that_lies_in_the_area():
    Region.objects.filter(pk="98.01.02.2001").update(superseded_by="98.01.02.2002")
    Region.objects.filter(pk="98.01.02.2002").update(superseded_by="98.02.01.2001")
    assert find_village("98.01.02.2001", ["98.02"]) == (Region.objects.get(pk="98.02.01.2001"), "superseded")
    with pytest.raises(ValidationError):
        find_village("98.01.02.2001", ["98.01"])
    assert find_village("Embun", ["98.01"]).region.code == "98.01.01.1001"


def test_a_region_of_any_level_is_read_by_its_code():
    assert find_region("9801", ["98"]).region.name == "Kabupaten Awan"
    with pytest.raises(ValidationError):
        find_region("98", ["98.01"])

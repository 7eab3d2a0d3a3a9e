import pytest
from django.core.exceptions import ValidationError

from wksbm.regions.codes import common_area, lies_under, normalise_code, parent_of, path_of


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("73.08.21.1001", "73.08.21.1001"),
        ("7308211001", "73.08.21.1001"),
        (" 73.08.21.1001 ", "73.08.21.1001"),
        ("73.08.21.1001\u200b", "73.08.21.1001"),
        ("730821", "73.08.21"),
        ("7308", "73.08"),
        ("73", "73"),
        (7308211001, "73.08.21.1001"),
    ],
)
def test_a_code_is_taken_with_or_without_its_dots(typed, code):
    assert normalise_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    ["", "11.1", 11.1, "7", "730", "73.08.21.101", "73,08", "73.08.21.1001.1", "Biru", "٧٣", "７３", "73.\n08", "73\n"],
)
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(ValidationError):
        normalise_code(typed)


def test_a_code_knows_the_way_down_to_it():
    assert path_of("73.08.21.1001") == ["73", "73.08", "73.08.21", "73.08.21.1001"]
    assert path_of("") == []
    assert parent_of("73.08.21.1001") == "73.08.21"
    assert parent_of("73") == ""


def test_a_neighbour_with_the_same_beginning_does_not_lie_under_it():
    assert lies_under("73.08.21.1001", "73.08.21")
    assert lies_under("73.08.21", "73.08.21")
    assert lies_under("73.08.21", "")
    assert not lies_under("73.08", "73.08.21")
    assert not lies_under("73.080", "73.08")


@pytest.mark.parametrize(
    ("areas", "shared"),
    [
        (["73.08.21.1001"], "73.08.21.1001"),
        (["73.08.21.1001", "73.08.21.1002"], "73.08.21"),
        (["73.08.21", "73.08"], "73.08"),
        (["73.08.21", "53.01"], ""),
        (["", "73"], ""),
        ([], ""),
    ],
)
def test_the_common_area_is_the_smallest_region_that_holds_all(areas, shared):
    assert common_area(areas) == shared

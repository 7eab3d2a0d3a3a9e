"""Workbooks whose structure is unusual or broken: every row arrives with its number, or the file is refused."""

import pytest

from tests.sheets_reading import files
from tests.sheets_reading.files import HEADER, PEOPLE, Raw, Tab, typed, xlsx
from tests.sheets_reading.reading import cells, head, looked, noted, read, refusal
from wksbm.spreadsheets.reading import FileRefused, Sheet

NUMBERED = [(number, row) for number, row in enumerate(PEOPLE, 1)]


def sheets(content: bytes) -> list[Sheet]:
    return looked(content).sheets


def test_an_ordinary_workbook_is_read_with_its_row_numbers():
    for inline in (False, True):
        content = xlsx(PEOPLE, inline=inline)
        assert read(content) == head(content) == NUMBERED
        assert sheets(content) == [Sheet("Lembar1", False, 3, 3)]


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", files.STRINGS, files.SHEET_PART])
def test_a_missing_part_is_refused(part):
    assert refusal(xlsx(PEOPLE, without=[part])).code == "damaged"


def test_a_workbook_without_shared_strings_is_fine_while_nothing_points_there():
    assert cells(xlsx([[1, 2]], without=[files.STRINGS, files.STYLES])) == [[1, 2]]


def test_a_shared_string_out_of_range_is_refused():
    assert refusal(xlsx([HEADER, [typed("string_index", 999_999)]])).code == "damaged"


@pytest.mark.parametrize("tabs", [[], [Tab("Grafik", [], kind="chartsheet")]])
def test_a_workbook_without_worksheets_is_refused(tabs):
    assert refusal(files.packed(files.workbook_parts(tabs))).code == "no_sheets"


def test_a_chart_sheet_is_not_counted_among_the_sheets():
    content = xlsx(tabs=[Tab("Grafik", [], kind="chartsheet"), Tab("Orang", PEOPLE)])
    assert sheets(content) == [Sheet("Orang", False, 3, 3)]
    assert read(content, 0) == NUMBERED


def test_data_on_the_second_sheet_is_found_there():
    content = xlsx(tabs=[Tab("Kosong", []), Tab("Orang", PEOPLE)])
    assert sheets(content) == [Sheet("Kosong", False, 0, 0), Sheet("Orang", False, 3, 3)]
    assert (read(content, 0), read(content, 1)) == ([], NUMBERED)
    assert head(content, 1) == NUMBERED


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_and_not_looked_at(state):
    content = xlsx(tabs=[Tab("Rahasia", PEOPLE, state), Tab("Orang", PEOPLE)])
    found = looked(content)
    assert found.sheets == [Sheet("Rahasia", True, None, None), Sheet("Orang", False, 3, 3)]
    assert list(found.head) == [1]
    assert found.notes == [("hidden_sheets", {"sheets": [0]})]


def test_hidden_rows_and_columns_are_read_and_counted():
    content = xlsx(PEOPLE, hidden_rows=[2, 3], columns='<cols><col min="2" max="4" width="9" hidden="1"/></cols>')
    assert read(content) == NUMBERED
    assert noted(content) == {
        "hidden_rows": {"sheet": 0, "count": 2},
        "hidden_columns": {"sheet": 0, "count": 3},
    }


def test_the_cells_under_a_merged_range_say_so():
    rows = [["Daftar KUBE"], HEADER, ["Siti", "1", "2"], [None, "3", "4"], ["Budi", "5", "6"]]
    content = xlsx(rows, merged=["A1:C1", "A3:A4", "E1:F9"])
    title, down = ("merged", "A1:C1"), ("merged", "A3:A4")
    assert read(content) == head(content)
    assert cells(content) == [["Daftar KUBE", title, title], HEADER, rows[2], [down, "3", "4"], rows[4]]
    assert noted(content)["merged"] == {"sheet": 0, "ranges": ["A1:C1", "A3:A4", "E1:F9"], "count": 3}


def test_merged_cells_over_whole_columns_cost_nothing():
    content = xlsx([["a", "b"], ["c", "d"]], merged=["A1:A1048576"])
    assert cells(content) == [["a", "b"], [("merged", "A1:A1048576"), "d"]]


def test_a_dimension_that_tells_too_little_loses_no_row():
    rows = [["a", str(number)] for number in range(500)]
    assert cells(xlsx(rows, dimension="A1")) == rows


def test_a_dimension_that_tells_too_much_costs_nothing():
    assert cells(xlsx([["a", "b"]], dimension="A1:XFD1048576")) == [["a", "b"]]


def test_rows_out_of_order_are_refused():
    assert refusal(xlsx([["a"], ["b"], ["c"]], numbers=[1, 5, 2])).code == "damaged"
    assert refusal(xlsx([["a"], ["b"]], numbers=[3, 3])).code == "damaged"


def test_rows_keep_their_numbers_across_gaps():
    assert [number for number, _ in read(xlsx([["a"], ["b"], ["c"]], numbers=[2, 70, 900]))] == [2, 70, 900]


def test_rows_without_places_are_counted():
    assert read(xlsx(PEOPLE, numbered=False)) == NUMBERED


def test_rows_without_a_number_take_that_of_their_cells():
    sheet = files.sheet_xml(PEOPLE, None, numbers=[4, 5, 9]).replace('<row r="9">', "<row>")
    assert [number for number, _ in read(xlsx(parts={files.SHEET_PART: sheet.encode()}))] == [4, 5, 9]


@pytest.mark.parametrize("number", [2, 700])
def test_a_cell_that_claims_to_stand_in_another_row_is_refused(number):
    stray = Raw(f'<c r="B{number + 1}"><v>1</v></c>')
    assert refusal(xlsx([["a"], ["b", stray]], numbers=[1, number])).code == "damaged"


def test_two_cells_in_one_place_are_refused():
    assert refusal(xlsx([["a", Raw('<c r="A1"><v>1</v></c>')]])).code == "damaged"


def test_formatted_empty_rows_are_no_rows():
    empty = Raw('<c r="{place}" s="1"/>')
    content = xlsx([*PEOPLE, *[[empty, empty]] * 1_000], after='<row r="2000" s="1"/><row r="2001"></row>')
    assert read(content) == NUMBERED
    assert sheets(content)[0].rows == 3


def test_formatted_empty_cells_far_to_the_right_are_no_columns():
    assert cells(xlsx([["a", Raw('<c r="XFD1" s="1"/>')]])) == [["a"]]


@pytest.mark.parametrize("count", [101, 16_384])
def test_more_than_a_hundred_columns_are_refused(count):
    refused = refusal(xlsx([[f"kolom {number}" for number in range(count)]]))
    assert refused.code == "too_many_columns"
    assert f"{count} columns" in str(refused)


def test_a_hundred_columns_are_read():
    assert cells(xlsx([["x"] * 100])) == [["x"] * 100]


def test_rows_are_as_wide_as_those_before_them():
    assert cells(xlsx([["a"], ["a", "b", "c"], ["a"], [None, "b"]])) == [
        ["a"],
        ["a", "b", "c"],
        ["a", None, None],
        [None, "b", None],
    ]


def test_a_link_to_another_file_is_never_opened():
    relation = b'<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="file:///etc/passwd" '
    relation += b'TargetMode="External"/></Relationships>'
    assert refusal(xlsx(PEOPLE, parts={"xl/_rels/workbook.xml.rels": relation})).code == "no_sheets"
    linked = xlsx(PEOPLE, parts={"xl/externalLinks/_rels/externalLink1.xml.rels": relation})
    assert read(linked) == NUMBERED


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_a_workbook_cut_off_is_refused(share):
    content = xlsx(PEOPLE)
    assert refusal(content[: int(len(content) * share)]).code == "damaged"


def test_sheet_xml_that_stops_is_refused():
    sheet = files.sheet_xml(PEOPLE)
    for stop in (sheet.index("</sheetData>"), sheet.rindex("<row"), sheet.index("<sheetData")):
        assert refusal(xlsx(parts={files.SHEET_PART: sheet[:stop].encode()})).code == "damaged"


def test_a_sheet_that_is_not_there_is_refused_in_words():
    for content in (xlsx(PEOPLE), b"a,b\n1,2\n"):
        with pytest.raises(FileRefused, match="does not have that sheet"):
            read(content, 7)

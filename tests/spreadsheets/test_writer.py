"""A workbook holds what was given, as text where it was text, and no more of it in memory than a row."""

import gc
import tracemalloc
from datetime import date
from io import BytesIO
from tempfile import TemporaryFile

import pytest

from tests.spreadsheets.formulas import FORMULAS
from tests.spreadsheets.reading import MAIN, about, cell, number_format, sheets, xml_of
from wksbm.spreadsheets.writing import write_xlsx


def workbook(*rows, headers=None) -> bytes:
    stream = BytesIO()
    headers = headers or [f"Kolom {place}" for place, _value in enumerate(rows[0], 1)]
    write_xlsx(stream, "Warga", headers, rows, about=[("Siapa", "Dewi")])
    return stream.getvalue()


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_what_looks_like_a_formula_is_a_string_in_a_text_cell(text):
    content = workbook([text], headers=[text])
    sheet = xml_of(content, "xl/worksheets/sheet2.xml")
    assert sheet.find(f".//{MAIN}f") is None
    for place in ("A1", "A2"):
        written = cell(content, place)
        assert written.get("t") == "inlineStr"
        assert number_format(content, written.get("s")) == "49"
        kept = text.replace("\x00", "").replace("\r", "\n")
        assert "".join(written.itertext()) == kept


def test_the_first_sheet_tells_about_the_file_and_how_many_rows_it_holds():
    content = workbook(["a"], ["b"], ["c"])
    assert list(about(content).values()) == ["Dewi", "3"]


def test_numbers_days_and_blanks_come_back_as_what_they_were():
    content = workbook(["Yuliana", -5000, date(1990, 2, 28), None, ""], ["", 0, date(1900, 3, 1), 1.5, "x"])
    _header, *rows = sheets(content)[1]
    assert rows == [
        ["Yuliana", -5000, date(1990, 2, 28), "", ""],
        ["", 0, date(1900, 3, 1), 1.5, "x"],
    ]
    assert cell(content, "D2") is None
    assert cell(content, "B2").get("t") is None


def test_a_day_is_shown_day_first():
    content = workbook([date(2026, 11, 22)])
    code = number_format(content, cell(content, "A2").get("s"))
    formats = xml_of(content, "xl/styles.xml").findall(f"{MAIN}numFmts/{MAIN}numFmt")
    assert {fmt.get("numFmtId"): fmt.get("formatCode") for fmt in formats}[code] == "dd/mm/yyyy"


def test_a_number_of_sixteen_digits_and_leading_zeros_stay_text():
    content = workbook(["9901014101900001", "007"])
    assert sheets(content)[1][1] == ["9901014101900001", "007"]
    assert number_format(content, cell(content, "A2").get("s")) == "49"


def test_a_blank_cell_stands_in_a_text_column_so_that_a_number_typed_there_keeps_its_digits():
    content = workbook(["a", None])
    column = xml_of(content, "xl/worksheets/sheet2.xml").findall(f"{MAIN}cols/{MAIN}col")[-1]
    assert (column.get("min"), column.get("max")) <= ("2", "2")
    assert number_format(content, column.get("style")) == "49"


@pytest.mark.parametrize(
    "text", ["<r><t>x</t></r>", "<r></c></r>", "a<b>&\"'", "_x0041_", "Ta’ ± 1990", "baris 1\nbaris 2"]
)
def test_markup_and_signs_are_only_text(text):
    assert "".join(cell(workbook([text]), "A2").itertext()).strip().replace("_x005F", "") == text


def test_what_no_xml_may_hold_is_dropped_and_the_rest_stays():
    assert sheets(workbook(["a\x00b\x0bc\ufffed\ud800e"]))[1][1] == ["abcde"]


def test_the_header_is_frozen_and_filters_every_row():
    sheet = xml_of(workbook(["a", "b"], ["c", "d"]), "xl/worksheets/sheet2.xml")
    assert sheet.find(f".//{MAIN}pane").get("state") == "frozen"
    assert sheet.find(f".//{MAIN}pane").get("ySplit") == "1"
    assert sheet.find(f"{MAIN}autoFilter").get("ref") == "A1:B3"


def test_columns_are_as_wide_as_their_words_within_reason():
    sheet = xml_of(workbook(["a", "b" * 20, "c" * 500], headers=["1", "2", "3"]), "xl/worksheets/sheet2.xml")
    widths = [round(float(column.get("width"))) for column in sheet.iter(f"{MAIN}col")]
    assert widths == [9, 23, 41]


def test_text_that_does_not_fit_is_refused_and_not_cut():
    with pytest.raises(ValueError, match="row 2, column 1"):
        workbook(["x" * 32_768])


def test_a_list_without_rows_is_a_header():
    stream = BytesIO()
    assert write_xlsx(stream, "Warga", ["Nama"], iter([]), about=[]) == 0
    assert sheets(stream.getvalue())[1] == [["Nama"]]


def peak_of(rows: int) -> int:
    source = ([f"Warga {row}", "9901014101900001"] for row in range(rows))
    gc.collect()
    tracemalloc.start()
    with TemporaryFile() as stream:
        assert write_xlsx(stream, "Warga", ["Nama", "NIK"], source, about=[]) == rows
        peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_ten_times_the_rows_take_no_more_memory():
    small, large = peak_of(2_000), peak_of(20_000)
    assert large - small < 1_000_000

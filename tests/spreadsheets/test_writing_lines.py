"""The quick way of writing rows gives what the slow one gives, and both what was meant."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.spreadsheets.reading import csv_rows, sheets
from wksbm.spreadsheets.writing import Marked, write_csv, write_xlsx
from wksbm.spreadsheets.writing.comma import LIKE_A_FORMULA
from wksbm.spreadsheets.writing.lines import Lines, slow_line

WORDS = some.sampled_from(
    ["Yuliana", "", " ", " a", "a ", "a|b", "a | b", "|", "||", "a\nb", "_x0041_", "_x", "<b>", "a & b", "]]>", "'", '"',
     "=1+1", "•", "９", "\x1f", "\x00a", "\ufffe", "a,b", "\r\n", "😀", "e\u0301"]
)  # fmt: skip
CELLS = some.one_of(
    WORDS, some.text(max_size=8), some.none(), some.integers(-(10**17), 10**17), some.booleans(),
    some.dates(date(1850, 1, 1)), some.decimals(allow_nan=False, allow_infinity=False, places=2),
    some.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
ROWS = some.lists(some.lists(CELLS, max_size=6), max_size=8)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_a_row_is_the_same_whether_written_quickly_or_cell_by_cell(rows):
    lines = Lines()
    for _again in range(2):  # the second time the shapes are known
        assert list(lines.block(5, rows)) == [slow_line(number, row) for number, row in enumerate(rows, 5)]


@given(some.lists(some.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_csv_written_by_columns_is_what_it_is_row_by_row(rows):
    by_columns, row_by_row = BytesIO(), BytesIO()
    write_csv(by_columns, ["a"] * 3, rows)
    write_csv(row_by_row, ["a"] * 3, [*rows, ["x"]])  # rows of unequal length go one by one
    assert csv_rows(row_by_row.getvalue())[:-1] == csv_rows(by_columns.getvalue())
    for row in csv_rows(by_columns.getvalue())[1:]:
        assert len(row) == 3
    told = [cell for row in csv_rows(by_columns.getvalue())[1:] for cell in row]
    given_text = [cell for row in rows for cell in row]
    for cell, value in zip(told, given_text, strict=True):
        assert not (isinstance(value, str) and LIKE_A_FORMULA.match(cell))


TEXTS = ["Yuliana", " a", "a ", "a | b", "two\nlines", "_x0041_", "_x005F_", "__x0041_", "_x00zz_", "<b>&amp;</b>", "]]>",
         "'", "=1+1", "•", "９９", "\u200b", "\xa0", "a\tb", "😀", "e\u0301", "9901014101900001", "007", "#N/A", "TRUE"]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_text_reads_back_unchanged(text):
    stream = BytesIO()
    write_xlsx(stream, "Warga", ["Nama"], [[text], ["Yuliana"], [Marked(text, "bad")]], about=[])
    assert sheets(stream.getvalue())[1][1:] == [[text], ["Yuliana"], [text]]


def test_a_number_that_a_worksheet_would_round_stands_as_text():
    stream = BytesIO()
    numbers = [
        10**15 - 1,
        10**15,
        -(10**15),
        Decimal("1234567890123.45"),
        Decimal("12345678901234.56"),
        Decimal("1E+3"),
    ]
    write_xlsx(stream, "Warga", ["n"], [[number] for number in numbers], about=[])
    told = [row[0] for row in sheets(stream.getvalue())[1][1:]]
    assert told == [10**15 - 1, "1000000000000000", "-1000000000000000", 1234567890123.45, "12345678901234.56", 1000]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_no_number_is_refused_and_its_place_is_named(number):
    with pytest.raises(ValueError, match="row 3, column 2: a cell cannot hold NaN"):
        write_xlsx(BytesIO(), "Warga", ["a", "b"], [["x", 1.5], ["y", number]], about=[])


def test_days_that_programs_count_differently_stand_as_they_are_typed():
    stream = BytesIO()
    days = [date(1900, 2, 28), date(1900, 3, 1), date(9999, 12, 31), date(1850, 5, 4), datetime(2026, 11, 22, 18, 0)]
    write_xlsx(stream, "Warga", ["a"], [[day] for day in days], about=[])
    assert [row[0] for row in sheets(stream.getvalue())[1][1:]] == [
        "28/02/1900", date(1900, 3, 1), date(9999, 12, 31), "04/05/1850", datetime(2026, 11, 22, 18, 0),
    ]  # fmt: skip


def test_characters_are_counted_as_excel_counts_them():
    write_xlsx(BytesIO(), "Warga", ["a"], [["😀" * 16_383]], about=[])
    with pytest.raises(ValueError, match="row 2, column 1 does not fit"):
        write_xlsx(BytesIO(), "Warga", ["a"], [["😀" * 16_384]], about=[])


def test_a_separator_inside_a_cell_does_not_make_two_of_it():
    stream = BytesIO()
    write_csv(stream, ["a", "b"], [["x\x1fy", "z"], ["p,q", "r"]])
    assert csv_rows(stream.getvalue())[1:] == [["xy", "z"], ["p,q", "r"]]


def test_a_mark_is_lost_in_a_csv_and_its_value_stays():
    stream = BytesIO()
    write_csv(stream, ["a", "b"], [[Marked("=x", "bad"), Marked(None, "good")], [datetime(2026, 1, 2, 3, 4), True]])
    assert csv_rows(stream.getvalue())[1:] == [["'=x", ""], ["2026-01-02 03:04", "True"]]

"""A csv of the registry opens anywhere and runs nothing."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from tests.spreadsheets.formulas import FORMULAS
from tests.spreadsheets.reading import csv_rows
from wksbm.spreadsheets.writing import write_csv

BEGIN_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def written(*rows) -> list[list[str]]:
    stream = BytesIO()
    assert write_csv(stream, ["Nama"] * len(rows[0]), iter(rows)) == len(rows)
    return csv_rows(stream.getvalue())[1:]


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_what_looks_like_a_formula_is_one_cell_behind_a_single_quote(text):
    [[cell, neighbour]] = written([text, "x"])
    plain = text.replace("\x00", "")
    assert neighbour == "x"
    assert cell == (plain if text == 'a","=1+1' else f"'{plain}")
    assert not cell.lstrip().startswith(BEGIN_A_FORMULA)


def test_a_header_runs_nothing_either():
    stream = BytesIO()
    write_csv(stream, ["=1+1"], [])
    assert csv_rows(stream.getvalue()) == [["'=1+1"]]


def test_numbers_and_days_stay_what_they_are():
    assert written([-5000, 0, Decimal("-1.50"), date(2026, 11, 22), None, "007"]) == [
        ["-5000", "0", "-1.50", "2026-11-22", "", "007"]
    ]


@pytest.mark.parametrize("text", ["Ta’ ± 1990", 'kata "dua", tiga', "baris 1\nbaris 2", "a=b", "a-b", "Ma'ruf"])
def test_ordinary_text_comes_back_unchanged(text):
    assert written([text]) == [[text]]

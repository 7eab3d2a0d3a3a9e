"""Rupiah and counts as they stand in sheets: read, or refused with what they could have meant."""

import pytest
from django.core.exceptions import ValidationError

from wksbm.spreadsheets.answers import CodesCell, NoteCell, YesNoCell
from wksbm.spreadsheets.cells import NumberCell, WordCell
from wksbm.spreadsheets.money import GroupedCell, MoneyCell

CHOICES = [("none", "none"), ("oral", "agreed, orally"), ("written", "in writing")]


def refused(cell, raw) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refusal:
        cell.read(raw)
    return refusal.value.error_list[0].code, " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("Rp 1.500.000,00", 1_500_000), ("1.500.000", 1_500_000), ("1500000", 1_500_000), ("Rp. 25.000,-", 25_000),
        ("rp2.000", 2_000), ("IDR 1500", 1_500), (1_500_000, 1_500_000), (2_000.0, 2_000), ("10.000.000.000", 10**10),
        ("\xa0 7.500\u200b", 7_500), (None, None), ("-", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_offices_write_them(raw, amount):
    assert MoneyCell(1).read(raw) == (amount, "")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1,500,000", "two_readings"), ("1,500", "two_readings"), ("1.5", "fraction"), ("1500000.50", "fraction"),
        ("1.500,75", "fraction"), (1.5, "fraction"), (float("nan"), "fraction"), (float("inf"), "fraction"),
        ("1e9", "digits"), ("NaN", "digits"), ("-5000", "range"), ("\uff11\uff10\uff10\uff10", "digits"),
        ("Rp", "digits"), ("lima ribu", "digits"), ("99999999999999", "range"), ("9223372036854775808", "range"),
        ("10.000.000.001", "range"), ("0", "range"), (10**15, "range"), (1e300, "range"), ("9" * 5000, "range"),
        (("formula", "=SUM(A1:A3)"), "formula"), (("error", "#REF!"), "error"),
        (("date", "2024-01-01"), "date"),
    ],
)  # fmt: skip
def test_amounts_that_are_refused(raw, code):
    assert refused(MoneyCell(1), raw)[0] == code


def test_a_refusal_says_what_could_have_been_meant_and_what_is_allowed():
    _code, text = refused(MoneyCell(), "1,500,000")
    assert "Rp 1.500.000" in text
    assert "Rp 1,5" in text
    assert "Rp 10.000.000.000" in refused(MoneyCell(), "99999999999999")[1]


def test_counts_take_dots_between_thousands_and_no_currency():
    assert [GroupedCell().read(raw)[0] for raw in ("1.250", "1250", 1250.0)] == [1250] * 3
    assert refused(GroupedCell(), "1,250")[0] == "two_readings"
    assert refused(GroupedCell(), "0.500")[0] == "fraction"
    assert refused(GroupedCell(), "Rp 1.250")[0] == "digits"
    assert refused(GroupedCell(0, 100), "101")[1].endswith("100.")


def test_whole_numbers_take_dots_between_thousands_too():
    cell = NumberCell(0, 100_000)
    assert [cell.read(raw) for raw in ("1.250", "1250", 1250.0, "12.500", "100.000")] == [
        (1250, ""), (1250, ""), (1250, ""), (12_500, ""), (100_000, ""),
    ]  # fmt: skip
    for raw in ("1.25", "1.2500", "12.50", ".250", "1250.000", "1,250", "1.250,5", 1.25, "100.001", "0.001"):
        assert refused(cell, raw)[0] == "number"
    assert refused(NumberCell(1, 5), "1.000")[0] == "number"


def test_several_codes_words_and_codes_mixed():
    cell = CodesCell(CHOICES)
    assert cell.read("in writing; AGREED, ORALLY")[0] == "oral;written"
    assert cell.read("written, oral")[0] == "oral;written"
    assert cell.value_of("oral;written") == ["oral", "written"]
    assert refused(cell, "written; nonsense")[0] == "unknown_word"


def test_none_is_an_answer_where_it_is_one_of_the_words():
    assert WordCell(CHOICES).read("None") == ("none", "")
    assert WordCell(CHOICES[1:]).read("None") == (None, "")


def test_yes_and_no():
    cell = YesNoCell()
    assert [cell.read(raw)[0] for raw in ("Ya", "tidak", "yes", ("bool", True), None)] == [
        "yes",
        "no",
        "yes",
        "yes",
        None,
    ]
    assert cell.value_of("no") is False


def test_notes_keep_their_lines_and_know_their_length():
    assert NoteCell(20).read("Rapat  rutin\r\nIuran ") == ("Rapat rutin\nIuran", "")
    assert refused(NoteCell(20), "x" * 21)[0] == "too_long"
    assert refused(NoteCell(20), "x" * 40_000)[0] == "too_long"

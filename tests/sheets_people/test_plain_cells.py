"""Cells that are taken as they stand: whatever passes the quick look is left unchanged by the thorough reading."""

import random
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from wksbm.people.numbers import PLAIN_DIGITS, PLAIN_NIK
from wksbm.people.sheet_columns import columns_of
from wksbm.spreadsheets.cells import BLANKS
from wksbm.spreadsheets.day_cells import DayCell
from wksbm.spreadsheets.places import Villages

TODAY = date(2026, 11, 22)
SIGNS = "aZz  ''.,-0189/+=@?&<\t\u00a0\u200bé"
WORDS = ["Siti", "Ta'", "n/a", "null", "none", "kosong", "tidak ada", "tdk ada", "-", "Jalan", "No. 5", "RT", "O'Neil"]


def made(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(["", " "]).join(chance.choices(WORDS, k=chance.randrange(1, 4)))
    return "".join(chance.choices(SIGNS, k=chance.randrange(1, 14)))


@pytest.mark.parametrize("name", ["full_name", "address", "guardian", "hamlet", "occupation", "birth_place"])
def test_plain_lines_stand_as_they_are(name):
    chance, widget = random.Random(7), columns_of(TODAY, Villages([]))[name].widget  # noqa: S311 made-up words
    texts = {made(chance) for _turn in range(20_000)} | BLANKS | {word.upper() for word in BLANKS}
    plain = [text for text in texts if widget.plain(text)]
    assert len(plain) > 200
    for text in plain:
        assert widget.read(text) == (text, ""), text
    assert not widget.plain("a" * (widget.longest + 1))
    assert widget.plain("a" * widget.longest)
    assert widget.plain.all(plain)
    for text in {*texts, "a\nb", "a" * (widget.longest + 1)}.difference(plain):
        assert not widget.plain.all([*plain[:2], text, plain[2]]), text


@pytest.mark.parametrize(("pattern", "name"), [(PLAIN_NIK, "nik"), (PLAIN_DIGITS, "kk_number")])
def test_plain_numbers_stand_as_they_are(pattern, name):
    chance, widget = random.Random(7), columns_of(TODAY, Villages([]))[name].widget  # noqa: S311 made-up numbers
    texts = ["".join(chance.choices("0123456789", k=16)) for _turn in range(20_000)]
    texts += [digit * 16 for digit in "0123456789"] + ["1234567890123456", "0123456789012345", "9901010101010000"]
    passing = {text for text in texts if pattern.match(text)}
    assert passing == {text for text in texts if readable(widget, text)}
    assert 200 < len(passing) < len(set(texts))
    assert not any(pattern.match(text) for text in ("990101010190000", "99010101019000011", "99O1010101900001"))


def test_plain_phones_stand_as_they_are():
    widget = columns_of(TODAY, Villages([]))["phone"].widget
    for digits in range(3, 16):
        number = "+62" + "8123456789012345"[:digits]
        assert bool(widget.plain(number)) == (readable(widget, number) == (number, "")), number
    assert not widget.plain("+62081234567")


@pytest.mark.parametrize(
    "text", ["29/02/2023", "31/04/1990", "00/01/1990", "01/13/1990", "31/12/1899", "23/11/2026", "01/01/0000"]
)
def test_days_that_are_not_fine_are_read_thoroughly(text):
    widget = DayCell(today=TODAY)
    assert widget.plain_atoms(["21/11/1990", text], str) is None
    assert not readable(widget, text)


@pytest.mark.parametrize("text", ["29/02/2024", "01/01/1900", "22/11/2026"])
def test_days_as_nearly_all_are_written(text):
    widget = DayCell(today=TODAY)
    assert widget.plain_atoms([text], str) == [widget.atom_of(widget.parse(text))] == [readable(widget, text)[0]]


def readable(widget, text: str) -> tuple | None:
    try:
        return widget.read(text)
    except ValidationError:
        return None

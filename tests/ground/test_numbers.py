"""NIK and KK number: sound ones pass however they are typed, others are refused with a way on, none is ever echoed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import new_nik
from wksbm.people.numbers import birth_fits, clean_digits, clean_nik, district_of, is_womans, mask

births = st.dates(date(1900, 1, 1), date(2099, 12, 31))
sexes = st.sampled_from("PL")


@given(births, sexes)
def test_a_nik_tells_birth_and_sex(birth, sex):
    nik = clean_nik(new_nik(birth, sex))
    assert birth_fits(nik, birth)
    assert is_womans(nik) == (sex == "P")
    assert district_of(nik) == "99.01.01"


@given(births, sexes, st.lists(st.tuples(st.integers(0, 16), st.sampled_from(" .\u00a0\u200b\ufeff\t")), max_size=6))
def test_blanks_dots_and_invisible_characters_do_not_matter(birth, sex, between):
    nik = new_nik(birth, sex)
    typed = nik
    for place, char in between:
        typed = typed[:place] + char + typed[place:]
    # One ".0" at the end is what a number column leaves behind, and that is refused.
    if not typed.rstrip("\u200b\ufeff \u00a0\t").endswith(".0"):
        assert clean_nik(typed) == nik


@given(st.text(st.sampled_from("0123456789lO.,eE+- x\n"), min_size=12, max_size=24))
def test_a_refusal_never_echoes_the_number(typed):
    try:
        clean_nik(typed)
    except ValidationError as refused:
        said = " ".join(refused.messages)
        pieces = (typed[start : start + 5] for start in range(len(typed) - 4))
        assert not any(piece in said for piece in pieces if piece.isdigit())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("327301010190001", "this one has 15"),
        ("32730101019000011", "this one has 17"),
        ("327301010190000l", "Position 16"),
        ("32730101019OOO01", "Position 12"),
        ("3273010101900001.0", "Format the column as Text"),
        ("3.27301E+15", "Type it again from the card"),
        ("3,27301e15", "Type it again from the card"),
        ("1234567890123456", "filler"),
        ("\uff13273010101900001", "position 1 "),
        ("0073010101900001", "no province 00"),
        ("3273010001900001", "here 00"),
        ("3273014001900001", "here 40"),
        ("3273017201900001", "here 72"),
        ("3273010113900001", "here 13"),
        ("3273010100900001", "here 00"),
        ("3273010101900000", "never 0000"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_where(typed, said):
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        clean_nik(typed)
    assert said in refused.value.messages[0]


def test_a_kk_number_has_no_birth_date_in_it():
    assert clean_digits("5301 0812 9999 0007") == "5301081299990007"


@pytest.mark.parametrize(
    ("nik", "birth", "fits"),
    [
        ("9901010101300001", date(1930, 1, 1), True),
        ("9901010101300001", date(2030, 1, 1), True),
        ("9901017112990001", date(1999, 12, 31), True),
        ("9901017112990001", date(1999, 12, 30), False),
        ("9901014101900001", date(1990, 2, 1), False),
    ],
)
def test_the_century_comes_from_the_birth_date(nik, birth, fits):
    assert birth_fits(nik, birth) is fits


def test_a_mask_shows_the_province_and_regency_only():
    assert mask("9901014101900001").replace("•", "").strip() == "9901"
    assert mask("") == ""

"""Lines, notes and names: what is cleaned, what is refused, and the keys by which a name is found again."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from wksbm.text import check_name, clean_line, clean_note, name_doubts, name_key, name_keys, place_key

# Any text, and text made only of what causes trouble.
TROUBLE = "aeoöÖ'’ʼ\u0301\u0308\u200b\u200d\ufeff\u00ad\u00a0\u3164\u3000 \tA\u0131\u212a\ufb01\ua9b1\u1b13"
texts = st.one_of(st.text(st.sampled_from(TROUBLE), max_size=12), st.text(st.characters(codec="utf-8"), max_size=40))
letters = st.text(st.sampled_from("abcdefghijklmnoprstuwyzOEDJTJ '’éöñ-"), max_size=30)


def cleaned(clean, text: str) -> str | None:
    try:
        return clean(text)
    except ValidationError:
        return None


@given(texts)
def test_a_clean_line_is_clean_for_good(text):
    line = cleaned(clean_line, text)
    if line is not None:
        assert clean_line(line) == line
        assert unicodedata.is_normalized("NFC", line)
        assert line == line.strip()


@given(texts)
def test_a_clean_note_is_clean_for_good(text):
    note = cleaned(clean_note, text)
    if note is not None:
        assert clean_note(note) == note


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Budi   Santoso ", "Budi Santoso"),
        ("Bu\tdi", "Bu di"),
        ("Andre\u0301", "Andr\u00e9"),
        ("Bu\u200bdi\ufeff", "Budi"),
        ("e\u200d\u0301", "\u00e9"),
        ("\u3164", ""),
        ("Ma\u2019ruf", "Ma\u2019ruf"),
    ],
)
def test_what_can_be_cleaned_is_cleaned(typed, stored):
    assert clean_line(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Bu\x00di", "control"), ("Bu\x08di", "control"), ("Bu\ndi", "control"), ("Bu\u2028di", "control"),
     ("Bu\ud800di", "control"), ("Budi\u202etxt", "bidi"), ("\u200fBudi", "bidi")],
)  # fmt: skip
def test_what_may_not_stand_in_a_line_is_refused(typed, code):
    with pytest.raises(ValidationError) as refused:
        clean_line(typed)
    assert refused.value.code == code


def test_a_note_keeps_its_lines():
    assert clean_note(" satu\r\ndua  kata\rtiga\n\n") == "satu\ndua kata\ntiga"


@pytest.mark.parametrize(
    ("name", "code"),
    [("Budi 2", "digits"), ("Budi \u0662", "digits"), ("Budi \U0001f600", "pictograph"), ("--", "letters")],
)
def test_a_name_is_made_of_letters(name, code):
    with pytest.raises(ValidationError) as refused:
        check_name(name)
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["O", "Ma'ruf", "R.A. Kartini", "\u1b35\u1b13\u1b2e", "Siti Nurhaliza-Tarigan"])
def test_names_as_people_have_them_pass(name):
    check_name(name)


@pytest.mark.parametrize(
    ("name", "doubts"),
    [("\u0412udi", ["mixed_script"]), ("Nu\xc3\xb1o", ["mojibake"]), ("Nu\xf1o", []), ("\u0411\u0443\u0434\u0438", [])],
)
def test_what_looks_odd_in_a_name_is_doubted(name, doubts):
    assert name_doubts(name) == doubts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yuliana Teffa", "Juliana Tefa"),
        ("Moeljono", "Mulyono"),
        ("Tjokroadikoesoemo", "Cokroadikusumo"),
        ("Ma’ruf", "maruf"),
        ("ACHMAD", "Akhmad"),
        ("Andre\u0301", "Andr\u00e9"),
        ("\u0412udi", "Budi"),
        ("Fatimah", "Vatimah"),
    ],
)
def test_names_that_sound_alike_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Budi", "Budu"), ("Siti Aminah", "Siti Aisyah"), ("Ani", "Ina")])
def test_names_that_differ_keep_their_own_key(one, other):
    assert name_key(one) != name_key(other)


@given(letters)
def test_case_spelling_form_and_blanks_do_not_change_a_key(name):
    for key in (name_key, place_key):
        assert key(name) == key(name.upper()) == key(f"  {unicodedata.normalize('NFD', name)} ")


@given(texts)
def test_a_place_key_of_a_place_key_is_itself(text):
    assert place_key(place_key(text)) == place_key(text)


@given(st.lists(texts, max_size=5))
def test_the_keys_of_many_names_are_those_of_each(names):
    assert name_keys(names, 9) == [name_key(name)[:9] for name in names]
    plain = ["Ma'ruf  B. Tjokro", *(name.encode("ascii", "ignore").decode() for name in names)]
    assert name_keys(plain, 9) == [name_key(name)[:9] for name in plain]


@given(letters)
def test_a_name_key_of_a_name_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(
    ("one", "other"), [("Ta'", "Ta"), ("Walannae", "Walanae"), ("Matirro Walie", "MATIRO WALIE"), ("Jeppe'e", "Jepee")]
)
def test_places_are_found_whatever_the_paper_prints(one, other):
    assert place_key(one) == place_key(other)

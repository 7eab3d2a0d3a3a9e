"""The code on a sheet: it comes back as the record it was printed for, and a slip of the pen is found."""

import itertools

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from wksbm.paper.codes import INVENTORY, LARGEST, LETTERS, NEW_GROUP, ROSTER, SCREENS, code_of, open_code, opened_by

NUMBERS = (1, 42, 31 * 32, 99_999, LARGEST)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_code_leads_to_the_screen_of_its_record(number):
    assert opened_by(code_of(INVENTORY, number)) == reverse("groups:inventory", args=[number])
    assert opened_by(code_of(ROSTER, number)) == reverse("members:key-in", args=[number])
    assert opened_by(code_of(NEW_GROUP)) == reverse("groups:create")


def test_every_sheet_has_a_screen():
    for sheet, (name, of_a_record) in SCREENS.items():
        number = 7 if of_a_record else 0
        assert opened_by(code_of(sheet, number)) == reverse(name, args=[number] if of_a_record else [])


def test_it_is_read_as_people_write_it():
    code = code_of(ROSTER, 33)
    assert code == "6000-011H"
    for written in ("6000011H", "6000-011h", " 6000 011h ", "6ooo-oiLh"):
        assert opened_by(written) == reverse("members:key-in", args=[33])


@pytest.mark.parametrize("number", NUMBERS)
def test_every_wrong_character_and_every_swap_is_found(number):
    code = code_of(ROSTER, number).replace("-", "")
    wrong = [code[:i] + letter + code[i + 1 :] for i in range(8) for letter in LETTERS if letter != code[i]]
    for i, j in itertools.combinations(range(8), 2):
        letters = list(code)
        letters[i], letters[j] = code[j], code[i]
        wrong += ["".join(letters)] if code[i] != code[j] else []
    for text in wrong:
        with pytest.raises(ValidationError) as error:
            opened_by(text)
        assert error.value.code == "check"


@pytest.mark.parametrize("text", ["", "6000", "6000-011HM", "6000-011U", "६०००-०११म", "6000/011H", code_of(ROSTER, 0)])
def test_what_is_no_code_says_so(text):
    with pytest.raises(ValidationError):
        opened_by(text)


def test_the_number_must_fit():
    for number in (-1, LARGEST + 1):
        with pytest.raises(ValueError, match=str(number)):
            code_of(ROSTER, number)


def test_a_search_box_follows_codes_and_leaves_names_alone():
    code = code_of(ROSTER, 33)
    assert open_code(code.lower()) == reverse("members:key-in", args=[33])
    mistyped = code[:-1] + "N"
    assert open_code(mistyped) == f"{reverse('groups:open-code')}?kode={mistyped}"
    for name in ("", "Melati", "5 Pandawa", "5PANDAWA", "08123456", "5371011012900001", "Tujuh8Sembilan"):
        assert open_code(name) is None

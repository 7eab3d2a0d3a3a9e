"""A password is long and not what everybody tries first; what kinds of signs it has is nobody's business."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.screens.pages import fill, refusals
from tests.sign_in.door import signed_in
from wksbm.accounts.common_passwords import WORDS, is_common
from wksbm.accounts.services.accounts import new_password

COMMON = [
    "bismillah2024",
    "Bismillah_1445H",
    "rahasia123456789",
    "R4h4s14123456",
    "s4y4ngku2026!!",
    "indonesia17081945",
    "1nd0n3s1a merdeka",
    "Persib1933Bandung",
    "desa-biru-2026",
    "123456bandung",
    "adminadminadmin",
    "qwertyuiop123",
    "$@yang$@yang",
    "kamu&aku,kamu&aku",
]
GOOD = ["perahu tenun hujan", "jagung titi lembata", "dakuhu-nipiga-murabu-4821", "kucing naik sampan", "zxqvjwkbpmtr"]


@pytest.mark.parametrize("password", COMMON)
def test_the_words_that_are_tried_first_are_refused_however_they_are_spelt(password):
    assert is_common(password)
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", GOOD)
def test_three_words_that_do_not_belong_together_are_good_without_digits_or_signs(password):
    validate_password(password)


def test_temporary_passwords_are_never_refused():
    for _number in range(300):
        validate_password(new_password())


@pytest.mark.parametrize("password", ["1" * 128, "a1" * 64, "sayang" * 21, "4" * 60 + "a" + "4" * 60])
def test_long_ones_are_judged_at_once(password):
    is_common(password)  # a slow one would be felt by every other test of this file


def test_the_list_is_plain_words():
    assert len(WORDS) > 250
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)


@pytest.mark.django_db
def test_it_is_said_at_the_field(cast):
    client = signed_in("desa.biru")
    typed = {"oldpassword": "sandi-buatan-untuk-uji", "password1": COMMON[0], "password2": COMMON[0]}
    assert "common" in str(refusals(fill(client, "/akun/sandi/", **typed)))

"""The short code on a sheet of paper: which screen it is keyed in on, for which record, and a check against slips.

Eight characters in Crockford's base 32 (no I, L, O, U): the sheet, the record's number in six of them, the check.
A code is no secret and opens nothing by itself: the screen behind it asks for sign-in, area and right as always.
"""

import re

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
LARGEST = 32 ** (LENGTH - 2) - 1
MISREAD = str.maketrans("ILO", "110", " -")
AS_PRINTED = re.compile(r"[2-9][0-9A-Z]{3}-[0-9A-Z]{4}", re.ASCII)

# The first character: the screen, and whether it is about one record. A sheet keeps its character for good.
SCREENS = {
    "2": ("groups:create", False),
    "3": ("people:find", False),
    "4": ("groups:list", False),
    "5": ("groups:inventory", True),
    "6": ("members:key-in", True),
}
NEW_GROUP, NEW_PERSON, ANY_GROUP, INVENTORY, ROSTER = SCREENS


def code_of(sheet: str, number: int = 0) -> str:
    """As printed: 5000-01AY. Raises ValueError for a number above 32⁶ - 1."""
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    digits = "".join(LETTERS[number >> shift & 31] for shift in range(25, -1, -5))
    text = sheet + digits
    return f"{text[:4]}-{text[4:]}{_check(text)}"


def _check(text: str) -> str:
    """A checksum over GF(32): finds every single wrong character and every two that changed places."""
    total = 0
    for letter in text:
        total = _doubled(total) ^ LETTERS.index(letter)
    return LETTERS[_doubled(total)]


def _doubled(value: int) -> int:
    return value << 1 ^ (37 if value & 16 else 0)


def opened_by(code: str) -> str:
    """The address of the screen that this code names. Whether its record is there, the screen says.

    Raises ValidationError, saying what to look at.
    """
    text = code.upper().translate(MISREAD)
    if len(text) != LENGTH or set(text) - set(LETTERS):
        raise ValidationError(_("A code has eight letters and digits, for example 5000-01AY."), "length")
    if _check(text[:-1]) != text[-1] or text[0] not in SCREENS:
        raise ValidationError(_("One character of this code is mistyped. Compare it with the sheet."), "check")
    number = 0
    for letter in text[1:-1]:
        number = number * 32 + LETTERS.index(letter)
    name, of_a_record = SCREENS[text[0]]
    if of_a_record and not number:
        raise ValidationError(_("One character of this code is mistyped. Compare it with the sheet."), "check")
    return reverse(name, args=[number] if of_a_record else [])


def open_code(text: str) -> str | None:
    """For a search box: where this text leads if it is a sheet's code, mistyped ones included; else None."""
    code = text.strip().upper()
    try:
        return opened_by(code)
    except ValidationError:
        return f"{reverse('groups:open-code')}?kode={code}" if AS_PRINTED.fullmatch(code) else None

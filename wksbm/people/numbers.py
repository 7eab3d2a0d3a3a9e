"""NIK and KK number: what can be cleaned, what must be refused with a way on, what is only odd.

NIK: 2 province, 2 regency, 2 district of first registration, 6 birth date ddmmyy with day + 40 for women, 4 serial
from 0001 (Dukcapil practice). It never changes, so a mismatch with birth date, sex or today's area is a doubt.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wksbm.text import BLANKS, INVISIBLE

LENGTH = 16
SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?e\+?[0-9]+\Z", re.IGNORECASE)
SIXTEEN = re.compile(r"[0-9]{16}\Z")
NUMBER_CELL = re.compile(r"[0-9]{10,}[.,]0+\Z")
FILLERS = {"1234567890123456", "0123456789012345"} | {digit * LENGTH for digit in "0123456789"}
NO_FILLER = r"(?!1234567890123456|0123456789012345|([0-9])\1{15})"
# What clean_digits and clean_nik leave as it is.
PLAIN_DIGITS = re.compile(NO_FILLER + r"[0-9]{16}\Z")
PLAIN_NIK = re.compile(
    NO_FILLER
    + r"(?!00)[0-9]{6}(?:0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(?:0[1-9]|1[0-2])[0-9]{2}(?!0000)[0-9]{4}\Z"
)


def clean_digits(text: str) -> str:
    """Sixteen digits out of what was typed or pasted: spaces, dots and invisible characters go.

    Raises ValidationError naming the fault and the position; never echoes the number.
    """
    if isinstance(text, str) and SIXTEEN.match(text) and text not in FILLERS:
        return text
    text = str(text).translate(INVISIBLE).translate(BLANKS).strip()
    if SCIENTIFIC.match(text):
        raise ValidationError(
            _("A spreadsheet has rounded this number and its last digits are lost. Type it again from the card."),
            "excel",
        )
    if NUMBER_CELL.match(text):
        raise ValidationError(_('Ends in ".0": the column was a number. Format the column as Text.'), "excel")
    digits = re.sub(r"[ .]", "", text)
    for position, char in enumerate(digits, 1):
        if not (char.isascii() and char.isdigit()):
            raise ValidationError(_wrong_char(position, char), "digits")
    if len(digits) != LENGTH:
        raise ValidationError(_("Has 16 digits; this one has %(count)s.") % {"count": len(digits)}, "length")
    if digits in FILLERS:
        raise ValidationError(_("This is a filler, not a number from a card."), "filler")
    return digits


def _wrong_char(position: int, char: str) -> str:
    if char in "lI|":
        return _("Position %(position)s is the letter l; it should be the digit 1.") % {"position": position}
    if char in "oO":
        return _("Position %(position)s is the letter O; it should be the digit 0.") % {"position": position}
    return _("Only digits: position %(position)s is something else.") % {"position": position}


def clean_nik(text: str) -> str:
    """A NIK of sound structure. Raises ValidationError."""
    nik = clean_digits(text)
    day, month = int(nik[6:8]), int(nik[8:10])
    if nik[:2] == "00":
        raise ValidationError(_("There is no province 00."), "province")
    if not (1 <= day <= 31 or 41 <= day <= 71):
        raise ValidationError(
            _("Digits 7 and 8 are the day of birth: 01 to 31, for women 41 to 71; here %(day)s.") % {"day": nik[6:8]},
            "day",
        )
    if not 1 <= month <= 12:
        raise ValidationError(
            _("Digits 9 and 10 are the month of birth: 01 to 12; here %(month)s.") % {"month": nik[8:10]}, "month"
        )
    if nik[12:] == "0000":
        raise ValidationError(_("The last four digits are never 0000."), "serial")
    return nik


def district_of(nik: str) -> str:
    """The code of the district of first registration, which may since have been abolished."""
    return f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"


def is_womans(nik: str) -> bool:
    return int(nik[6:8]) > 40


def birth_fits(nik: str, birth: date) -> bool:
    """Whether the NIK tells this day; its two-digit year takes the century from `birth`."""
    return birth_fits_text(nik, birth.isoformat())


def birth_fits_text(nik: str, birth: str) -> bool:
    """As `birth_fits`, of a day as text: 1990-11-21."""
    return nik[8:12] == birth[5:7] + birth[2:4] and int(nik[6:8]) % 40 == int(birth[8:10])


def looks_like_number(text: str) -> bool:
    """Whether somebody who typed this searches for a NIK, not for a name."""
    return sum(char.isdigit() for char in text) >= 12


def mask_phone(number: str) -> str:
    """As `mask`: with the country code the first four digits, which many share."""
    shown = 5 if number.startswith("+") else 4
    return f"{number[:shown]}••••••••"


def grouped(number: str) -> str:
    """As on the card, four by four: it is read aloud and compared like this."""
    return (
        " ".join(number[place : place + 4] for place in range(0, len(number), 4)) if len(number) == LENGTH else number
    )


def mask(number: str) -> str:
    """The first four digits only: with village and birth date beside it the last four are the secret."""
    return f"{number[:4]} •••• •••• ••••" if number else ""

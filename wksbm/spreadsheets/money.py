"""Rupiah and counts as Indonesian offices write them: dots between the thousands, a comma before cents.

What can be read in two ways is refused, and both are shown: a thousandfold error in a sum of money is worse than a
question.
"""

import re
from math import isfinite

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wksbm.spreadsheets.cells import GROUPED, CellWidget, Raw, Read
from wksbm.text import clean_line

MOST_RUPIAH = 10_000_000_000  # in one entry
BEFORE = re.compile(r"(?:rp|idr)\.?\s*", re.IGNORECASE)
NO_CENTS = re.compile(r",(?:00|0|-+)\Z")
PLAIN = re.compile(r"[0-9]+\Z")
COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?\Z")
FRACTION = re.compile(r"[0-9.]*[.,][0-9]+\Z")
NEGATIVE = re.compile("[-\u2212] ?[0-9][0-9.,]*\\Z")
LONGEST = 30  # characters; no permitted number is longer


def dotted(number: int) -> str:
    """1500000 as 1.500.000."""
    return f"{number:,}".replace(",", ".")


class GroupedCell(CellWidget):
    """A whole number from `least` to `most`, with or without dots between the thousands (1250, 1.250)."""

    takes = gettext_lazy("a whole number")

    def __init__(self, least: int = 0, most: int = 999_999_999) -> None:
        super().__init__()
        self.least, self.most = least, most

    def read(self, raw: Raw) -> Read:
        if isinstance(raw, int | float):
            if not isfinite(raw) or raw != int(raw):
                raise self.no_fractions()
            return self.checked(int(raw)), ""
        return super().read(raw)

    def of_text(self, text: str):
        digits = self.bare(clean_line(text)) if len(text) <= LONGEST else text
        if len(digits) > LONGEST:
            raise self.out_of_range()
        if PLAIN.match(digits) or GROUPED.match(digits):
            return self.checked(int(digits.replace(".", "")))
        if COMMAS.match(digits):
            raise self.two_readings(digits)
        if FRACTION.match(digits):
            raise self.no_fractions()
        if NEGATIVE.match(digits):
            raise self.out_of_range()
        raise ValidationError(_("Write the number in digits only, for example 1.500.000."), "digits")

    def bare(self, line: str) -> str:
        """The digits without what may stand around them."""
        return line

    def checked(self, number: int) -> int:
        if not self.least <= number <= self.most:
            raise self.out_of_range()
        return number

    def named(self, number: str) -> str:
        """A number in a message."""
        return number

    def out_of_range(self) -> ValidationError:
        facts = {"least": self.named(dotted(self.least)), "most": self.named(dotted(self.most))}
        return ValidationError(_("At least %(least)s, at most %(most)s.") % facts, "range")

    def two_readings(self, digits: str) -> ValidationError:
        whole = dotted(int(digits.partition(".")[0].replace(",", "")))
        before, _comma, after = digits.partition(",")
        decimal = f"{before},{after.replace(',', '').rstrip('0') or '0'}"
        text = _("This can be read as %(whole)s or as %(decimal)s. Write %(plain)s with dots if the first is meant.")
        facts = {"whole": self.named(whole), "decimal": self.named(decimal), "plain": whole}
        return ValidationError(text % facts, "two_readings")

    def no_fractions(self) -> ValidationError:
        return ValidationError(_("Write a whole number: 1.500 with three digits after the dot, or 1500."), "fraction")

    def told(self, atom: int | None) -> str:
        return "" if atom is None else dotted(atom)


class MoneyCell(GroupedCell):
    """Whole rupiah: 1500000, 1.500.000, Rp 1.500.000,00. At most 10 milyar in one entry."""

    def __init__(self, least: int = 0, most: int = MOST_RUPIAH) -> None:
        super().__init__(least, most)

    def bare(self, line: str) -> str:
        return NO_CENTS.sub("", BEFORE.sub("", line, count=1).strip())

    def named(self, number: str) -> str:
        return f"Rp {number}"

    def no_fractions(self) -> ValidationError:
        text = _("Write whole rupiah: 1.500 with three digits after the dot, or 1500. There are no fractions.")
        return ValidationError(text, "fraction")

    def told(self, atom: int | None) -> str:
        return "" if atom is None else f"Rp {dotted(atom)}"

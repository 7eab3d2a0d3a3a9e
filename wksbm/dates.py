"""Days as people know them: exact, or only the year, or a guess; typed in the ten ways Indonesians type them."""

import re
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MONTHS = (
    ("januari", "jan", "january"),
    ("februari", "feb", "pebruari", "peb", "february"),
    ("maret", "mar", "mrt", "march"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("agustus", "agt", "agu", "ags", "agus", "august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov", "nopember", "nop"),
    ("desember", "des", "december", "dec"),
)
MONTH_NUMBER = {word: number for number, words in enumerate(MONTHS, 1) for word in words}
NUMERIC = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,9})\Z")
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
WORDS = re.compile(r"([0-9]{1,2})[-/. ]+([a-z]+)\.?[-/. ,]+([0-9]{1,9})\Z")
USUAL = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})\Z")
YEAR = re.compile(r"[0-9]{4}\Z")
ABOUT = re.compile(r"(?:kira-kira|kira2|sekitar|kurang lebih|about|approx\.?|±|~|\+/-)\s*")
OLDEST = date(1900, 1, 1)


class Precision(models.TextChoices):
    DAY = "day", gettext_lazy("exact day")
    YEAR = "year", gettext_lazy("year only")
    ESTIMATED = "estimated", gettext_lazy("estimated")


class PartialDate(NamedTuple):
    """A day and how well it is known; of YEAR and ESTIMATED only the year counts (1 January is stored)."""

    day: date
    precision: str

    def __str__(self) -> str:
        return in_words(self.day, self.precision)

    def typed(self) -> str:
        """As it stands in a form field, and is read back by `parse_partial`."""
        if self.precision == Precision.YEAR:
            return f"{self.day:%Y}"
        if self.precision == Precision.ESTIMATED:
            return f"± {self.day:%Y}"
        return f"{self.day:%d/%m/%Y}"


def in_words(day: date | None, precision: str = Precision.DAY, *, short: bool = False) -> str:
    """21 November 2026 (short: 21 Nov 2026), 2008, 1990 (kira-kira)."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return f"{day:%Y}"
    if precision == Precision.ESTIMATED:
        return _("%(year)s (estimated)") % {"year": f"{day:%Y}"}
    return formats.date_format(day, "SHORT_DATE_FORMAT" if short else "DATE_FORMAT")


def parse_day(text: str) -> date:
    """The day in `text`: 21/11/2026, 21-11-2026, 2026-11-21, 21 November 2026, 21 Nov 2026.

    Raises ValidationError, saying what was wrong and how to write it; a two-digit year is never guessed.
    """
    if match := USUAL.match(text):
        day, month, year = match.groups()
        return _real_day(int(year), int(month), int(day), digits=4)
    text = text.strip().casefold()
    if match := ISO.match(text):
        year, month, day = match.groups()
    elif match := NUMERIC.match(text):
        day, month, year = match.groups()
    elif match := WORDS.match(text):
        day, month, year = match.groups()
        month = MONTH_NUMBER.get(month, 0)
        if not month:
            raise ValidationError(_("Unknown month. Write the date as dd/mm/yyyy, for example 21/11/2026."), "month")
    else:
        raise ValidationError(_("Write the date as dd/mm/yyyy, for example 21/11/2026."), "date")
    return _real_day(int(year), int(month), int(day), digits=len(year))


def short_year() -> ValidationError:
    return ValidationError(_("Write the year with four digits, for example 1992."), "short_year")


def _real_day(year: int, month: int, day: int, *, digits: int) -> date:
    if digits != 4:
        raise short_year()
    if not 1 <= month <= 12:
        raise ValidationError(
            _("There is no month %(month)s. Write the day first: dd/mm/yyyy.") % {"month": month}, "no_month"
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise ValidationError(
            _("%(month)s/%(year)s has no day %(day)s.") % {"month": f"{month:02d}", "year": year, "day": day}, "no_day"
        ) from None


def parse_partial(text: str) -> PartialDate:
    """A day, a year alone (2008), or a guess (± 1990, kira-kira 1990). Raises ValidationError as `parse_day`."""
    if USUAL.match(text):
        return PartialDate(parse_day(text), Precision.DAY)
    text = text.strip().casefold()
    about = ABOUT.match(text)
    rest = text[about.end() :] if about else text
    if YEAR.match(rest):
        day = _real_day(int(rest), 1, 1, digits=4)
        return PartialDate(day, Precision.ESTIMATED if about else Precision.YEAR)
    try:
        day = parse_day(rest)
    except ValidationError as error:
        if error.code != "date":
            raise
        text = _("Write the date as dd/mm/yyyy, for example 21/11/2026, or the year alone, for example 2019.")
        raise ValidationError(text, "date") from None
    return PartialDate(date(day.year, 1, 1), Precision.ESTIMATED) if about else PartialDate(day, Precision.DAY)


def check_past(day: date, today: date) -> None:
    """Refuses days before 1900 and after `today` (the area's own today)."""
    if day < OLDEST:
        raise ValidationError(_("The oldest date accepted is 1 January 1900."), "too_old")
    if day > today:
        raise ValidationError(
            _("This day is still to come. Today is %(today)s.") % {"today": in_words(today)}, "future"
        )


def age_on(birth: date, on: date) -> int:
    """Completed years on the day `on`."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_known(born: date | None, precision: str, on: date) -> int | None:
    """Completed years on the day `on`; of a birth year alone, the years since; None when nothing is known."""
    if born is None:
        return None
    return age_on(born, on) if precision == Precision.DAY else on.year - born.year

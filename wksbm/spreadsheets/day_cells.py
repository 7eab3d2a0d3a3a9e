"""Cells that hold days: as text in the ways of the forms, as dates of the spreadsheet, as its serial numbers."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wksbm.dates import OLDEST, USUAL, PartialDate, Precision, check_past, parse_day, parse_partial, short_year
from wksbm.spreadsheets.cells import Atom, CellWidget, Raw, Read, refusal
from wksbm.text import clean_line

LAST_SERIAL, NO_DAY = 2_956_000, 60  # in the year 9993; and 29 February 1900, which Excel alone believes in
SERIAL_ZERO, ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
LAST_YEAR = 2100  # a number up to it is a year, or nothing; as a serial number it would be a day of 1905 at the latest
FIRST_MADE, LAST_MADE = date(1905, 3, 14), date(1905, 9, 30)  # what Excel makes of 1900 to 2100 in a cell for dates


class DayCell(CellWidget):
    """A day, as text in the ten ways of the forms, as a date of the spreadsheet or its serial number.

    `today`: days after it are refused, unless `future`.
    """

    parse = staticmethod(parse_day)
    zero = SERIAL_ZERO  # what the serial numbers of the file count from

    def __init__(self, *, today: date | None = None, future: bool = False) -> None:
        super().__init__()
        self.today, self.future = today, future

    def read(self, raw: Raw) -> Read:
        if raw.__class__ is str:
            atoms = self.plain_atoms([raw], str)
            return (atoms[0], "") if atoms else super().read(raw)
        if isinstance(raw, tuple) and raw[0] == "date":
            return self.of_cell(date.fromisoformat(raw[1])), ""
        if isinstance(raw, int | float):
            return self.of_number(raw), ""
        return super().read(raw)

    def of_cell(self, day: date) -> Atom:
        """Of a cell that holds a date."""
        if FIRST_MADE <= day <= LAST_MADE:
            facts = {"year": (day - SERIAL_ZERO).days}
            raise ValidationError(
                _("The year %(year)s stands in a cell for dates. Write the whole date there (21/11/2026).") % facts,
                "year_as_day",
            )
        return self.atom_of(day)

    def of_number(self, number: float) -> Atom:
        if 0 <= number <= LAST_YEAR:
            raise ValidationError(_("Write the date as dd/mm/yyyy, for example 21/11/2026."), "date")
        return self.atom_of(self.day_of_serial(number))

    def day_of_serial(self, number: float) -> date:
        usual = self.zero == SERIAL_ZERO
        if number != int(number) or not 0 < number <= LAST_SERIAL or (usual and number == NO_DAY):
            raise refusal(("bad_date", str(number)))
        return self.zero + timedelta(days=int(number) + (usual and number < NO_DAY))

    def of_text(self, text: str):
        return self.atom_of(self.parse(clean_line(text)))

    def plain_atoms(self, raws: Sequence[Raw], kind: type) -> list[str] | None:
        """Of days of the spreadsheet, or days that are all written as nearly all are, where all of them are fine."""
        if kind is tuple and {tag for tag, _day in raws} == {"date"}:
            atoms = [day for _tag, day in raws]
        elif kind is str and all(map(USUAL.match, raws)):
            atoms = [f"{text[6:]}-{text[3:5]}-{text[:2]}" for text in raws]
        else:
            return None
        try:
            days = list(map(date.fromisoformat, atoms))
        except ValueError:
            return None
        if kind is tuple and min(days) <= LAST_MADE:
            return None
        fits = self.future or (min(days) >= OLDEST and max(days) <= (self.today or date.today()))
        return atoms if fits else None

    def atom_of(self, day) -> str:
        if not self.future:
            check_past(day, self.today or date.today())
        return day.isoformat()

    def value_of(self, atom: str):
        return date.fromisoformat(atom)

    def told(self, atom: str | None) -> str:
        return f"{date.fromisoformat(atom):%d/%m/%Y}" if atom else ""

    def render(self, value, obj=None, **kwargs) -> str:
        return f"{value:%d/%m/%Y}" if value else ""


class PartialDayCell(DayCell):
    """A day, a year alone (1990, also as a number) or a guess (± 1990): the atom is 1990-01-01|year."""

    parse = staticmethod(parse_partial)

    def of_number(self, number: float) -> Atom:
        if number == int(number) and 1900 <= number <= LAST_YEAR:
            return self.atom_of(PartialDate(date(int(number), 1, 1), Precision.YEAR))
        if 0 <= number < 100:
            raise short_year()
        return super().of_number(number)

    def atom_of(self, day: date | PartialDate) -> str:
        known = day if isinstance(day, PartialDate) else PartialDate(day, Precision.DAY)
        if not self.future:
            check_past(known.day, self.today or date.today())
        exact = known.precision == Precision.DAY
        return known.day.isoformat() if exact else f"{known.day.isoformat()}|{known.precision}"

    def value_of(self, atom: str) -> PartialDate:
        day, _bar, precision = atom.partition("|")
        return PartialDate(date.fromisoformat(day), precision or Precision.DAY)

    def told(self, atom: str | None) -> str:
        return self.value_of(atom).typed() if atom else ""

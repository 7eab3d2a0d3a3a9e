"""What a cell may hold, and how one cell stands in a worksheet: text is text, a number a number, a day a day."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import NamedTuple
from xml.sax.saxutils import escape

from django.utils import timezone

from wksbm.spreadsheets.writing.styles import style

Cell = str | int | float | Decimal | date | datetime | None  # a str may be a lazy translation

LONGEST = 32_767  # UTF-16 units of text in one cell, Excel's limit
DIGITS = 15  # a worksheet counts in binary64: a longer number would change
DAY_ZERO = date(1899, 12, 30).toordinal()
OLDEST = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was, and others do not
DAY_SECONDS = 86_400
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Marked(NamedTuple):
    """A cell with a colour, "bad" (red), "doubt" (yellow), "good" (green), bold as a header, "head", or "wrapped"."""

    value: Cell
    mark: str


def cell_xml(column: int, row: int, value: Cell | Marked, kind: str = "text") -> str:
    """The cell in this column (from 0) and row (from 1); "" for a blank one. `kind`: how text looks (see styles).

    Raises ValueError, saying where, for what a cell cannot hold.
    """
    mark = ""
    if isinstance(value, Marked):
        value, mark = value
    if value is None or value == "":
        return f'<c r="{letters(column)}{row}" s="{style(kind, mark)}"/>' if mark else ""
    if isinstance(value, float | Decimal) and not isfinite(value):
        raise ValueError(f"{where(column, row)}: a cell cannot hold NaN or infinity")
    if number := number_of(value):
        return f'<c r="{letters(column)}{row}" s="{style(_looks(value), mark)}"><v>{number}</v></c>'
    text = plain(value)
    if _units(text) > LONGEST:
        raise ValueError(f"{where(column, row)} does not fit into a worksheet: more than {LONGEST} characters")
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    shown = f"<is><t{space}>{escaped(text)}</t></is>"
    return f'<c r="{letters(column)}{row}" s="{style(kind, mark)}" t="inlineStr">{shown}</c>'


def number_of(value: Cell) -> str:
    """A number or a day as a worksheet counts it; "" for what has to stand there as text. Yes and no count 1 and 0."""
    if isinstance(value, date):
        return moment_number(value) if isinstance(value, datetime) else day_number(value)
    if isinstance(value, int):
        return whole_number(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Decimal):
        return format(value, "f") if len(value.normalize().as_tuple().digits) <= DIGITS else ""
    return ""


def whole_number(value: int) -> str:
    return str(int(value)) if abs(value) < 10**DIGITS else ""


def day_number(day: date) -> str:
    """Days since 30 December 1899; "" before 1 March 1900, where programs disagree."""
    return str(day.toordinal() - DAY_ZERO) if day >= OLDEST else ""


def moment_number(moment: datetime) -> str:
    """As `day_number`, in local time."""
    moment = local(moment)
    seconds = (moment - datetime.combine(moment, time.min)).total_seconds()
    days = day_number(moment.date())
    return f"{int(days) + seconds / DAY_SECONDS!r}" if days else ""


def plain(value: Cell) -> str:
    """Any value as text, without what no XML may hold; a line ends in \\n, a day is 22/11/2026."""
    if isinstance(value, datetime):
        return f"{local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return NOT_IN_XML.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")


def escaped(text: str) -> str:
    """As XML, and so that _x0041_ stays these seven characters: a worksheet would read the letter A there."""
    return escape(LIKE_AN_ESCAPE.sub("_x005F_", text) if "_x" in text else text)


@cache
def letters(column: int) -> str:
    """A for the column 0, AA for 26."""
    name = ""
    while column >= 0:
        name, column = chr(65 + column % 26) + name, column // 26 - 1
    return name


def where(column: int, row: int) -> str:
    return f"row {row}, column {column + 1}"


def _looks(value: Cell) -> str:
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, float) and abs(value) >= 10**DIGITS:
        return "text"  # a NIK that a program took for a number: what is typed over it is text
    return "day" if isinstance(value, date) else "number"


def local(moment: datetime) -> datetime:
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def _units(text: str) -> int:
    return len(text) if len(text) <= LONGEST // 2 else len(text.encode("utf-16-le")) // 2

"""Files out, row by row, so that memory does not grow with them. Text stays text; no formula lives.

A cell is a str (or a lazy translation), an int, float or Decimal, a date, or None for blank.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext, pgettext
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575  # of a worksheet, below its header
SAMPLE = 100  # rows that decide how wide a column is
NARROWEST, WIDEST = 8, 40  # characters
OLDEST_YEAR = 1900  # a worksheet knows no earlier day
TEXT = 49  # the built-in number format "@"
INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LIKE_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")

Cell = str | int | float | Decimal | date | None


class Looks(NamedTuple):
    text: Format
    number: Format
    day: Format
    header: Format

    @classmethod
    def of(cls, book: Workbook) -> "Looks":
        return cls(
            text=book.add_format({"num_format": TEXT}),
            number=book.add_format({"num_format": "General", "align": "right"}),
            day=book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
            header=book.add_format({"num_format": TEXT, "bold": True, "bottom": 1}),
        )


def write_xlsx(
    stream: BinaryIO,
    sheet_name: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    about: list[tuple[str, str]],
) -> int:
    """Writes a workbook and returns how many rows it holds. Its first sheet tells `about` and that number.

    Raises ValueError rather than lose anything: for a row past MOST_ROWS, for text past 32,767 characters.
    """
    with TemporaryDirectory() as folder, Workbook(stream, INERT | {"constant_memory": True, "tmpdir": folder}) as book:
        first, table = book.add_worksheet(pgettext("sheet", "About")), book.add_worksheet(sheet_name)
        looks = Looks.of(book)
        count = _write_table(table, headers, rows, looks)
        _write_about(first, [*about, (gettext("Rows"), str(count))], looks)
        table.activate()
    return count


def _write_table(sheet: Worksheet, headers: Sequence[str], rows: Iterable[Sequence[Cell]], looks: Looks) -> int:
    rows = iter(rows)
    sample = list(islice(rows, SAMPLE))
    for column, header in enumerate(headers):
        # The whole column is text: a number typed into a blank cell keeps its digits too.
        sheet.set_column(column, column, _width([header, *(row[column] for row in sample)]), looks.text)
        sheet.write_string(0, column, _plain(header), looks.header)
    count, last = 0, len(headers) - 1
    for count, row in enumerate(chain(sample, rows), 1):
        for column, value in enumerate(row):
            _write(sheet, count, column, value, looks)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, last)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, count, last)})
    return count


def _write_about(sheet: Worksheet, about: list[tuple[str, str]], looks: Looks) -> None:
    sheet.set_column(0, 0, 20, looks.text)
    sheet.set_column(1, 1, 80, looks.text)
    for row, (label, value) in enumerate(about):
        _write(sheet, row, 0, label, looks._replace(text=looks.header))
        _write(sheet, row, 1, value, looks)


def _write(sheet: Worksheet, row: int, column: int, value: Cell, looks: Looks) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date) and value.year >= OLDEST_YEAR:
        failed = sheet.write_datetime(row, column, value, looks.day)
    elif isinstance(value, int | float | Decimal):
        failed = sheet.write_number(row, column, value, looks.number)
    else:
        failed = sheet.write_string(row, column, _plain(value), looks.text)
    if failed:
        raise ValueError(f"row {row + 1}, column {column + 1} does not fit into a worksheet")


def _plain(value) -> str:
    text = NOT_IN_XML.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # else xlsxwriter takes it for markup of its own and writes it unescaped
    return text


def _width(values: list[Cell]) -> int:
    longest = max(10 if isinstance(value, date) else len(str(value or "")) for value in values)
    return min(max(longest + 2, NARROWEST), WIDEST)


def write_csv(stream: BinaryIO, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Writes UTF-8 with a byte order mark, commas, days as 2026-11-22; returns how many rows there are.

    Text that a spreadsheet could take for a formula begins with a single quote; numbers stay numbers.
    """
    text = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    lines = csv.writer(text)
    lines.writerow([_inert(header) for header in headers])
    count = 0
    for row in rows:
        lines.writerow([_inert(value) for value in row])
        count += 1
    text.detach()
    return count


def _inert(value: Cell) -> str | int | float | Decimal | date:
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal | date):
        return value
    text = NOT_IN_XML.sub("", str(value))
    return f"'{text}" if LIKE_A_FORMULA.match(text) else text

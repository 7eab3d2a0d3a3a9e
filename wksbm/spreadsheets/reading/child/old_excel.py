"""Workbooks of Excel 97 to 2003: calamine reads their cells, their records tell the rest."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import BytesIO

from biff import OldBook
from limits import MOST_COLUMNS, Ask
from merges import Merges
from ole import Container
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
from refused import Refused
from tidy import Row, check_count, head_of, is_blank, notes_on_cells, notes_on_sheets, tidy

FIRST_SURE_DAY = date(1900, 3, 1)  # serials up to 60 arrive as days of January and February


def look(content: BytesIO, ask: Ask) -> dict:
    book = Book(content)
    sheets, heads, notes = [], {}, []
    for place, (name, is_hidden) in enumerate(zip(book.names, book.hidden, strict=True)):
        if is_hidden:
            sheets.append((name, True, None, None))
            continue
        count = sum(1 for row in book.cells(place) if not is_blank(row[1]))
        check_count(count, ask.rows)
        heads[place] = head_of(book.rows(place))
        width = max((len(row) for _, row in heads[place]), default=0)
        sheets.append((name, False, count, width))
        sheet = book.old.sheets[place]
        notes += notes_on_cells(place, sheet.hidden_rows, sheet.hidden_columns, sheet.merged)
    notes += notes_on_sheets(book.hidden) + [("date1904", {})] * book.old.from_1904
    return {"kind": "xls", "sheets": sheets, "encoding": "", "delimiter": "", "head": heads, "notes": notes}


def rows(content: BytesIO, ask: Ask) -> Iterator[Row]:
    book = Book(content)
    if not 0 <= ask.sheet < len(book.names):
        raise Refused("no_such_sheet")
    return book.rows(ask.sheet)


class Book:
    """`old` is what the records tell of the worksheets, in the same order as `names` and `hidden`."""

    def __init__(self, content: BytesIO):
        self.old = _records_of(Container(content.getvalue()))
        with _refusing_what_calamine_cannot():
            self._book = CalamineWorkbook.from_filelike(content)
        sheets = [sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        self.names = [sheet.name for sheet in sheets]
        self.hidden = [sheet.visible != SheetVisibleEnum.Visible for sheet in sheets]
        if len(self.names) != len(self.old.sheets):
            raise Refused("old_unreadable")

    def rows(self, place: int) -> Iterator[Row]:
        return tidy(self.cells(place), Merges(self.old.sheets[place].merged))

    def cells(self, place: int) -> Iterator[Row]:
        marked = self.old.sheets[place].marked
        with _refusing_what_calamine_cannot():
            rows = self._book.get_sheet_by_name(self.names[place]).to_python(skip_empty_area=False)
        for number, row in enumerate(rows):
            cells = [marked.get((number, column)) or value_of(cell) for column, cell in enumerate(row)]
            while cells and cells[-1] is None:
                cells.pop()
            yield number + 1, cells


@contextmanager
def _refusing_what_calamine_cannot() -> Iterator[None]:
    """It raises an error of its own, or panics on some damaged files with what is no Exception."""
    try:
        yield
    except MemoryError:
        raise
    except BaseException:
        raise Refused("old_unreadable") from None


def _records_of(container: Container) -> OldBook:
    names = container.names()
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise Refused("password")
    if "WordDocument" in names or "PowerPoint Document" in names:
        raise Refused("document")
    name = next((name for name in ("Workbook", "Book") if name in names), None)
    if name is None:
        raise Refused("old_unreadable")
    try:
        old = OldBook(container.stream(name))
    except (struct.error, IndexError):
        raise Refused("old_unreadable") from None
    if not old.sheets:
        raise Refused("no_sheets")
    widest = max(sheet.last_column for sheet in old.sheets) + 1
    if widest > MOST_COLUMNS:
        raise Refused("too_many_columns", most=MOST_COLUMNS, count=widest)
    return old


def value_of(cell) -> object:
    match cell:
        case "":
            return None
        case bool():
            return ("bool", cell)
        case float():
            return int(cell) if cell.is_integer() and abs(cell) < 1e18 else cell
        case datetime() | date():
            day = cell.date() if isinstance(cell, datetime) else cell
            return ("date", day.isoformat()) if day >= FIRST_SURE_DAY else ("bad_date", day.isoformat())
        case time():
            return ("time", cell.isoformat("seconds"))
        case timedelta():
            return ("time", str(cell))
    return cell

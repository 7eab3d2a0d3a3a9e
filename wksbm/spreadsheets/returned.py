"""The uploaded sheet again, with a column that says what is wrong in each row, to be mended in the spreadsheet program.

Its own number stands in it, so that its upload is recognised as the continuation (batches.continued).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import BinaryIO

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wksbm.spreadsheets.batches import body, sheet_for
from wksbm.spreadsheets.cells import Raw
from wksbm.spreadsheets.day_cells import ZERO_1904, DayCell
from wksbm.spreadsheets.engine.cleaning import SHOWN, written
from wksbm.spreadsheets.engine.fixes import Fixes
from wksbm.spreadsheets.engine.rows import ROW_FAULT, SIMILAR, SKIPPED, WRONG, Fault, SheetRow, read_rows
from wksbm.spreadsheets.headers import OURS, ignored_of, key_of
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.store import Store
from wksbm.spreadsheets.writing import Cell, Marked, Table, write_workbook
from wksbm.spreadsheets.writing.cells import DIGITS

NO_TEXT = {"formula", "error", "bool", "merged"}
YEARS = range(1900, 2101)
LAST_FROM_1904 = (date.max - ZERO_1904).days


class Returned:
    """`only`: the rows that do not come in as they are (wrong and similar ones), instead of all."""

    def __init__(self, batch: ImportBatch, *, only: bool = False) -> None:
        self.batch, self.only = batch, only
        self.store, self.sheet = Store(batch.token), sheet_for(batch)
        self.fixes = Fixes.of(self.store)
        self.names = list(self.sheet.columns)
        meanings = {int(place): name for place, name in batch.options["meanings"].items()}
        titles = {int(place): title for place, title in batch.options["titles"].items()}
        self.from_1904 = any(code == "date1904" for code, _facts in batch.facts["notes"])
        width = max(titles) + 1
        ours = OURS | ignored_of(self.sheet)
        self.places = [place for place in range(width) if key_of(titles.get(place, "")) not in ours]
        self.titles, self.meanings = titles, meanings
        self.added = self.columns_only_in_fixes()
        self.everywhere = {name: self.fixes.everywhere(name) for name in meanings.values()}
        self.single = self.fixes.in_rows()
        self.refused = {int(number): text for number, text in batch.facts.get("refused", {}).items()}

    def columns_only_in_fixes(self) -> list[str]:
        """Columns that the file lacks and the user filled in on the page."""
        wanted = {fix.column for fix in self.fixes.cells} - set(self.meanings.values())
        return [name for name in self.names if name in wanted]

    def write(self, stream: BinaryIO) -> int:
        """Returns how many rows it holds."""
        added = [str(self.sheet.columns[name].column_name) for name in self.added]
        headers = [*(self.titles.get(place, "") for place in self.places), *added, *self.last_headers()]
        name = self.batch.options["name"] or str(self.sheet.title)
        return write_workbook(stream, [Table(name, headers, self.rows())], about=self.about())[0]

    def last_headers(self) -> list[str]:
        return [str(header) for header in self.sheet.returned_headers] or [_("Row in the file"), _("Problem")]

    def about(self) -> list[tuple[str, Cell]]:
        return [
            (_("Sheet"), str(self.sheet.title)),
            (_("File"), self.batch.file_name),
            (_("When"), date_format(localtime(), "DATETIME_FORMAT")),
            (_("What to do"), str(self.sheet.returned_about) or self.mend_words()),
            (_("Row numbers"), _("As in the file that was uploaded.")),
            (_("Number of this file"), f"rukun-import:{self.batch.token}"),
            (_("Please mind"), _("Personal data (UU 27/2022): keep it safe, pass it to nobody, delete it after use.")),
        ]

    def mend_words(self) -> str:
        return _("Mend the red cells and upload this workbook again. Leave this sheet in it.")

    def rows(self) -> Iterator[list]:
        raws = (line for block in body(self.batch) for line in block)
        staged = read_rows(self.store)
        for (number, cells), row in zip(raws, staged, strict=False):
            if number != row.number:
                raise ValueError(f"row {number} of the file stands as row {row.number} in what was checked")
            waits = row.kind in (WRONG, SIMILAR) or row.number in self.refused
            if waits or (not self.only and (row.kind != SKIPPED or self.sheet.returned_headers)):
                yield self.line(row, cells)

    def line(self, row: SheetRow, cells: list[Raw]) -> list:
        marks = {self.names[column]: "doubt" for column, _code in row.doubts}
        marks |= {self.names[column]: "doubt" for column in row.differs}
        marks |= {self.names[fault.column]: "bad" for fault in row.faults if fault.column != ROW_FAULT}
        single = self.single.get(row.number, {})
        line = [self.cell(place, cells[place] if place < len(cells) else None, single, marks) for place in self.places]
        line += [marked(single.get(name), marks.get(name)) for name in self.added]
        if self.sheet.returned_headers:
            return [*line, *self.sheet.returned(row)]
        problem = self.problem(row, marks)
        told = Marked(problem, "bad") if row.faults or row.number in self.refused else problem
        return [*line, row.number, told]

    def cell(self, place: int, raw: Raw, single: dict[str, str], marks: dict[str, str]) -> Cell | Marked:
        name = self.meanings.get(place, "")
        value = single.get(name, self.everywhere.get(name, {}).get(written(raw)))
        return marked(self.plain(name, raw) if value is None else value, marks.get(name))

    def plain(self, name: str, raw: Raw) -> Cell:
        """A raw cell as the workbook holds it: text as text, a day as a day. What was refused for how it is kept must
        not come back as sound text: a NIK that has lost its last digits stays a number, a formula leaves its cell."""
        if isinstance(raw, tuple):
            tag, value = raw
            if tag == "date":
                return date.fromisoformat(value)
            return None if tag in NO_TEXT else str(value)
        if self.from_1904 and is_day_number(raw) and raw not in YEARS and self.is_day(name):
            return ZERO_1904 + timedelta(days=int(raw))
        return float(raw) if isinstance(raw, int) and abs(raw) >= 10**DIGITS else raw

    def is_day(self, name: str) -> bool:
        return name in self.sheet.columns and isinstance(self.sheet.columns[name].widget, DayCell)

    def problem(self, row: SheetRow, marks: dict[str, str]) -> str:
        texts = [self.said(fault.column, fault_told(fault)) for fault in row.faults]
        texts += filter(None, [self.refused.get(row.number)])
        if not texts and row.kind == SIMILAR:
            texts = [_("Looks like somebody who is registered already. Decide on the page of the import.")]
        texts += [self.said(column, self.sheet.doubt_words(code)) for column, code in row.doubts]
        return " ".join(dict.fromkeys(texts))

    def said(self, column: int, text: str) -> str:
        return text if column == ROW_FAULT else f"{self.sheet.columns[self.names[column]].column_name}: {text}"


def fault_told(fault: Fault) -> str:
    """Also what stood in a cell that comes back blank."""
    began = fault.written[:SHOWN]
    return f"{fault.text} ({began})" if fault.code in NO_TEXT and began not in fault.text else fault.text


def is_day_number(raw: Raw) -> bool:
    """Whether a day counted from 1904 can be of this number."""
    return isinstance(raw, int | float) and 0 <= raw <= LAST_FROM_1904 and raw == int(raw)


def marked(value: Cell, mark: str | None) -> Cell | Marked:
    return Marked(value, mark) if mark else value

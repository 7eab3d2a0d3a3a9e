"""Workbooks of Excel 2007 and later, and of everybody who writes them. What lies outside the file is never opened."""

from collections.abc import Iterator
from io import BytesIO

from archive import Archive
from cells import Cells
from limits import Ask
from merges import Merges
from refused import Refused
from shared_strings import shared_strings
from sheet_rows import PlainRows
from sheet_scan import Facts, scan
from sheet_stream import SheetStream
from sheet_walk import SheetWalk
from tidy import Row, check_count, head_of, notes_on_cells, notes_on_sheets, tidy
from workbook import Workbook, style_kinds

STRINGS = "xl/sharedStrings.xml"


def look(content: BytesIO, ask: Ask) -> dict:
    book = Book(Archive(content))
    sheets, heads, notes, simple = [], {}, [], {}
    for place, sheet in enumerate(book.sheets):
        if sheet.hidden:
            sheets.append((sheet.name, True, None, None))
            continue
        facts = book.scanned(place, ask.rows)
        heads[place] = book.head(place, facts)
        sheets.append((sheet.name, False, facts.filled, max((len(row) for _, row in heads[place]), default=0)))
        notes += notes_on_cells(place, facts.hidden_rows, facts.hidden_columns, facts.merged)
        if facts.plain and not facts.merged:
            simple[place] = facts.shared
    notes += notes_on_sheets([sheet.hidden for sheet in book.sheets])
    notes += [("date1904", {})] * book.from_1904
    told = {"sheets": sheets, "head": heads, "notes": notes, "simple": simple}
    return {"kind": "xlsx", "encoding": "", "delimiter": "", **told}


def rows(content: BytesIO, ask: Ask) -> Iterator[Row]:
    book = Book(Archive(content))
    if not 0 <= ask.sheet < len(book.sheets):
        raise Refused("no_such_sheet")
    facts = book.scanned(ask.sheet, ask.rows) if ask.simple is None else Facts(shared=ask.simple)
    return book.rows(ask.sheet, facts, book.strings() if facts.shared else [])


class Book:
    def __init__(self, archive: Archive):
        self._archive = archive
        workbook = Workbook(archive)
        self.sheets, self.from_1904 = workbook.sheets, workbook.from_1904
        self._styles = style_kinds(archive)

    def scanned(self, place: int, most_rows: int) -> Facts:
        facts = scan(lambda: self._archive.pieces(self.sheets[place].part), most_rows)
        check_count(facts.filled, most_rows)
        if facts.shared and not self._archive.has(STRINGS):
            raise Refused("damaged")
        return facts

    def strings(self, enough: int | None = None) -> list[str | None]:
        return shared_strings(lambda: self._archive.pieces(STRINGS), enough)

    def rows(self, place: int, facts: Facts, shared) -> Iterator[Row]:
        cells = Cells(shared, self._styles, from_1904=self.from_1904)
        pieces = self._archive.pieces(self.sheets[place].part)
        found = PlainRows(cells).of(SheetStream(pieces)) if facts.plain else SheetWalk(cells).rows(pieces)
        return tidy(found, Merges(facts.merged) if facts.merged else None)

    def head(self, place: int, facts: Facts) -> list[Row]:
        """The first rows; of the shared strings only as many are read as they need."""
        wanted = Wanted()
        head = head_of(self.rows(place, facts, wanted))
        texts = self.strings(wanted.enough) if wanted.enough else []
        if len(texts) < wanted.enough:
            raise Refused("damaged")
        return [(number, [_resolved(cell, texts) for cell in row]) for number, row in head]


class Wanted:
    """Stands for the shared strings while only their places are asked."""

    enough = 0

    def __getitem__(self, place: int) -> tuple:
        self.enough = max(self.enough, place + 1)
        return (Wanted, place)


def _resolved(cell, texts: list[str | None]):
    return texts[cell[1]] if isinstance(cell, tuple) and cell[0] is Wanted else cell

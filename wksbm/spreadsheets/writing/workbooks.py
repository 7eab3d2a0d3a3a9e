"""Workbooks, streamed into a zip: what they are about, their tables, and a hidden sheet with the permitted words."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext, pgettext

from wksbm.spreadsheets.writing import package
from wksbm.spreadsheets.writing.cells import Cell, Marked, letters
from wksbm.spreadsheets.writing.styles import styles_xml
from wksbm.spreadsheets.writing.tables import PORTRAIT, Table, write_table

SPEED = 1  # of deflate: twice as quick as the usual 6, and the file grows by a tenth
ABOUT_WIDTHS = (20, 80)
LIST_WIDTH = 20


def write_workbook(
    stream: BinaryIO, tables: Sequence[Table], *, about: Sequence[tuple[str, Cell]] | None = None, active: int = 0
) -> list[int]:
    """Writes a workbook and returns how many rows each table holds.

    With `about` the first sheet tells it, and at its end the number of rows. `active`: the table that stands open.
    Raises ValueError rather than lose anything (see `write_table`); what is in the stream then is of no use.
    """
    book = Book(stream, tables, told=about is not None)
    with book.archive:
        counts = [book.write(table, place == active) for place, table in enumerate(tables)]
        if about is not None:
            book.tell([*about, (gettext("Rows"), _rows(tables, counts))])
        book.close(counts, active)
    return counts


def write_xlsx(
    stream: BinaryIO,
    sheet_name: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell | Marked]],
    *,
    about: Sequence[tuple[str, Cell]],
) -> int:
    """Writes a workbook of one table and returns how many rows it holds. See `write_workbook`."""
    return write_workbook(stream, [Table(sheet_name, headers, rows)], about=about)[0]


class Book:
    """The sheets in their order: about (if told), the tables, the lists (if a table has choices)."""

    def __init__(self, stream: BinaryIO, tables: Sequence[Table], *, told: bool) -> None:
        self.archive = ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=SPEED)
        self.tables, self.told = tables, told
        self.lists = list(dict.fromkeys(tuple(words) for table in tables for words in table.choices.values()))
        names = [pgettext("sheet", "About")] * told + [table.name for table in tables]
        self.names = package.sheet_names([*names, lists_name()])
        self.written = int(told)

    def write(self, table: Table, active: bool) -> int:
        choices = {column: self._range_of(tuple(words)) for column, words in table.choices.items()}
        self.written += 1
        return self._sheet(self.written, table, choices, active=active)

    def tell(self, lines: Sequence[tuple[str, Cell]]) -> None:
        rows = [[Marked(label, "head"), value] for label, value in lines]
        self._sheet(1, Table("", (), rows, widths=ABOUT_WIDTHS, paper=PORTRAIT), {}, active=False)

    def close(self, counts: Sequence[int], active: int) -> None:
        """What is known only when all rows are written."""
        if self.lists:
            widths = [LIST_WIDTH] * len(self.lists)
            self._sheet(self.written + 1, Table("", (), zip_longest(*self.lists), widths=widths), {}, active=False)
        sheets = [package.Sheet(name) for name in self.names[: int(self.told)]]
        sheets += [_filtered(*each) for each in zip(self.names[int(self.told) :], self.tables, counts, strict=False)]
        sheets += [package.Sheet(self.names[-1], hidden=True)] if self.lists else []
        parts = {
            "[Content_Types].xml": package.content_types(len(sheets)),
            "_rels/.rels": package.relations(("officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": package.workbook_relations(len(sheets)),
            "xl/workbook.xml": package.workbook_xml(sheets, active + int(self.told)),
            "xl/styles.xml": styles_xml(),
        }
        for name, content in parts.items():
            self.archive.writestr(name, content)

    def _sheet(self, number: int, table: Table, choices: dict[int, str], *, active: bool) -> int:
        with self.archive.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
            return write_table(part, table, choices, active=active)

    def _range_of(self, words: tuple[str, ...]) -> str:
        column = letters(self.lists.index(words))
        return f"{package.quoted(self.names[-1])}!${column}$1:${column}${len(words)}"


def lists_name() -> str:
    """Of the hidden sheet; an import knows it by that and says nothing of it."""
    return pgettext("sheet", "Permitted words")


def _filtered(name: str, table: Table, count: int) -> package.Sheet:
    if not table.headers:
        return package.Sheet(name)
    row = table.header_row
    last = letters(len(table.headers) - 1)
    return package.Sheet(name, filtered=f"$A${row}:${last}${row + count}", titles=f"${row}:${row}")


def _rows(tables: Sequence[Table], counts: Sequence[int]) -> str:
    if len(tables) == 1:
        return str(counts[0])
    return ", ".join(f"{table.name}: {count}" for table, count in zip(tables, counts, strict=True))

"""Finding the header of a sheet below its letterhead, and what each of its columns means."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.utils import translation

from wksbm.spreadsheets.cells import Raw
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.text import kept_line

SIGNS = re.compile(r"[^a-z0-9]+")
DEEPEST = 30  # rows above the header
LEAST_NUMBERED = 3
IGNORED = {"no", "nomor", "nomor urut", "no urut", "umur", "usia", "age", "ket", "keterangan"}
OURS = {"masalah", "problem", "baris di berkas", "row in the file"}  # of a workbook that went out and came back
MARK = "#"  # what stands in the first cell of the row that names the batch a workbook continues


class Header(NamedTuple):
    """`row` is its number in the file; `meanings` are the names of columns by place; `unknown` are headers by place."""

    row: int
    meanings: dict[int, str]
    unknown: dict[int, str]
    twice: list[str]
    titles: dict[int, str]

    def lacking(self, sheet: SheetImport) -> list[str]:
        """The columns without which no row can be read."""
        return [
            name for name, column in sheet.columns.items() if column.required and name not in self.meanings.values()
        ]


def key_of(title: str) -> str:
    """A header as it is compared: small letters and digits, one blank between words (nama_lgkp → nama lgkp)."""
    return SIGNS.sub(" ", title.casefold()).strip()


def names_of(sheet: SheetImport) -> dict[str, str]:
    """Every accepted header (its key) → the column's name."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {key_of(str(column.column_name)): name for name, column in sheet.columns.items()}
    found |= {key_of(name): name for name in sheet.columns}
    for name, column in sheet.columns.items():
        found |= dict.fromkeys(map(key_of, column.aliases), name)
    return found


def ignored_of(sheet: SheetImport) -> set[str]:
    """The keys of the headers that the sheet knows and leaves alone."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {key_of(str(title)) for title in sheet.ignored}
    return found


def titles_in(cells: Iterable[Raw]) -> dict[int, str]:
    """The texts of a row by place."""
    texts = ((place, kept_line(cell)) for place, cell in enumerate(cells) if isinstance(cell, str))
    return {place: text for place, text in texts if text}


def read_header(row: int, cells: list[Raw], sheet: SheetImport, known: dict[str, str]) -> Header:
    """`known` are meanings the user gave before, by key; "" for a column to be left out, until the sheet knows it."""
    left_out = {key: "" for key, name in known.items() if not name}
    given = {key: name for key, name in known.items() if name in sheet.columns}
    names, ignored = left_out | names_of(sheet) | given, IGNORED | OURS | ignored_of(sheet)
    meanings, unknown, twice, titles = {}, {}, [], titles_in(cells)
    for place, title in titles.items():
        name = names.get(key_of(title))
        if name is None and key_of(title) not in ignored:
            unknown[place] = title
        elif name in meanings.values():
            twice.append(title)
        elif name:
            meanings[place] = name
    return Header(row, meanings, unknown, twice, titles)


def numbers_columns(cells: Iterable[Raw]) -> bool:
    """Whether a row only counts the columns of its form, 1 2 3 …, as offices write it under the header."""
    found = [str(cell).strip(" ().") for cell in cells if cell not in (None, "")]
    return len(found) >= LEAST_NUMBERED and found == [str(place) for place in range(1, len(found) + 1)]


def find_header(head: list[tuple[int, list[Raw]]], sheet: SheetImport, known: dict[str, str]) -> Header | None:
    """The first of the rows with the most known columns; None when no row names two of them (or the only one)."""
    found = [read_header(number, cells, sheet, known) for number, cells in head[:DEEPEST]]
    enough = min(2, len(sheet.columns))
    found = [header for header in found if len(header.meanings) >= enough]
    return max(found, key=lambda header: (len(header.meanings), -header.row), default=None)

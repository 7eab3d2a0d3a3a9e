"""Comma-separated text that opens anywhere and runs nothing."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import BinaryIO

from wksbm.spreadsheets.writing.cells import NOT_IN_XML, Cell, Marked, local

AT_ONCE = 256  # rows that are encoded together
END = "\r\n"
LIKE_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
SIGNS = "=+-@＝＋－＠"
RISKY = frozenset(
    char for char in map(chr, range(0x10000)) if char in SIGNS or char.isspace() or NOT_IN_XML.match(char)
)
FIRST = itemgetter(slice(1))  # character
APART = "\x1f"  # between cells until it is known whether they need quotes


def write_csv(stream: BinaryIO, headers: Sequence[str], rows: Iterable[Sequence[Cell | Marked]]) -> int:
    """Writes UTF-8 with a byte order mark, commas, days as 2026-11-22; returns how many rows there are.

    Text that a spreadsheet could take for a formula begins with a single quote; numbers stay numbers. A mark is lost.
    """
    stream.write(b"\xef\xbb\xbf")
    _write(stream, [headers])
    count, rows = 0, iter(rows)
    while some := list(islice(rows, AT_ONCE)):
        _write(stream, some)
        count += len(some)
    return count


def _write(stream: BinaryIO, rows: Sequence[Sequence[Cell | Marked]]) -> None:
    text = _lines(list(_inert_rows(rows)))
    if not text.replace(END, "").isprintable():
        text = NOT_IN_XML.sub("", text)
    stream.write(text.encode())


class Quoted(list):
    """Where the csv module writes a line to that needs its quotes."""

    write = list.append


def _lines(rows: Sequence[Sequence[str]]) -> str:
    """Rows none of which needs quotes are joined at once; of others each by itself."""
    text = "\n".join(map(APART.join, rows))
    cells = sum(map(len, rows))
    plain = '"' not in text and "," not in text and "\r" not in text and text.count("\n") == len(rows) - 1
    if plain and text.count(APART) == cells - len(rows) and min(map(len, rows)) > 1:
        return text.replace(APART, ",").replace("\n", END) + END
    return "".join(map(_line, rows))


def _line(cells: Sequence[str]) -> str:
    text = APART.join(cells)
    quotes = '"' in text or "," in text or "\r" in text or "\n" in text
    if not quotes and text.count(APART) == len(cells) - 1 > 0:
        return text.replace(APART, ",") + END
    line = Quoted()
    csv.writer(line, lineterminator=END).writerow(cells)
    return line[0]


def _inert_rows(rows: Sequence[Sequence[Cell | Marked]]) -> Iterable[Sequence[str]]:
    """Column by column, since what a column holds is mostly of one kind."""
    if len(set(map(len, rows))) > 1:
        return [[_inert(value) for value in row] for row in rows]
    return zip(*map(_inert_column, zip(*rows, strict=True)), strict=True)


def _inert_column(column: Sequence[Cell | Marked]) -> Sequence[str]:
    if {*map(type, column)} == {str}:
        if RISKY.isdisjoint(map(FIRST, column)):
            return column
        inert = {value: _inert(value) for value in set(column)}
        return [inert[value] for value in column]
    return [
        value
        if (kind := value.__class__) is str and value[:1] not in RISKY
        else str(value)
        if kind is int or kind is date
        else ""
        if value is None
        else _inert(value)
        for value in column
    ]


def _inert(value: Cell | Marked) -> str:
    if value is None:
        return ""
    if isinstance(value, Marked):
        return _inert(value.value)
    if isinstance(value, datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, int | float | Decimal | date):
        return str(value)
    text = value if value.__class__ is str and value.isprintable() else NOT_IN_XML.sub("", str(value))
    return f"'{text}" if LIKE_A_FORMULA.match(text) else text

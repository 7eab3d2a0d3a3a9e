"""The records of an old workbook, for what calamine does not tell: formulas, errors, hidden rows, merged ranges."""

import struct
from collections.abc import Iterator

from cells import letters_of
from refused import Refused

FORMULA, ERROR_OR_TRUTH, ROW, COLUMNS, MERGED = 0x0006, 0x0205, 0x0208, 0x007D, 0x00E5
SHEET, START, END, LOCKED, DAYS = 0x0085, 0x0809, 0x000A, 0x002F, 0x0022
VALUES = (FORMULA, ERROR_OR_TRUTH, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00BD)  # number, packed, text, label, many packed
WORKSHEET = 0
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class OldSheet:
    """`marked`: formulas and errors by (row, column) from 0. `last_column`: from 0, -1 without values."""

    def __init__(self, start: int, kind: int):
        self.start, self.kind = start, kind
        self.marked: dict[tuple[int, int], tuple] = {}
        self.merged: list[str] = []
        self.hidden_rows = self.hidden_columns = 0
        self.last_column = -1


class OldBook:
    """`sheets` are the worksheets in order."""

    def __init__(self, stream: bytes):
        self.sheets: list[OldSheet] = []
        self.from_1904 = False
        for kind, record in _records(stream, 0):
            if kind == LOCKED:
                raise Refused("old_unreadable")
            if kind == SHEET:
                start, _, sheet_kind = struct.unpack_from("<IBB", record)
                self.sheets.append(OldSheet(start, sheet_kind))
            elif kind == DAYS:
                self.from_1904 = record[:1] == b"\1"
        self.sheets = [sheet for sheet in self.sheets if sheet.kind == WORKSHEET]
        for sheet in self.sheets:
            for kind, record in _records(stream, sheet.start):
                _note(sheet, kind, record)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Those of one part of the stream, without the charts inside it."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        depth += (kind == START) - (kind == END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size
    raise Refused("old_unreadable")


def _note(sheet: OldSheet, kind: int, record: bytes) -> None:
    if kind in VALUES:
        row, column = struct.unpack_from("<HH", record)
        last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == 0x00BD else column
        sheet.last_column = max(sheet.last_column, last)
        if kind == FORMULA:
            sheet.marked[row, column] = ("formula", "=")
        elif kind == ERROR_OR_TRUTH and record[7]:
            sheet.marked[row, column] = ("error", ERRORS.get(record[6], "#VALUE!"))
    elif kind == ROW:
        sheet.hidden_rows += record[12] >> 5 & 1
    elif kind == COLUMNS:
        first, last = struct.unpack_from("<HH", record)
        sheet.hidden_columns += (last - first + 1) * (record[8] & 1)
    elif kind == MERGED:
        for place in range(struct.unpack_from("<H", record)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", record, 2 + 8 * place)
            sheet.merged.append(f"{letters_of(left)}{top + 1}:{letters_of(right)}{bottom + 1}")

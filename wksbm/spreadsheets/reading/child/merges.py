"""Cells under a merged range: only the first one of a range has a value; the others say which range covers them."""

import re
from collections.abc import Iterable

from cells import column_of
from limits import MOST_COLUMNS, MOST_MERGED_ROWS
from refused import Refused

RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", re.ASCII)
TALL = 1_000  # rows; taller ranges are looked through one by one
MOST_TALL = 200


class Range:
    def __init__(self, ref: str):
        found = RANGE.fullmatch(ref)
        if not found:
            raise Refused("damaged")
        self.ref = ref
        self.left, self.right = column_of(found[1]), min(column_of(found[3]), MOST_COLUMNS - 1)
        self.top, self.bottom = int(found[2]), int(found[4])
        self.holds_something = False


class Merges:
    """Marks rows in place; they must come from top to bottom."""

    def __init__(self, refs: Iterable[str] = ()):
        self._tall: list[Range] = []
        self._by_row: dict[int, list[Range]] = {}
        self._size = 0
        for ref in refs:
            self.add(ref)

    def add(self, ref: str) -> None:
        found = Range(ref)
        self._size += min(found.bottom - found.top + 1, TALL)
        if found.bottom - found.top >= TALL:
            self._tall.append(found)
        else:
            for number in range(found.top, found.bottom + 1):
                self._by_row.setdefault(number, []).append(found)
        if self._size > MOST_MERGED_ROWS or len(self._tall) > MOST_TALL:
            raise Refused("damaged")

    def mark(self, number: int, row: list) -> None:
        for found in self._by_row.get(number, ()):
            _mark(found, number, row)
        for found in self._tall:
            if found.top <= number <= found.bottom:
                _mark(found, number, row)


def _mark(found: Range, number: int, row: list) -> None:
    left = found.left
    if number == found.top:
        found.holds_something = left < len(row) and row[left] is not None
        left += 1
    if found.holds_something:
        row += [None] * (found.right + 1 - len(row))
        row[left : found.right + 1] = [("merged", found.ref)] * (found.right + 1 - left)

"""What the user mended on the page: one value for all equal cells, or one cell; kept sealed beside the file."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from wksbm.spreadsheets.store import Store

FIXES = "fixes"


class Fix(NamedTuple):
    """`written` in `column` becomes `value` ("" for blank) in all rows; or all that stands there in row `number`."""

    column: str
    written: str
    value: str
    number: int = 0


class Fixes:
    """All fixes of a file, and what was decided of its rows (rows.SKIP, rows.OTHER, or the number of a record)."""

    def __init__(self, cells: list[Fix] = (), rows: dict[int, str] | None = None) -> None:
        self.cells, self.rows = list(cells), dict(rows or {})

    @classmethod
    def of(cls, store: Store) -> "Fixes":
        if not store.has(FIXES):
            return cls()
        kept = json.loads(b"".join(store.blocks(FIXES)))
        return cls([Fix(*fix) for fix in kept["cells"]], {int(number): said for number, said in kept["rows"].items()})

    def save(self, store: Store) -> None:
        store.keep(FIXES, [json.dumps({"cells": self.cells, "rows": self.rows}).encode()])

    def add(self, fix: Fix) -> None:
        """A later word about the same cells takes the place of the earlier one."""
        others = [old for old in self.cells if old.number or (old.column, old.written) != (fix.column, fix.written)]
        self.cells = [*others, fix]

    def add_to_rows(self, fix: Fix, numbers: Iterable[int]) -> None:
        """The same in these rows alone."""
        wanted = set(numbers)
        others = [old for old in self.cells if old.column != fix.column or old.number not in wanted]
        self.cells = [*others, *(fix._replace(number=number) for number in sorted(wanted))]

    def everywhere(self, column: str) -> dict[str, str]:
        return {fix.written: fix.value for fix in self.cells if fix.column == column and not fix.number}

    def in_rows(self) -> dict[int, dict[str, str]]:
        """Single cells: row → column → value."""
        found: dict[int, dict[str, str]] = {}
        for fix in self.cells:
            if fix.number:
                found.setdefault(fix.number, {})[fix.column] = fix.value
        return found

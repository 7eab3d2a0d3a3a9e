"""What every kind of workbook does with its rows, and what it tells of its sheets."""

from collections.abc import Iterable, Iterator
from itertools import islice

from limits import HEAD_ROWS
from merges import Merges
from refused import Refused

Row = tuple[int, list]
Notes = list[tuple[str, dict]]
MERGES_SHOWN = 20


def tidy(rows: Iterable[Row], merges: Merges | None = None) -> Iterator[Row]:
    """Without blank rows, merged ranges marked, each row made at least as wide as those before it."""
    width = 0
    for number, row in rows:
        if is_blank(row):
            continue
        if merges is not None:
            merges.mark(number, row)
        if len(row) < width:
            row += [None] * (width - len(row))
        else:
            width = len(row)
        yield number, row


def is_blank(row: list) -> bool:
    for cell in row:  # noqa: SIM110 twice as fast as all(), for every row
        if cell is not None and (not isinstance(cell, str) or cell.strip()):
            return False
    return True


def head_of(rows: Iterable[Row]) -> list[Row]:
    return list(islice(rows, HEAD_ROWS))


def check_count(count: int, most: int) -> None:
    """`count` rows hold something, one of them a header."""
    if count > most + 1:
        raise Refused("too_many_rows", most=most, count=count - 1)


def notes_on_sheets(hidden: list[bool]) -> Notes:
    return [("hidden_sheets", {"sheets": [place for place, is_hidden in enumerate(hidden) if is_hidden]})] * any(hidden)


def notes_on_cells(sheet: int, hidden_rows: int, hidden_columns: int, merged: list[str]) -> Notes:
    notes = []
    if hidden_rows:
        notes.append(("hidden_rows", {"sheet": sheet, "count": hidden_rows}))
    if hidden_columns:
        notes.append(("hidden_columns", {"sheet": sheet, "count": hidden_columns}))
    if merged:
        notes.append(("merged", {"sheet": sheet, "ranges": merged[:MERGES_SHOWN], "count": len(merged)}))
    return notes

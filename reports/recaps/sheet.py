"""A recap as CSV: commas, zero is 0, unknown is empty, the total is the last row; its header is for machines.

Guarded kinds stand above the total without a number of their own (`<5`, `≥5`): the total does not hold them.
"""

import csv
from io import StringIO

from reports.recaps.table import Cell, Line, Row, Table, percent

LIVE = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes text that begins so for a formula


def as_csv(table: Table) -> str:
    """Header `no,label,unit`, the columns, `total`; of shares `no,label,count,percent`."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header(table))
    writer.writerows(values(line, table) for line in table.lines)
    writer.writerows(values_in_words(row, table) for inner in table.guarded for row in (*inner.rows, inner.totals))
    last = table.totals
    whole = share(percent(last.total.value, last.total.value))
    writer.writerow(
        ["", "total", figure(last.total), whole] if table.shares
        else ["", "total", "", *map(figure, last.cells), figure(last.total)]
    )  # fmt: skip
    return text.getvalue()


def header(table: Table) -> list[str]:
    if table.shares:
        return ["no", "label", "count", "percent"]
    return ["no", "label", "unit", *(inert(column.heading) for column in table.columns), "total"]


def values(line: Line, table: Table) -> list:
    row = line.row
    if table.shares:
        return [line.number, inert(row.label), figure(row.total), share(line.percent)]
    return [line.number, inert(row.label), inert(row.unit), *map(figure, row.cells), figure(row.total)]


def values_in_words(row: Row, table: Table) -> list[str]:
    cells = row.cells or (Cell(None),) * len(table.columns)
    return ["", inert(row.label), inert(row.unit), *map(figure, cells), figure(row.total)]


def figure(cell: Cell) -> str:
    if cell.words:
        return cell.words
    return "" if cell.value is None else str(cell.value)


def share(value: float | None) -> str:
    """12, or 12.5."""
    return "" if value is None else f"{value:.1f}".removesuffix(".0")


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(LIVE) else text

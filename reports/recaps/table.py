"""A recap as plain values: what stands in each cell and where its rows are. Knows neither database nor request."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from wksbm.templatetags.rukun import number


@dataclass(frozen=True)
class Cell:
    """A number and the address of its rows ("" where they are closed). None is unknown, which is not zero.

    `words` stand in place of a number that must not be told.
    """

    value: int | None
    url: str = ""
    words: str = ""


@dataclass(frozen=True)
class Column:
    heading: str
    title: str = ""  # the long form of a shortened heading


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]
    total: Cell
    unit: str = ""
    short: str = ""  # the heading when the table is turned


class Line(NamedTuple):
    """A row as a page writes it."""

    number: int
    row: Row
    pairs: list[tuple[Column, Cell]]
    percent: float | None


@dataclass(frozen=True)
class Table:
    """Rows and columns with their sums. `shares`: no columns, each row is a part of the whole.
    `head` stands over the labels.

    `subjects` counts the persons, households and communities where they are fewer than the cases; `closed` says which
    kinds or areas are not counted and why; `guarded` are tables in words, outside the totals; `notes` are sentences.
    """

    title: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Row
    source: str = ""
    notes: tuple[str, ...] = ()
    subjects: Row | None = None
    closed: str = ""
    shares: bool = False
    guarded: tuple["Table", ...] = ()

    @property
    def lines(self) -> Iterator[Line]:
        for position, row in enumerate(self.rows, 1):
            yield Line(position, row, self.beside_columns(row), percent(row.total.value, self.totals.total.value))

    @property
    def sums(self) -> list[tuple[Column, Cell]]:
        return self.beside_columns(self.totals)

    @property
    def subject_sums(self) -> list[tuple[Column, Cell]]:
        return self.beside_columns(self.subjects) if self.subjects else []

    @property
    def by_size(self) -> list[Line]:
        """The rows that count anything or are unknown, the largest first: the phone's order."""
        lines = [line for line in self.lines if line.row.total.value != 0]
        return sorted(lines, key=lambda line: -(line.row.total.value or 0))

    @property
    def largest(self) -> int:
        return max((row.total.value or 0 for row in self.rows), default=0)

    @property
    def has_unknown(self) -> bool:
        cells = (cell for row in (*self.rows, self.totals) for cell in (*row.cells, row.total))
        return any(cell.value is None for cell in cells)

    @property
    def has_units(self) -> bool:
        """Rows of different units say which; where all are alike the title does."""
        return len({row.unit for row in self.rows}) > 1

    @property
    def is_empty(self) -> bool:
        """Nothing was counted. An unknown number is not nothing."""
        return self.totals.total.value == 0 and not self.largest

    def beside_columns(self, row: Row) -> list[tuple[Column, Cell]]:
        return list(zip(self.columns, row.cells, strict=True))

    def turned(self) -> "Table":
        """Areas as rows, kinds as columns, without the kinds of which nothing was counted.

        What counts subjects has no place in it and stays a note.
        """
        kept = [row for row in self.rows if row.total.value != 0]
        rows = tuple(
            Row(column.heading, tuple(row.cells[place] for row in kept), self.totals.cells[place])
            for place, column in enumerate(self.columns)
        )
        columns = tuple(Column(row.short or row.label, row.label if row.short else "") for row in kept)
        totals = Row(self.totals.label, tuple(row.total for row in kept), self.totals.total)
        guarded = tuple(table.turned() if table.columns else table for table in self.guarded)
        return replace(self, columns=columns, rows=rows, totals=totals, subjects=None, guarded=guarded)


def percent(part: int | None, whole: int | None) -> float | None:
    """Of a hundred, to one decimal, halves up; None where one of them is unknown or there is no whole."""
    if part is None or not whole:
        return None
    return (2000 * part + whole) // (2 * whole) / 10


def add(values: Iterable[int | None]) -> int | None:
    """The sum; unknown as soon as one part is."""
    known = list(values)
    return None if None in known else sum(known)


def mixture(rows: Iterable[Row], total: int | None) -> list[str]:
    """The sentence that warns where a total adds unlike things: persons, families and dwellings. None: no sentence."""
    parts: Counter = Counter()
    for row in rows:
        parts[row.unit] += row.total.value or 0
    parts = +parts
    if len(parts) < 2:
        return []
    unknown = _("without unit")
    words = ", ".join(f"{unit or unknown} ({number(count)})" for unit, count in parts.items())
    if parts.total() == total:
        return [_("%(total)s mixes unlike things: %(parts)s.") % {"total": number(total), "parts": words}]
    return [_("The rows count unlike things: %(parts)s.") % {"parts": words}]

"""Rows as XML, quickly: rows of the same kinds of cells share a template, and what is plain is not escaped.

Whatever is out of the ordinary goes cell by cell through `cells.cell_xml`; both ways give the same XML.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from wksbm.spreadsheets.writing.cells import LONGEST, Cell, Marked, cell_xml, day_number, escaped, letters, whole_number
from wksbm.spreadsheets.writing.styles import style

LINE = 15  # points
APART = "|"  # between cells while they are looked at together
EDGES = ("", " ", APART)
INNER_EDGES = (f" {APART}", f"{APART} ", f"{APART}{APART}")
ESCAPED = ("<", "&", ">", "_x")
TEXT, COUNTED = f' s="{style("text")}" t="inlineStr"><is><t>', f' s="{style("number")}"><v>'
KINDS = {
    str: (TEXT, "</t></is></c>", None),
    int: (COUNTED, "</v></c>", whole_number),
    date: (f' s="{style("day")}"><v>', "</v></c>", day_number),
    type(None): None,
}


class Shape:
    """The template of rows with these kinds of cells: fixed pieces, and between them row number and values in turn."""

    def __init__(self, kinds: Sequence[type]) -> None:
        self.held = [column for column, kind in enumerate(kinds) if KINDS[kind]]
        self.pieces, self.counted, end = ['<row r="', ""], [], '">'
        for place, column in enumerate(self.held):
            begin, after, count = KINDS[kinds[column]]
            self.pieces += [f'{end}<c r="{letters(column)}', "", f'"{begin}', ""]
            end = after
            if count:
                self.counted.append((place, count))
        self.pieces.append(f"{end}</row>")

    def values(self, row: Sequence[Cell]) -> list[str]:
        """What stands between the pieces; "" for a number that would not count as one."""
        values = [row[column] for column in self.held]
        for place, count in self.counted:
            values[place] = count(values[place])
        return values

    def line(self, number: int, values: list[str]) -> str:
        pieces = self.pieces
        pieces[1] = told = str(number)
        pieces[3::4] = [told] * len(values)
        pieces[5::4] = values
        return "".join(pieces)


class Fitted(NamedTuple):
    """A row with its shape; without one it has to go cell by cell."""

    row: Sequence[Cell | Marked]
    shape: Shape | None
    values: list[str]
    text: str


class Lines:
    """Rows as XML; remembers the shapes that it has met."""

    def __init__(self) -> None:
        self.shapes: dict[tuple, Shape | None] = {}

    def block(self, first: int, rows: Sequence[Sequence[Cell | Marked]]) -> Iterator[str]:
        """The rows, the first of them with this number (from 1); some at a time are the quickest.

        Raises ValueError for what a cell cannot hold.
        """
        fitted = [self._fitted(row) for row in rows]
        together = APART.join([row.text for row in fitted])
        usual = _fits(together) and _is_plain(together)
        for number, (row, shape, values, text) in enumerate(fitted, first):
            if shape and (usual or _fits(text)):
                yield shape.line(number, values if usual or _is_plain(text) else [escaped(value) for value in values])
            else:
                yield slow_line(number, row)

    def _fitted(self, row: Sequence[Cell | Marked]) -> Fitted:
        # a blank text is as good as None: it gets no cell
        kinds = tuple([value.__class__ if value or value.__class__ is not str else None.__class__ for value in row])
        try:
            shape = self.shapes[kinds]
        except KeyError:
            shape = self.shapes[kinds] = Shape(kinds) if KINDS.keys() >= set(kinds) else None
        if not shape:
            return Fitted(row, None, [], "")
        values = shape.values(row)
        return Fitted(row, shape, values, APART.join(values))


def slow_line(number: int, row: Sequence[Cell | Marked], kind: str = "text", lines: int = 1) -> str:
    """`lines`: how many of text the row is high at least."""
    cells = "".join([cell_xml(column, number, value, kind) for column, value in enumerate(row)])
    return f'<row r="{number}"{_height(row, lines)}>{cells}</row>'


def _height(row: Sequence[Cell | Marked], lines: int) -> str:
    """Of a row with wrapped texts: LibreOffice would lay their further lines over the next row."""
    wrapped = (cell.value for cell in row if isinstance(cell, Marked) and cell.mark == "wrapped")
    lines = max([lines, *(str(value).count("\n") + 1 for value in wrapped)])
    return f' ht="{LINE * lines}" customHeight="1"' if lines > 1 else ""


def _fits(text: str) -> bool:
    """Whether these cells are printable, not too long, without blanks at an edge, and each number counts as one."""
    if not text.isprintable() or len(text) > LONGEST // 2 or text[:1] in EDGES or text[-1:] in EDGES:
        return False
    return not any(sign in text for sign in INNER_EDGES)


def _is_plain(text: str) -> bool:
    return not any(sign in text for sign in ESCAPED)

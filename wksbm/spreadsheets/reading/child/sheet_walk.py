"""Rows of a sheet by an XML parser: for whatever is written in an unusual way. Slow and thorough."""

import re
from collections.abc import Iterable, Iterator

from cells import Cells, column_of, formula
from limits import LONGEST_PIECE, MOST_COLUMNS
from markup import escaped, feed, parser_of
from refused import Refused

PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)


class SheetWalk:
    """Collects rows in `done` while XML is fed; Refused if places contradict each other."""

    def __init__(self, cells: Cells, last: int = 0):
        self.done: list[tuple[int, list]] = []
        self.last = last
        self._cells = cells
        self._formulas: dict[str, str] = {}
        self._row: list = []
        self._path: list[str] = []
        self._number = self._next = 0
        self._unnumbered = False
        self._attributes: dict[str, str] = {}
        self._content: str | None = None
        self._formula: str | None = None
        self._formula_key: str | None = None
        self._text: list[str] = []
        self._size = 0

    def rows(self, pieces: Iterable[bytes]) -> Iterator[tuple[int, list]]:
        parser = parser_of(self._start, self._end, self._words)
        for piece in pieces:
            feed(parser, piece)
            yield from self.done
            self.done.clear()
        feed(parser, b"", last=True)

    def one(self, xml: str) -> None:
        """A single row, added to `done`."""
        feed(parser_of(self._start, self._end, self._words), xml.encode(), last=True)

    def _start(self, name: str, attributes: dict) -> None:
        self._path.append(name)
        if name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "c":
            self._attributes, self._content, self._formula = attributes, None, None
        elif name == "f":
            self._formula_key = attributes.get("si")
        if name in ("v", "t", "f"):
            self._text, self._size = [], 0

    def _begin_row(self, number: str | None) -> None:
        self._row, self._next = [], 0
        self._unnumbered = number is None
        if number is not None and not number.isdecimal():
            raise Refused("damaged")
        self._number = self.last + 1 if number is None else int(number)

    def _words(self, text: str) -> None:
        if self._path and self._path[-1] in ("v", "t", "f"):
            self._text.append(text)
            self._size += len(text)
            if self._size > LONGEST_PIECE:
                raise Refused("damaged")

    def _end(self, name: str) -> None:
        self._path.pop()
        if name == "v" or (name == "t" and "rPh" not in self._path):
            self._content = (self._content or "") + "".join(self._text)
        elif name == "f":
            self._note_formula("".join(self._text))
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def _note_formula(self, text: str) -> None:
        if self._formula_key is not None:
            text = self._formulas.setdefault(self._formula_key, text) or text
        self._formula = text

    def _end_cell(self) -> None:
        column = self._column()
        value = self._value()
        self._next = column + 1
        if value is None:
            return
        if column >= MOST_COLUMNS:
            raise Refused("too_many_columns", most=MOST_COLUMNS, count=column + 1)
        if column < len(self._row):
            raise Refused("damaged")
        self._row += [None] * (column - len(self._row))
        self._row.append(value)

    def _column(self) -> int:
        place = self._attributes.get("r")
        if place is None:
            return self._next
        found = PLACE.fullmatch(place)
        if not found:
            raise Refused("damaged")
        if self._unnumbered:
            self._number, self._unnumbered = int(found[2]), False
        if int(found[2]) != self._number:
            raise Refused("damaged")
        return column_of(found[1])

    def _value(self) -> object:
        if self._formula is not None:
            return formula(escaped(self._formula))
        text = escaped(self._content or "")
        if "f" in self._attributes:
            return formula(text)
        if not text:
            return None
        read = self._cells.reader(self._attributes.get("t", "n"), self._attributes.get("s", ""))
        try:
            return self._cells.shared[int(text)] if read is None else read(text)
        except (ValueError, IndexError):
            raise Refused("damaged") from None

    def _end_row(self) -> None:
        if self._number <= self.last:
            raise Refused("damaged")
        self.last = self._number
        if self._row:
            self.done.append((self._number, self._row))

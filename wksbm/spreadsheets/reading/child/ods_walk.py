"""The tables of an OpenDocument spreadsheet, cell by cell."""

from collections.abc import Iterable, Iterator
from datetime import date

from cells import LONGEST_FORMULA, letters_of, number
from limits import LONGEST_PIECE, MOST_COLUMNS
from markup import feed, local, parser_of
from refused import Refused

CELLS = ("table-cell", "covered-table-cell")
ASIDE = ("annotation", "tracked-changes", "shapes", "frame")  # holds text that is not the cell's
NUMBERS = ("float", "currency", "percentage")
MOST_REPEATED = 2**21


class Table:
    """`rows`: (number, how often, cells), to be taken away while the walk goes on. `merged`: ranges so far."""

    def __init__(self, name: str, *, hidden: bool):
        self.name, self.hidden = name, hidden
        self.hidden_rows = self.hidden_columns = 0
        self.merged: list[str] = []
        self.rows: list[tuple[int, int, list]] = []


class TableWalk:
    """Fills `tables` in order. Only the table `only` keeps its rows, or all of them if it is None."""

    def __init__(self, only: int | None = None):
        self.tables: list[Table] = []
        self._only = only
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._aside = 0
        self._open = {"table": self._begin_table, "table-row": self._begin_row, "style": self._note_style}
        self._open |= {"table-column": self._note_columns, "table-properties": self._note_display}
        self._open |= {"p": self._begin_paragraph, "s": self._spaces, "tab": self._tab, "line-break": self._break}
        self._open |= dict.fromkeys(CELLS, self._begin_cell)
        self._close = {"table-row": self._end_row} | dict.fromkeys(CELLS, self._end_cell)
        self._in_cell = self._in_paragraph = self._row_hidden = False
        self._number = self._rows_repeated = 1
        self._column = self._size = 0
        self._row: list = []
        self._cell: dict[str, str] = {}
        self._text: list[str] = []

    def over(self, pieces: Iterable[bytes]) -> Iterator[None]:
        """Yields after each piece, so that the rows found so far can be taken."""
        parser = parser_of(self._start, self._end, self._words)
        for piece in pieces:
            feed(parser, piece)
            yield
        feed(parser, b"", last=True)

    def _start(self, name: str, attributes: dict) -> None:
        if name in ASIDE or self._aside:
            self._aside += 1
        elif name in self._open:
            self._open[name](local(attributes))

    def _end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "p":
            self._in_paragraph = False
        elif name in self._close:
            self._close[name]()

    def _note_style(self, attributes: dict) -> None:
        self._style = attributes.get("name", "")

    def _note_display(self, attributes: dict) -> None:
        if attributes.get("display") == "false":
            self._hidden_styles.add(self._style)

    def _begin_table(self, attributes: dict) -> None:
        hidden = attributes.get("style-name") in self._hidden_styles
        self.tables.append(Table(attributes.get("name", ""), hidden=hidden))
        self._number = 1

    def _note_columns(self, attributes: dict) -> None:
        if attributes.get("visibility", "visible") != "visible":
            self.tables[-1].hidden_columns += _repeated(attributes, "number-columns-repeated")

    def _begin_row(self, attributes: dict) -> None:
        self._row, self._column = [], 0
        self._rows_repeated = _repeated(attributes, "number-rows-repeated")
        self._row_hidden = attributes.get("visibility", "visible") != "visible"

    def _begin_cell(self, attributes: dict) -> None:
        self._cell, self._text, self._size = attributes, [], 0
        self._in_cell = True

    def _begin_paragraph(self, attributes: dict) -> None:
        if self._in_cell:
            self._in_paragraph = True
            if self._text:
                self._text.append("\n")

    def _words(self, text: str) -> None:
        if self._in_paragraph and not self._aside:
            self._text.append(text)
            self._size += len(text)
            if self._size > LONGEST_PIECE:
                raise Refused("damaged")

    def _spaces(self, attributes: dict) -> None:
        self._words(" " * min(_repeated(attributes, "c"), LONGEST_PIECE))

    def _tab(self, attributes: dict) -> None:
        self._words("\t")

    def _break(self, attributes: dict) -> None:
        self._words("\n")

    def _end_cell(self) -> None:
        self._in_cell = False
        repeated = _repeated(self._cell, "number-columns-repeated")
        value = value_of(self._cell, "".join(self._text))
        if value is not None:
            if self._column + repeated > MOST_COLUMNS:
                raise Refused("too_many_columns", most=MOST_COLUMNS, count=self._column + repeated)
            self._row += [None] * (self._column - len(self._row)) + [value] * repeated
            self._note_merge()
        self._column += repeated

    def _note_merge(self) -> None:
        wide = _repeated(self._cell, "number-columns-spanned")
        tall = _repeated(self._cell, "number-rows-spanned")
        if wide > 1 or tall > 1:
            last = f"{letters_of(self._column + wide - 1)}{self._number + tall - 1}"
            self.tables[-1].merged.append(f"{letters_of(self._column)}{self._number}:{last}")

    def _end_row(self) -> None:
        table = self.tables[-1]
        if self._row:
            table.hidden_rows += self._rows_repeated * self._row_hidden
            if self._only in (None, len(self.tables) - 1):
                table.rows.append((self._number, self._rows_repeated, self._row))
        self._number += self._rows_repeated


def value_of(cell: dict, text: str) -> object:
    """The value of a cell by its attributes and its text."""
    kind = cell.get("value-type", "")
    if cell.get("formula"):
        return ("formula", f"={cell['formula'].partition('=')[2]}"[:LONGEST_FORMULA])
    if kind == "error":
        return ("error", text)
    if kind in NUMBERS:
        return number(cell.get("value", ""))
    if kind == "date":
        return _day(cell.get("date-value", ""))
    if kind == "time":
        return ("time", text)
    if kind == "boolean":
        return ("bool", cell.get("boolean-value") == "true")
    return text or None


def _day(text: str) -> tuple:
    try:
        return ("date", date.fromisoformat(text.partition("T")[0]).isoformat())
    except ValueError:
        return ("bad_date", text)


def _repeated(attributes: dict, name: str) -> int:
    text = attributes.get(name, "1")
    if not text.isdecimal() or not 0 < int(text[:9]) <= MOST_REPEATED:
        raise Refused("damaged")
    return int(text[:9])

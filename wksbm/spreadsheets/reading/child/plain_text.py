"""Tables as text: which encoding, which delimiter, and the records with the line where each begins."""

import csv
import re
from collections.abc import Generator, Iterator
from io import BytesIO, StringIO, TextIOWrapper
from itertools import chain, islice

from encodings_of import encoding_of
from limits import HEAD_ROWS, MOST_COLUMNS, PIECE, Ask
from refused import Refused
from tidy import Row, check_count, head_of, is_blank

DELIMITERS = ",;\t|"
DECLARED = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


def look(content: BytesIO, ask: Ask) -> dict:
    table = Table(content)
    head = head_of(table.rows())
    width = max((len(row) for _, row in head), default=0)
    if not head:
        raise Refused("empty")
    count = sum(1 for row in table.rows())
    check_count(count, ask.rows)
    sheet = ("", False, count, width)
    facts = {"encoding": table.encoding, "delimiter": table.delimiter, "head": {0: head}, "notes": []}
    return {"kind": "csv", "sheets": [sheet], **facts}


def rows(content: BytesIO, ask: Ask) -> Iterator[Row]:
    table = Table(content)
    if ask.sheet != 0:
        raise Refused("no_such_sheet")
    if table.lines() > ask.rows:
        check_count(sum(1 for row in table.rows()), ask.rows)
    if next(table.rows(), None) is None:
        raise Refused("empty")
    return table.rows()


class Table:
    def __init__(self, content: BytesIO):
        self._content = content
        self.encoding = encoding_of(content)
        first = self._text().readline()
        declared = DECLARED.fullmatch(first.rstrip("\r\n"))
        self._declared = declared is not None
        self.delimiter = declared[1] if declared else delimiter_of(list(islice(self._text(), HEAD_ROWS)))

    def lines(self) -> int:
        return self._content.getvalue().count(b"\n")

    def rows(self) -> Iterator[Row]:
        """Refused with its line for a record whose quotes do not fit."""
        text = self._text()
        line = 1
        if self._declared:
            text.readline()
            line = 2
        while piece := text.read(PIECE) + text.readline():
            if '"' in piece:
                found = self._quoted(piece, text, line)
            else:
                found = self._unquoted(piece, line)
            line = yield from found

    def _unquoted(self, piece: str, line: int) -> Generator[Row, None, int]:
        """The rows of a piece that has no quotation mark, three times as fast; returns the number of the next line."""
        if "\r" in piece:
            piece = piece.replace("\r\n", "\n").replace("\r", "\n")
        lines = piece.split("\n")
        delimiter = self.delimiter
        for number, words in enumerate(lines, line):
            row = words.split(delimiter)
            if not row[0].strip() and is_blank(row):
                continue
            if len(row) > MOST_COLUMNS:
                _refuse_wide(row)
            yield number, [cell or None for cell in row] if "" in row else row
        return line + len(lines) - (not lines[-1])

    def _quoted(self, piece: str, text: TextIOWrapper, line: int) -> Generator[Row, None, int]:
        """The same by the csv module; a record that is open at the end of the piece takes more lines of the text."""
        lines = list(StringIO(piece, newline=""))
        reader = csv.reader(chain(lines, iter(text.readline, "")), delimiter=self.delimiter, strict=True)
        begins = line
        try:
            while reader.line_num < len(lines):
                row = next(reader)
                number, begins = begins, line + reader.line_num
                if not row or (not row[0].strip() and is_blank(row)):
                    continue
                if len(row) > MOST_COLUMNS:
                    _refuse_wide(row)
                yield number, [cell or None for cell in row] if "" in row else row
        except csv.Error as error:
            raise Refused("long_field" if "limit" in str(error) else "quote", line=begins) from None
        return begins

    def _text(self) -> TextIOWrapper:
        # BytesIO shares the bytes of another until one of them is written to.
        return TextIOWrapper(BytesIO(self._content.getvalue()), encoding=self.encoding, newline="")


def _refuse_wide(row: list[str]) -> None:
    count = max(place for place, cell in enumerate(row, 1) if cell.strip())
    if count > MOST_COLUMNS:
        raise Refused("too_many_columns", most=MOST_COLUMNS, count=count)


def delimiter_of(lines: list[str]) -> str:
    """The one that cuts most of the first lines into equally many cells, and into most."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1]
    except csv.Error:
        return (0, 0)
    return max(((widths.count(width), width) for width in set(widths)), default=(0, 0))

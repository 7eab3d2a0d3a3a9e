"""Rows of a sheet as nearly every program writes them, fast; whatever is not understood is walked."""

import re
from collections.abc import Iterator

from cells import Cells
from refused import Refused
from sheet_layout import ROW_END, Layout
from sheet_stream import SheetStream
from sheet_walk import SheetWalk

FORMULA = re.compile(
    r"<c ([^<>]*)><f([^<>]*?)(?:/>|>([^<]*)</f>)(?:<v>[^<]*</v>|<v ?/>|<v [^<>]*>[^<]*</v>)?</c>",
)
SHARED_FORMULA = re.compile(r'\bsi="(\d+)"')
BLANK_ROWS = re.compile(r"(?:\s*+<row(?: [^<>]*+|/)(?<=/)>)++")
ROW_TAG = re.compile("<row([^<>]*)>")
ROW_NUMBER = re.compile(r'\sr="(\d{1,7})"', re.ASCII)
END = re.compile(r"\s*+\Z")


class PlainRows:
    """(number, cells) of each row that holds something."""

    def __init__(self, cells: Cells):
        self._layout, self._walk = Layout(cells), SheetWalk(cells)
        self._formulas: dict[str, str] = {}
        self._last = 0

    def of(self, stream: SheetStream) -> Iterator[tuple[int, list]]:
        try:
            for block in stream.rows():
                text = block.decode()
                if "\r" in text:
                    text = text.replace("\r\n", "\n").replace("\r", "\n")
                yield from self._rows(FORMULA.sub(self._formula, text) if "<f" in text else text)
        except (IndexError, ValueError):
            raise Refused("damaged") from None

    def _rows(self, text: str) -> Iterator[tuple[int, list]]:
        bare, place = "&" not in text and not ("_" in text and "_x" in text), 0
        while not END.match(text, place):
            if found := list(iter(self._layout.pattern.scanner(text, place).match, None)):
                yield from self._read([row.groups() for row in found], bare=bare)
                place = found[-1].end()
            elif blank := BLANK_ROWS.match(text, place):
                self._skip(ROW_TAG.findall(blank[0]))
                place = blank.end()
            elif not self._layout.learn(text, place):
                end = text.index(ROW_END, place) + len(ROW_END)
                yield from self._walked(text[place:end])
                place = end

    def _read(self, texts: list[tuple], *, bare: bool) -> Iterator[tuple[int, list]]:
        """Rows in which no cell ever held anything are left out here: they have no column."""
        columns = list(zip(*texts, strict=True))
        numbers = list(map(int, columns[0]))
        if numbers[0] <= self._last or numbers != sorted(set(numbers)):
            raise Refused("damaged")
        self._last = numbers[-1]
        return zip(numbers, self._layout.rows(columns[1:], bare=bare), strict=False)

    def _skip(self, tags: list[str]) -> None:
        """Rows without cells count, too."""
        for tag in tags:
            told = ROW_NUMBER.search(tag)
            number = int(told[1]) if told else self._last + 1
            if number <= self._last:
                raise Refused("damaged")
            self._last = number

    def _formula(self, match: re.Match) -> str:
        """A formula as if it were the value of its cell, with an attribute that tells so."""
        attributes, kind, text = match.groups()
        key = SHARED_FORMULA.search(kind)
        if key:
            text = self._formulas.setdefault(key[1], text or "") or text
        return f'<c {attributes} f="y"><v>{text or ""}</v></c>'

    def _walked(self, xml: str) -> list[tuple[int, list]]:
        self._walk.last = self._last
        self._walk.one(xml)
        self._last = self._walk.last
        rows, self._walk.done = self._walk.done, []
        return rows

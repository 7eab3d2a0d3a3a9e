"""Rows of a sheet as nearly every program writes them, fast.

A row is cut at the values of its cells; what is left between them, without the row's own number, is the same for most
rows of a sheet. So it is understood once, strictly, and remembered as a plan. Whatever is not understood is walked.
"""

import re
from collections.abc import Callable, Iterator

from cells import Cells, Read, column_of, formula, words
from limits import MOST_COLUMNS
from refused import Refused
from sheet_stream import SheetStream
from sheet_walk import SheetWalk

VALUE, VALUE_END = "><v>", "</v></c>"
INLINE, INLINE_END = ('><is><t xml:space="preserve">', "><is><t>"), "</t></is></c>"
FORMULA = re.compile(
    r"<c ([^<>]*)><f([^<>]*?)(?:/>|>([^<]*)</f>)(?:<v>[^<]*</v>|<v ?/>|<v [^<>]*>[^<]*</v>)?</c>",
)
SHARED_FORMULA = re.compile(r'\bsi="(\d+)"')
EMPTY = re.compile(r"<c(?: [^<>]*)?/>|<c(?: [^<>/]*)?></c>")
CELL = re.compile(r'<c((?: [a-z]+="[^"<>]*")+)')
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"<>]*)"')
ROW_NUMBERED = '<row r="'
ROW_NUMBER = re.compile(r'\sr="(\d{1,7})"', re.ASCII)
NUMBER_IN_PLACE = re.compile(r'(?<= r=")([A-Z]{1,3})(\d+)(?=")')
MOST_PLANS = 5_000


class Plan:
    """Where the values of such a row belong, and what reads them."""

    def __init__(self, columns: list[int], reads: list[Read | None]):
        self._reads = [(place, read) for place, read in enumerate(reads) if read is not None]
        self._not_words = [(place, read) for place, read in self._reads if read is not words]
        self._has_shared = len(self._reads) < len(reads)
        self._columns = columns
        self._width = columns[-1] + 1 if columns else 0

    def row(self, texts: list[str], shared: Callable[[int], object], *, bare: bool) -> list:
        """`bare`: every word among the texts stands for itself."""
        read = [(place, read(texts[place])) for place, read in (self._not_words if bare else self._reads)]
        if self._has_shared:
            # In two calls for the whole row; whatever is no index stands for itself only for a moment.
            own = [(place, texts[place] or None) for place, _ in self._reads]
            for place, _ in own:
                texts[place] = "0"
            values = list(map(shared, map(int, texts)))
            for place, value in own:
                values[place] = value
        else:
            values = [text or None for text in texts] if "" in texts else texts
        for place, value in read:
            values[place] = value
        return values if len(values) == self._width else self._spread(values)

    def _spread(self, values: list) -> list:
        row = [None] * self._width
        for column, value in zip(self._columns, values, strict=True):
            row[column] = value
        return row


class PlainRows:
    """(number, cells) of each row that holds something."""

    def __init__(self, cells: Cells):
        self._cells = cells
        self._walk = SheetWalk(cells)
        self._plans: dict[str, Plan] = {}
        self._formulas: dict[str, str] = {}
        self._last = 0

    def of(self, stream: SheetStream) -> Iterator[tuple[int, list]]:
        try:
            for block in stream.rows():
                text = block.decode()
                yield from self._rows(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)
        except (IndexError, ValueError):
            raise Refused("damaged") from None

    def _rows(self, text: str) -> Iterator[tuple[int, list]]:
        shared, plans, written = self._cells.shared.__getitem__, self._plans, None
        bare = "&" not in text and not ("_" in text and "_x" in text)
        for place, piece in enumerate(_cut(text).split("</row>")):
            head, _, body = piece.partition(">")
            while head.endswith("/"):
                self._number(head)
                head, _, body = body.partition(">")
            if not head.strip():
                continue
            number = self._number(head)
            parts = body.split(VALUE)
            key = self._key(parts[::2], number)
            plan = plans.get(key) or self._planned(key)
            if plan is not None:
                yield self._last, plan.row(parts[1::2], shared, bare=bare)
            else:
                written = written or text.split("</row>")
                yield from self._with_formulas(number, _body(written[place]))

    def _with_formulas(self, number: str, body: str) -> list[tuple[int, list]]:
        """One row as it is written; without formulas it is walked, as is one that is not understood with them."""
        marked = FORMULA.sub(self._formula, body) if "<f" in body else body
        if marked != body:
            parts = _cut(marked).split(VALUE)
            plan = self._planned(self._key(parts[::2], number))
            if plan is not None:
                return [(self._last, plan.row(parts[1::2], self._cells.shared.__getitem__, bare=False))]
        return self._walked(number, marked)

    def _formula(self, match: re.Match) -> str:
        """A formula as if it were the value of its cell, with an attribute that tells so."""
        attributes, kind, text = match.groups()
        key = SHARED_FORMULA.search(kind)
        if key:
            text = self._formulas.setdefault(key[1], text or "")
        return f'<c {attributes} f="y">{VALUE[1:]}{text or ""}{VALUE_END}'

    def _number(self, head: str) -> str:
        """The row's number as it is written; "" if it is not."""
        if head.startswith(ROW_NUMBERED):
            written = head[len(ROW_NUMBERED) : head.index('"', len(ROW_NUMBERED))]
        else:
            written = _unusual_number(head)
        number = int(written) if written else self._last + 1
        if number <= self._last:
            raise Refused("damaged")
        self._last = number
        return written

    def _key(self, between: list[str], number: str) -> str | None:
        """What stands between the values, without the row's number; None if a cell names another row."""
        key = VALUE.join(between)
        if number and self._last > self._cells.highest_style():
            return key.replace(f'{number}"', '"')
        # A low number may also be that of a style.
        if any(place[1] != number for place in NUMBER_IN_PLACE.findall(key)):
            return None
        return NUMBER_IN_PLACE.sub(r"\1", key)

    def _planned(self, key: str | None) -> Plan | None:
        if key in self._plans:
            return self._plans[key]
        found = None if key is None else self._understood(key)
        if found is not None:
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            self._plans[key] = found
        return found

    def _understood(self, key: str) -> Plan | None:
        *heads, end = (EMPTY.sub("", part).strip() for part in key.split(VALUE))
        found = [CELL.fullmatch(head) for head in heads]
        if end or not all(found):
            return None
        columns, reads = [], []
        for cell in found:
            attributes = dict(ATTRIBUTE.findall(cell[1]))
            columns.append(column_of(attributes.get("r", "-")))
            reads.append(self._reader(attributes))
        if columns != sorted(set(columns)) or (columns and columns[0] < 0):
            return None
        if columns and columns[-1] >= MOST_COLUMNS:
            raise Refused("too_many_columns", most=MOST_COLUMNS, count=columns[-1] + 1)
        return Plan(columns, reads)

    def _reader(self, attributes: dict) -> Read | None:
        if "f" in attributes:
            return formula
        return self._cells.reader(attributes.get("t", "n"), attributes.get("s", ""))

    def _walked(self, number: str, body: str) -> list[tuple[int, list]]:
        self._walk.last = self._last - 1
        self._walk.one(f'<row r="{number}">{body}</row>' if number else f"<row>{body}</row>")
        self._last = self._walk.last
        rows, self._walk.done = self._walk.done, []
        return rows


def _cut(text: str) -> str:
    """With VALUE at both ends of every value, and of inline texts if all of them begin and end as usual."""
    count = text.count("<is>")
    if count:
        cut = text.replace(INLINE_END, VALUE)
        ends, starts = _fewer(text, cut, INLINE_END), 0
        for start in INLINE:
            before, cut = cut, cut.replace(start, VALUE)
            starts += _fewer(before, cut, start)
        if starts == ends == count:
            text = cut
    return text.replace(VALUE_END, VALUE)


def _fewer(before: str, after: str, mark: str) -> int:
    """How often VALUE took the place of the mark."""
    return (len(before) - len(after)) // (len(mark) - len(VALUE))


def _body(piece: str) -> str:
    """What stands in the last row of the piece; rows without cells stand before it."""
    head, _, body = piece.partition(">")
    while head.endswith("/"):
        head, _, body = body.partition(">")
    return body


def _unusual_number(head: str) -> str:
    if not head.lstrip().startswith("<row"):
        raise Refused("damaged")
    found = ROW_NUMBER.search(head)
    return found[1] if found else ""

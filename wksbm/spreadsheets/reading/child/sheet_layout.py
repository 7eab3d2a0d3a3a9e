"""How the rows of a sheet are written, learned from its own rows: one pattern that reads a whole row at once."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, repeat
from typing import NamedTuple

from cells import Cells, Read, column_of, formula, words
from limits import MOST_COLUMNS
from refused import Refused

# What repeats is possessive where nothing is caught in it: a row that does not fit costs little.
ROW, ROW_END = r'\s*+<row r="(\d{1,7})"[^<>]*+(?<!/)>', "</row>"
VALUE = "><v>([^<]*+)</v></c>"
INLINE = "><is><t[^<>]*+>([^<]*+)</t></is></c>"
BLANK = "(?:/>|></c>)"
BLANKS_BEHIND = "(?:<c [^<>]*+(?:(?<=/)>|(?<!/)></c>))*+"
HEAD = re.compile(ROW, re.ASCII)
CELL = re.compile(f'<c((?: [a-z]+="[^"<>]*+")++)(?:{BLANK}|(?P<value>{VALUE})|(?P<inline>{INLINE}))')
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"<>]*)"')
MOST_LEARNED = 500  # times: each costs some milliseconds

NUMBERS = "n"  # the type of a cell that names none

Texts = Sequence[str | None]


class Form(NamedTuple):
    """A way to write the cells of a column: the pattern of what stands in them, and what reads it (Cells.reader)."""

    column: int
    value: str
    read: Read | None = None


class Layout:
    """The forms that were met, each with the patterns of its attributes. Any cell may be missing."""

    def __init__(self, cells: Cells):
        self._cells = cells
        self._forms: dict[Form, list[str]] = {}
        self._learned = 0
        self._compile()

    def _compile(self) -> None:
        """`pattern`: a row, the texts of its values caught, one place for each of the forms `_caught`."""
        forms = sorted(self._forms, key=lambda form: form.column)
        self._caught = [form for form in forms if form.value != BLANK]
        self._width = max((form.column + 1 for form in self._caught), default=0)
        cells = [
            "|".join(f"<c(?:{'|'.join(self._forms[form])}){form.value}" for form in some)
            for _, some in groupby(forms, lambda form: form.column)
        ]
        parts = [ROW, *(f"(?:{cell})?" for cell in cells), BLANKS_BEHIND, ROW_END]
        self.pattern = re.compile("".join(parts), re.ASCII)

    def learn(self, text: str, start: int) -> bool:
        """Whether the row that starts there told something new."""
        found = self._understood(text, start) if self._learned < MOST_LEARNED else []
        new = [(form, spelling) for form, spelling in found if spelling not in self._forms.get(form, ())]
        for form, spelling in new:
            self._forms.setdefault(form, []).append(spelling)
        if new:
            self._learned += 1
            self._compile()
        return bool(new)

    def _understood(self, text: str, start: int) -> list[tuple[Form, str]]:
        """The forms of one row and how they are spelled; none where there is anything else, or in another order."""
        head = HEAD.match(text, start)
        found, end = [], head.end() if head else start
        while cell := head and CELL.match(text, end):
            found.append(self._form(cell, head[1]))
            end = cell.end()
        columns = [form.column for form, _ in found]
        if not text.startswith(ROW_END, end) or columns != sorted({-1, *columns})[1:]:
            return []
        width = max((form.column + 1 for form, _ in found if form.value != BLANK), default=0)
        if width > MOST_COLUMNS:
            raise Refused("too_many_columns", most=MOST_COLUMNS, count=width)
        return [(form, spelling) for form, spelling in found if form.column < MOST_COLUMNS]

    def _form(self, cell: re.Match, number: str) -> tuple[Form, str]:
        attributes = dict(ATTRIBUTE.findall(cell[1]))
        letters, kind = attributes.get("r", "-").removesuffix(number), attributes.get("t", NUMBERS)
        patterns = {"r": rf"{letters}\1"}
        value = {"value": VALUE, "inline": INLINE}.get(cell.lastgroup, BLANK)
        read = None
        if value != BLANK:
            read = formula if "f" in attributes else self._cells.reader(kind, attributes.get("s", ""))
        if value == BLANK or kind != NUMBERS:
            patterns["s"] = r"\d++"  # the style tells what a number means, and nothing of anything else
        spelling = "".join(f' {name}="{patterns.get(name) or re.escape(told)}"' for name, told in attributes.items())
        return Form(column_of(letters), value, read), spelling

    def rows(self, caught: list[Texts], *, bare: bool) -> Iterator[list]:
        """The cells of rows, of which the texts of every form are given. `bare`: every word stands for itself."""
        columns: list[Sequence] = [()] * self._width
        for form, texts in zip(self._caught, caught, strict=True):
            values, other = self._values(form.read, texts, bare=bare), columns[form.column]
            columns[form.column] = list(map(either, other, values)) if other else values
        blank = repeat(None)
        return map(list, zip(*(column or blank for column in columns), strict=False))

    def _values(self, read: Read | None, texts: Texts, *, bare: bool) -> Sequence:
        if read is words and bare:
            return [text or None for text in texts] if "" in texts else texts
        if read is not None:
            return [None if text is None else read(text) for text in texts]
        shared = self._cells.shared.__getitem__
        if None in texts:
            return [None if text is None else shared(int(text)) for text in texts]
        return list(map(shared, map(int, texts)))


def either(one: object, other: object) -> object:
    return other if one is None else one

"""From the text of a cell in a workbook to its value, by its type and style."""

import re
from collections.abc import Callable

import number_formats
from markup import plain, unescaped
from refused import Refused

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?", re.ASCII)
EXACT_DIGITS = 15  # a double holds no more
LARGEST_WHOLE = 1e18
LONGEST_FORMULA = 200
MEMORY = 50_000  # different days remembered

Read = Callable[[str], object]


def number(text: str) -> object:
    """int or float as a worksheet counts: 15 digits are exact, of longer ones the nearest double."""
    if len(text) <= EXACT_DIGITS and text.isdecimal() and text.isascii():
        return int(text)
    if not NUMBER.fullmatch(text):
        if not text.strip():
            return None
        raise Refused("damaged")
    value = float(text)
    if abs(value) < LARGEST_WHOLE:
        return int(value) if value.is_integer() else value
    return value if value - value == 0 else ("error", "#NUM!")


def words(text: str) -> str | None:
    if "&" in text or "_x" in text:
        text = plain(text)
    return text or None


class Cells:
    """Readers of cells for one workbook. `escaped`: the texts still have their XML entities."""

    def __init__(self, shared, styles: list[str], *, from_1904: bool):
        self.shared, self._styles, self._from_1904 = shared, styles, from_1904
        self._days: dict[str, object] = {}
        self._typed: dict[str, Read] = {
            "str": words,
            "inlineStr": words,
            "b": lambda text: ("bool", text.strip() in ("1", "true")),
            "e": lambda text: ("error", plain(text)),
            "d": _iso_day,
        }

    def reader(self, kind: str, style: str) -> Read | None:
        """What reads a cell of this type (`t`) and style (`s`); None: its text is an index into `shared`."""
        if kind == "s":
            return None
        if kind in self._typed:
            return self._typed[kind]
        if kind != "n":
            raise Refused("damaged")
        shows = self._shows(style)
        if shows == number_formats.NUMBER:
            return number
        return self._day if shows == number_formats.DAY else _time

    def _shows(self, style: str) -> str:
        if not style:
            return number_formats.NUMBER if not self._styles else self._styles[0]
        if not style.isdecimal() or (self._styles and int(style) >= len(self._styles)):
            raise Refused("damaged")
        return self._styles[int(style)] if self._styles else number_formats.NUMBER

    def _day(self, text: str) -> object:
        known = self._days.get(text)
        if known is None:
            value = number(text)
            if not isinstance(value, int | float):
                return value
            known = number_formats.day(value, text, from_1904=self._from_1904)
            if len(self._days) < MEMORY:
                self._days[text] = known
        return known


def formula(text: str) -> tuple:
    return ("formula", f"={plain(text)}"[:LONGEST_FORMULA])


def _time(text: str) -> object:
    value = number(text)
    return number_formats.time(value, text) if isinstance(value, int | float) else value


def _iso_day(text: str) -> tuple:
    found = DAY.fullmatch(unescaped(text))
    return ("date", found[1]) if found else ("bad_date", text)


def column_of(letters: str) -> int:
    """0 for A; -1 for what is no column."""
    place = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return -1
        place = place * 26 + ord(letter) - 64
    return place - 1


def letters_of(column: int) -> str:
    letters = ""
    while column >= 0:
        letters = chr(65 + column % 26) + letters
        column = column // 26 - 1
    return letters

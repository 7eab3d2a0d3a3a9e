"""A first pass over a sheet: how many rows hold something, what is hidden, what is merged, and in which dialect."""

import re
from collections.abc import Callable, Iterable

from markup import walk
from refused import Refused
from sheet_stream import SheetStream

HIDDEN = rb'hidden="(?:1|true)"'
HIDDEN_ROW = re.compile(rb"<row [^<>]*" + HIDDEN)
HIDDEN_COLUMNS = re.compile(rb"<col [^<>]*" + HIDDEN + rb"[^<>]*>")
BOUND = re.compile(rb'm(?:in|ax)="(\d{1,6})"')
MERGED = re.compile(rb'<mergeCell [^<>]*ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
TRUE = ("1", "true")


class Facts:
    """`filled`: rows that hold something. `shared`: cells point into the shared strings. `merged`: ranges.

    `plain`: written as everybody writes it; otherwise the rows must be walked.
    """

    def __init__(self, *, plain: bool = True, shared: bool = False):
        self.plain, self.shared = plain, shared
        self.filled = self.hidden_rows = self.hidden_columns = 0
        self.merged: list[str] = []


def scan(pieces: Callable[[], Iterable[bytes]], most: int) -> Facts:
    """`pieces` opens the sheet's content anew at each call. Beyond `most` rows the blank ones are counted too."""
    stream = SheetStream(pieces())
    facts = Facts()
    if not stream.plain or not _scan_rows(stream, facts, most):
        return _walked(pieces())
    facts.hidden_columns = sum(map(_width, HIDDEN_COLUMNS.findall(stream.head)))
    facts.merged = [ref.decode() for ref in MERGED.findall(stream.tail)]
    return facts if len(facts.merged) == stream.tail.count(b"mergeCell ") else _walked(pieces())


def _scan_rows(stream: SheetStream, facts: Facts, most: int) -> bool:
    for block in stream.rows():
        if b"<!" in block:
            return False
        facts.filled += _filled(block, exactly=facts.filled <= most)
        if b"hidden=" in block:
            facts.hidden_rows += len(HIDDEN_ROW.findall(block))
        facts.shared = facts.shared or b't="s"' in block
    return b"<!" not in stream.tail


def _filled(block: bytes, *, exactly: bool) -> int:
    count = block.count(b"</row>")
    if not exactly or block.count(b"</c></row>") == count:
        return count
    return sum(b"</v>" in row or b"</is>" in row or b"<f" in row for row in block.split(b"<row"))


def _width(column: bytes) -> int:
    bounds = [int(bound) for bound in BOUND.findall(column)]
    return max(bounds) - min(bounds) + 1 if bounds else 0


def _walked(pieces: Iterable[bytes]) -> Facts:
    facts = Facts(plain=False)
    filled = []

    def start(name: str, attributes: dict) -> None:
        hidden = attributes.get("hidden") in TRUE
        if name == "row":
            filled.clear()
            facts.hidden_rows += hidden
        elif name in ("v", "is", "f"):
            filled.append(name)
        elif name == "c":
            facts.shared = facts.shared or attributes.get("t") == "s"
        elif name == "col" and hidden:
            facts.hidden_columns += _whole(attributes.get("max")) - _whole(attributes.get("min")) + 1
        elif name == "mergeCell":
            facts.merged.append(attributes.get("ref", ""))

    def end(name: str) -> None:
        facts.filled += name == "row" and bool(filled)

    walk(pieces, start, end)
    return facts


def _whole(text: str | None) -> int:
    if text is None or not text.isdecimal():
        raise Refused("damaged")
    return int(text)

"""What a workbook says of itself: its sheets in order, its number formats, its system of dates."""

import posixpath
from typing import NamedTuple

import number_formats
from archive import Archive
from markup import local, walk
from refused import Refused

PARTS = ("[Content_Types].xml", "xl/workbook.xml")
HIDDEN = ("hidden", "veryHidden")
TRUE = ("1", "true", "on")


class SheetPart(NamedTuple):
    name: str
    hidden: bool
    part: str  # in the archive


class Workbook:
    """Raises Refused if parts are missing or no sheet holds cells (chart sheets do not count)."""

    def __init__(self, archive: Archive):
        if not archive.has("xl/workbook.xml") and not archive.has("[Content_Types].xml"):
            raise Refused("packed")
        if not all(archive.has(part) for part in PARTS):
            raise Refused("damaged")
        self.from_1904 = False
        self._named: list[tuple[str, str, str]] = []
        walk([archive.small("xl/workbook.xml")], self._start)
        self.sheets = list(self._with_cells(archive))
        if not self.sheets:
            raise Refused("no_sheets")

    def _start(self, name: str, attributes: dict) -> None:
        if name == "sheet":
            facts = local(attributes)
            self._named.append((facts.get("name", ""), facts.get("state", ""), facts.get("id", "")))
        elif name == "workbookPr":
            self.from_1904 = local(attributes).get("date1904") in TRUE

    def _with_cells(self, archive: Archive):
        relations = _relations(archive)
        for name, state, key in self._named:
            kind, part = relations.get(key, ("", ""))
            if kind == "worksheet":
                if not archive.has(part):
                    raise Refused("damaged")
                yield SheetPart(name, state in HIDDEN, part)


def _relations(archive: Archive) -> dict[str, tuple[str, str]]:
    """(kind, part) by id; what lies outside the file is left out and never opened."""
    found = {}

    def start(name: str, attributes: dict) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)

    if archive.has("xl/_rels/workbook.xml.rels"):
        walk([archive.small("xl/_rels/workbook.xml.rels")], start)
    return found


def style_kinds(archive: Archive) -> list[str]:
    """What each cell style shows: number_formats.NUMBER, DAY or TIME."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    within = []

    def start(name: str, attributes: dict) -> None:
        within.append(name)
        if name == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf" and within[-2:-1] == ["cellXfs"]:
            numbers.append(_whole(attributes.get("numFmtId", "0")))

    if archive.has("xl/styles.xml"):
        walk([archive.small("xl/styles.xml")], start, lambda name: within.pop())
    return [number_formats.kind_of(number, codes.get(number)) for number in numbers]


def _whole(text: str | None) -> int:
    if text is None or not text.isdecimal():
        raise Refused("damaged")
    return int(text)

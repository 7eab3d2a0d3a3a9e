"""Cells → atoms: every different cell of a column is read once, column by column; then come the rules of each row."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wksbm.spreadsheets.cells import Atom, Raw
from wksbm.spreadsheets.engine.fixes import Fixes
from wksbm.spreadsheets.engine.rows import ROW_FAULT, SKIP, SheetRow
from wksbm.spreadsheets.sheet import SheetImport

RawBlock = list[tuple[int, list[Raw]]]
REMEMBERED = 8_000  # different cells of one column
SHOWN = 60  # characters of a cell on the page
TOTALS = {"total", "jumlah", "sub total", "subtotal", "grand total"}
LONGEST_TOTAL = 14


class Odd:
    """A cell that was refused (`error`), or read with a doubt."""

    __slots__ = ("atom", "doubt", "error")

    def __init__(self, atom: Atom, doubt: str, error: ValidationError | None = None) -> None:
        self.atom, self.doubt, self.error = atom, doubt, error


class ColumnReader:
    """Reads the cells of one column; those that repeat, each different one once."""

    def __init__(self, place: int, column, fixed: dict[str, str]) -> None:
        self.place, self.widget, self.fixed = place, column.widget, fixed
        self.plain = column.widget.plain
        self.memory: dict = {}
        self.odd = False  # whether any cell so far was odd

    def read(self, raws: Iterable[Raw]) -> list:
        """Of each cell its atom, or an Odd."""
        if not self.widget.repeats and not self.fixed:
            plain = self.plain or never
            return [
                None if raw is None else raw if raw.__class__ is str and plain(raw) else self.of(raw) for raw in raws
            ]
        memory = self.memory
        if len(memory) > REMEMBERED:
            memory.clear()
        for raw in set(raws).difference(memory):
            memory[raw] = self.of(raw)
        return [memory[raw] for raw in raws]

    def of(self, raw: Raw) -> Atom | Odd:
        if self.fixed:
            raw = self.fixed.get(written(raw), raw)
        try:
            atom, doubt = self.widget.read(raw)
        except ValidationError as error:
            self.odd = True
            return Odd(None, "", error)
        if doubt:
            self.odd = True
            return Odd(atom, doubt)
        return atom


def never(text: str) -> bool:
    return False


def written(raw: Raw) -> str:
    """A cell as it is shown and named in a fix."""
    if raw is None:
        return ""
    return str(raw[1] if isinstance(raw, tuple) else raw)[:SHOWN]


def clean_rows(
    blocks: Iterable[RawBlock], sheet: SheetImport, meanings: dict[int, str], fixes: Fixes, *, width: int = 0
) -> Iterator[list[SheetRow]]:
    """The rows of the file, block by block, with their atoms, and with the faults that a row shows by itself.

    `meanings`: the place in the file → the column. `width`: how many columns a line must have (csv), 0 for any.
    """
    readers = readers_of(sheet, meanings, fixes)
    single, decided = fixes.in_rows(), fixes.rows
    needed = [place for name, place in sheet.place.items() if sheet.columns[name].required]
    for block in blocks:
        rows = clean_block(block, readers, len(sheet.columns))
        for row, (_number, cells) in zip(rows, block, strict=True):
            if row.number in single:
                put_single(row, sheet, single[row.number])
            if row.number in decided:
                row.decided = decided[row.number]
            if row.decided == SKIP:
                row.faults = ()
            elif width and len(cells) != width:
                told_width(row, len(cells), width)
            elif is_total(cells):
                row.faults = ()
                row.fault(ROW_FAULT, "total", _("This looks like a line of totals, not like a record. Leave it out."))
            else:
                for place in needed:
                    if row.atoms[place] is None:
                        need(row, place)
                sheet.check(row)
        yield rows


def readers_of(sheet: SheetImport, meanings: dict[int, str], fixes: Fixes) -> list[tuple[int, ColumnReader]]:
    return [
        (at, ColumnReader(sheet.place[name], sheet.columns[name], fixes.everywhere(name)))
        for at, name in places_of(meanings, fixes).items()
    ]


def places_of(meanings: dict[int, str], fixes: Fixes) -> dict[int, str]:
    """The columns of the file, and beyond them those that the file lacks and a fix fills in."""
    lacking = {fix.column for fix in fixes.cells if not fix.number and not fix.written} - set(meanings.values())
    return meanings | dict(enumerate(sorted(lacking), NOWHERE))


NOWHERE = 10_000  # the place of a column that the file has not


def clean_block(block: RawBlock, readers: list[tuple[int, ColumnReader]], width: int) -> list[SheetRow]:
    columns = list(zip_longest(*(cells for _number, cells in block)))
    blank = (None,) * len(block)
    atoms: list = [blank] * width
    raws = {reader.place: columns[at] if at < len(columns) else blank for at, reader in readers}
    for _at, reader in readers:
        atoms[reader.place] = reader.read(raws[reader.place])
    rows = [SheetRow(number, list(own)) for (number, _cells), own in zip(block, zip(*atoms, strict=True), strict=True)]
    for _at, reader in readers:
        if reader.odd:
            put_odd(rows, reader.place, raws[reader.place])
    return rows


def put_odd(rows: list[SheetRow], place: int, raws) -> None:
    """Doubts and faults of one column."""
    for row, raw in zip(rows, raws, strict=True):
        found = row.atoms[place]
        if found.__class__ is Odd:
            row.atoms[place] = found.atom
            if found.error:
                refused(row, place, found.error, raw)
            else:
                row.doubt(place, found.doubt)


def refused(row: SheetRow, place: int, error: ValidationError, raw: Raw) -> None:
    first = error.error_list[0]
    row.fault(place, first.code or "invalid", " ".join(error.messages), written(raw))


def put_single(row: SheetRow, sheet: SheetImport, values: dict[str, str]) -> None:
    """Cells that were mended in this row alone."""
    for name, value in values.items():
        place = sheet.place[name]
        row.faults = [fault for fault in row.faults if fault.column != place]
        row.doubts = [doubt for doubt in row.doubts if doubt[0] != place]
        row.atoms[place] = ColumnReader(place, sheet.columns[name], {}).of(value or None)
        put_odd([row], place, [value])


def need(row: SheetRow, place: int) -> None:
    if place not in {fault.column for fault in row.faults}:
        row.fault(place, "required", _("This column must be filled in."))


def told_width(row: SheetRow, found: int, width: int) -> None:
    row.faults = ()
    text = _("The line has %(found)s columns, the header has %(width)s. Put text with commas in quotes.")
    row.fault(ROW_FAULT, "width", text % {"found": found, "width": width})


def is_total(cells: list[Raw]) -> bool:
    """Whether the first text of the row says Total or Jumlah."""
    for cell in cells:
        if cell.__class__ is str and cell:
            return len(cell) <= LONGEST_TOTAL and cell.strip(" :.").casefold() in TOTALS
    return False

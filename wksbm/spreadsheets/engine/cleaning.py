"""Cells → atoms: every different cell of a column is read once, column by column; then come the rules of each row."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from types import NoneType
from zlib import crc32

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wksbm.spreadsheets.cells import Atom, Raw
from wksbm.spreadsheets.engine.columns import Columns
from wksbm.spreadsheets.engine.fixes import Fixes
from wksbm.spreadsheets.engine.rows import ROW_FAULT, SKIP, SheetRow
from wksbm.spreadsheets.sheet import SheetImport

RawBlock = list[tuple[int, list[Raw]]]
REMEMBERED = 8_000  # different cells of one column
SHOWN = 60  # characters of a cell on the page
TOTALS = {"total", "jumlah", "sub total", "subtotal", "grand total"}
LONGEST_TOTAL = 14
LIKE_TOTAL = ("total", "jumlah")  # one of them stands in each


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

    def read(self, raws: Sequence[Raw]) -> list:
        """Of each cell its atom, or an Odd."""
        atoms = None if self.fixed else self.plain_atoms(raws)
        if atoms is not None:
            return atoms
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

    def plain_atoms(self, raws: Sequence[Raw]) -> list[Atom] | None:
        """The atoms, where all cells are plain or blank."""
        kinds = set(map(type, raws))
        filled = kinds - {NoneType}
        if len(filled) != 1:
            return None
        atoms = self.widget.plain_atoms([raw for raw in raws if raw is not None], *filled)
        if atoms is None or len(kinds) == 1:
            return atoms
        following = iter(atoms)
        return [None if raw is None else next(following) for raw in raws]

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
    """A cell as it is shown and named in a fix: of a long one how it begins, and what tells it from others that do."""
    if raw is None:
        return ""
    text = str(raw[1] if isinstance(raw, tuple) else raw)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…{crc32(text.encode(errors='surrogatepass')):08x}"


def clean_rows(
    blocks: Iterable[RawBlock], sheet: SheetImport, meanings: dict[int, str], fixes: Fixes, *, width: int = 0
) -> Iterator[Columns | list[SheetRow]]:
    """The rows of the file, block by block, with their atoms, and with the faults that a row shows by itself.

    `meanings`: the place in the file → the column. `width`: how many columns a line must have (csv), 0 for any.
    """
    readers, rules = readers_of(sheet, meanings, fixes), Rules(sheet, fixes, width)
    for block in blocks:
        yield rules.judged(block, *clean_block(block, readers, len(sheet.columns)))


class Rules:
    """What is asked of each row when its cells are read."""

    def __init__(self, sheet: SheetImport, fixes: Fixes, width: int) -> None:
        self.sheet, self.width = sheet, width
        self.single, self.decided = fixes.in_rows(), fixes.rows
        self.needed = [place for name, place in sheet.place.items() if sheet.columns[name].required]

    def judged(self, block: RawBlock, columns: Columns, odd: dict[int, list]) -> Columns | list[SheetRow]:
        usual = self.sheet.usual(columns.atoms)
        if usual is None:
            rows = map(SheetRow, columns.numbers, map(list, zip(*columns.atoms, strict=True)))
            return [
                self.asked(row, cells, odd.get(at))
                for at, (row, (_, cells)) in enumerate(zip(rows, block, strict=True))
            ]
        columns.doubts = usual
        for at in self.unusual(block, columns, odd):
            columns.others[at] = self.asked(columns.row(at), block[at][1], odd.get(at))
        return columns

    def unusual(self, block: RawBlock, columns: Columns, odd: dict[int, list]) -> list[int]:
        """The places of the rows that have to be looked at one by one."""
        places = {*odd, *totals(block)}
        if None in columns.doubts:
            places |= {at for at, doubts in enumerate(columns.doubts) if doubts is None}
        if self.single or self.decided:
            single, decided = self.single, self.decided
            places |= {at for at, number in enumerate(columns.numbers) if number in single or number in decided}
        if self.width and {len(cells) for _number, cells in block} != {self.width}:
            places |= {at for at, (_number, cells) in enumerate(block) if len(cells) != self.width}
        for needed in self.needed:
            if None in columns.atoms[needed]:
                places |= {at for at, atom in enumerate(columns.atoms[needed]) if atom is None}
        return sorted(places)

    def asked(self, row: SheetRow, cells: list[Raw], odd: list | None) -> SheetRow:
        """The same row with what is to be said of it; `odd` are its odd cells."""
        for found in odd or ():
            put_odd(row, *found)
        if row.number in self.single:
            put_single(row, self.sheet, self.single[row.number])
        if row.number in self.decided:
            row.decided = self.decided[row.number]
        if row.decided == SKIP:
            self.sheet.leave_out(row)
        elif self.width and len(cells) != self.width:
            told_width(row, len(cells), self.width)
        elif is_total(cells):
            row.faults = ()
            row.fault(ROW_FAULT, "total", _("This looks like a line of totals, not like a record. Leave it out."))
        else:
            for place in self.needed:
                if row.atoms[place] is None:
                    need(row, place)
            self.sheet.check(row)
        return row


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


def clean_block(
    block: RawBlock, readers: list[tuple[int, ColumnReader]], width: int
) -> tuple[Columns, dict[int, list[tuple[int, Odd, Raw]]]]:
    """The atoms, and by place in the block what is odd in a row: column, what was found, what stands in the cell."""
    numbers, cells = zip(*block, strict=True)
    columns = list(zip_longest(*cells))
    blank = (None,) * len(block)
    atoms: list = [blank] * width
    odd: dict[int, list] = {}
    for at, reader in readers:
        raws = columns[at] if at < len(columns) else blank
        found = atoms[reader.place] = reader.read(raws)
        if reader.odd:
            for place, atom in enumerate(found):
                if atom.__class__ is Odd:
                    found[place] = atom.atom
                    odd.setdefault(place, []).append((reader.place, atom, raws[place]))
    return Columns(numbers, atoms), odd


def put_odd(row: SheetRow, place: int, found: Odd, raw: Raw) -> None:
    """A doubt or fault of one cell."""
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
        found = ColumnReader(place, sheet.columns[name], {}).of(value or None)
        if found.__class__ is Odd:
            put_odd(row, place, found, value)
            found = found.atom
        row.atoms[place] = found


def need(row: SheetRow, place: int) -> None:
    if place not in {fault.column for fault in row.faults}:
        row.fault(place, "required", _("This column must be filled in."))


def told_width(row: SheetRow, found: int, width: int) -> None:
    row.faults = ()
    text = _("The line has %(found)s columns, the header has %(width)s. Put text with commas in quotes.")
    row.fault(ROW_FAULT, "width", text % {"found": found, "width": width})


def totals(block: RawBlock) -> list[int]:
    """The places of the lines of totals."""
    firsts = [cells[0] if cells else None for _number, cells in block]
    text = "\n".join(firsts).casefold() if set(map(type, firsts)) == {str} and all(firsts) else None
    if text is None or any(word in text for word in LIKE_TOTAL):
        return [place for place, (_number, cells) in enumerate(block) if is_total(cells)]
    return []


def is_total(cells: list[Raw]) -> bool:
    """Whether the first text of the row says Total or Jumlah."""
    for cell in cells:
        if cell.__class__ is str and cell:
            return len(cell) <= LONGEST_TOTAL and cell.strip(" :.").casefold() in TOTALS
    return False

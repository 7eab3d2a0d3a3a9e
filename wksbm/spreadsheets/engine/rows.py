"""A row on its way in, and the staged file in which all of them wait to be looked through."""

import marshal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.store import Store

NEW, CHANGED, SAME, SIMILAR, WRONG, SKIPPED = "new", "changed", "same", "similar", "wrong", "skipped"
UNKNOWN = "unknown"  # nobody here, and nothing of it is ever written
KINDS = (NEW, CHANGED, SAME, SIMILAR, WRONG, SKIPPED, UNKNOWN)
PLACES = {kind: place for place, kind in enumerate(KINDS)}
DIFFERS = "differs"  # of any kind: the record says something else, which is shown and never written
ROWS, INDEX, CLEANED = "rows", "index", "cleaned"
BLOCK = 500  # rows sealed together
MOST_VALUES, MOST_NUMBERS = 200, 2000  # of one cause: different values, rows that are named
SKIP, OTHER = "skip", "other"  # said of a row: leave it out; it is nobody of those who look alike
DUMPED = {"number", "atoms", "mark", "doubts", "faults"}  # what a staged row holds in places of their own
ROW_FAULT = -1  # in the place of a column: the fault concerns the whole row


class Fault(NamedTuple):
    """`column` is a place in the sheet's columns, or ROW_FAULT; `written` is what stands in the cell.

    `sound`: the cell itself can be read, and does not fit the other cells, the other rows or the registry.
    """

    column: int
    code: str
    written: str
    text: str
    sound: bool = False


class SheetRow:
    """One row of the file. `atoms` stand in the order of the sheet's columns, None for blank.

    `pk`, `version` and `current` (atoms) belong to the record that it is about, if it is known; `near` are the numbers
    of records that may be meant. `decided` is what the user said of the row: skip, other, or the number of a record.
    `unknown`: without a record it is not new. `differs` are atoms of the record by column that are only compared.
    `mark` is what the sheet keeps of a row between checking and writing, so as not to reckon it twice.
    """

    # Most rows have none of these: they cost nothing as long as they stand here.
    faults: Sequence[Fault] = ()
    doubts: Sequence[tuple[int, str]] = ()
    pk: int | None = None
    version = 0
    current: Sequence[Atom] | None = None
    near: Sequence[int] = ()
    decided = mark = ""
    unknown = False
    differs: Mapping[int, Atom] = MappingProxyType({})

    def __init__(self, number: int, atoms: list[Atom]) -> None:
        self.number, self.atoms = number, atoms

    def fault(self, column: int, code: str, text: str, written: str = "", *, sound: bool = False) -> None:
        self.faults = [*self.faults, Fault(column, code, written, text, sound)]

    def doubt(self, column: int, code: str) -> None:
        self.doubts = [*self.doubts, (column, code)]

    def differ(self, column: int, atom: Atom) -> None:
        self.differs = {**self.differs, column: atom}

    def dump(self) -> tuple:
        own = self.__dict__
        if len(own) == 2:
            return (self.number, self.atoms)
        usual = (self.number, self.atoms, self.mark, self.doubts)
        if len(own) == 2 + ("mark" in own) + ("doubts" in own):
            return usual
        rest = {name: value for name, value in own.items() if name not in DUMPED}
        return (*usual, rest, [tuple(fault) for fault in self.faults])

    @classmethod
    def load(cls, dumped: tuple) -> "SheetRow":
        row = cls(dumped[0], dumped[1])
        if len(dumped) > 2:
            row.mark, row.doubts = dumped[2:4]
        if len(dumped) > 4:
            row.__dict__ |= dumped[4]
            row.faults = [Fault(*fault) for fault in dumped[5]]
        return row

    @property
    def kind(self) -> str:
        if self.decided == SKIP:
            return SKIPPED
        if self.faults:
            return WRONG
        if self.pk is None:
            return SIMILAR if self.near and not self.decided else UNKNOWN if self.unknown else NEW
        return CHANGED if self.current and self.changes else SAME

    @property
    def changes(self) -> list[int]:
        """The columns whose cell says something else than the record; a blank cell says nothing."""
        pairs = zip(self.atoms, self.current or (), strict=False)
        return [place for place, (new, old) in enumerate(pairs) if new != old and new is not None]


class Settled(NamedTuple):
    """A block of staged rows that are all new as they stand: it stays shut. `doubts` are counted by code."""

    content: bytes
    count: int
    doubts: Counter[str]


Block = list[SheetRow] | Settled  # BLOCK rows; the last one has fewer


def in_blocks(some: Iterable[list]) -> Iterator[list]:
    """The same lines in blocks of equal size."""
    waiting: list = []
    for rows in some:
        waiting += rows
        while len(waiting) >= BLOCK:
            yield waiting[:BLOCK]
            del waiting[:BLOCK]
    if waiting:
        yield waiting


def write_blocks(store: Store, name: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Hands the blocks on and keeps them: the file stands when the last one was taken."""
    with store.writing(name) as kept:
        for block in blocks:
            yield block
            kept.add(block.content if block.__class__ is Settled else marshal.dumps(dumped(block)))


def dumped(block) -> list[tuple]:
    """Rows, or Columns."""
    return [row.dump() for row in block] if block.__class__ is list else block.dump()


def read_rows(store: Store, name: str = ROWS) -> Iterator[SheetRow]:
    for block in store.blocks(name):
        yield from rows_in(block)


def rows_in(block: bytes) -> list[SheetRow]:
    # marshal is safe here: a block opens only under our own key.
    return list(map(SheetRow.load, marshal.loads(block)))  # noqa: S302


class Cause:
    """All rows that are wrong for one reason: how many, in which rows, what was written there and how often.

    `sound`: what was said first of each written value that can be read; in other rows it may be right.
    `needed`: the written values of which some row cannot come in with a blank cell in their place.
    """

    def __init__(self, column: int, code: str, text: str) -> None:
        self.column, self.code, self.text = column, code, text
        self.count, self.numbers, self.written, self.sound, self.needed = 0, [], Counter(), {}, set()

    def add(self, row: SheetRow, fault: Fault, *, needed: bool) -> None:
        self.count += 1
        if len(self.numbers) < MOST_NUMBERS:
            self.numbers.append(row.number)
        if fault.written in self.written or len(self.written) < MOST_VALUES:
            self.written[fault.written] += 1
            if fault.sound:
                self.sound.setdefault(fault.written, fault.text)
            if needed:
                self.needed.add(fault.written)

    def dump(self) -> tuple:
        return (
            self.column,
            self.code,
            self.text,
            self.count,
            self.numbers,
            dict(self.written),
            self.sound,
            self.needed,
        )

    @classmethod
    def load(cls, dumped: tuple) -> "Cause":
        cause = cls(*dumped[:3])
        cause.count, cause.numbers, cause.written = *dumped[3:5], Counter(dumped[5])
        cause.sound, cause.needed = dumped[6:]
        return cause


class Index:
    """Which kind each row is (in the order of the file), and why rows are wrong, the most frequent cause first.

    `needs` tells of a row and a column that is wrong in it whether the row cannot come in with that cell blank.
    """

    def __init__(self, needs: Callable[[SheetRow, int], bool] = lambda _row, _column: False) -> None:
        self.needs = needs
        self.kinds, self.causes, self.doubts = bytearray(), {}, Counter()
        self.differing: list[int] = []

    def add_block(self, block: Block) -> None:
        if block.__class__ is Settled:
            self.kinds.extend(bytes([PLACES[NEW]]) * block.count)
            self.doubts.update(block.doubts)
        else:
            for row in block:
                self.add(row)

    def add(self, row: SheetRow) -> None:
        if row.differs:
            self.differing.append(len(self.kinds))
        self.kinds.append(PLACES[row.kind])
        for fault in row.faults:
            key = (fault.column, fault.code)
            if key not in self.causes:
                self.causes[key] = Cause(fault.column, fault.code, fault.text)
            self.causes[key].add(row, fault, needed=fault.column != ROW_FAULT and self.needs(row, fault.column))
        for _column, code in row.doubts:
            self.doubts[code] += 1

    @property
    def counts(self) -> dict[str, int]:
        found = {kind: self.kinds.count(place) for place, kind in enumerate(KINDS)}
        return {"read": len(self.kinds)} | found

    def places(self, kind: str) -> list[int]:
        """Where the rows of a kind stand in the staged file; all of them for ""."""
        if not kind:
            return list(range(len(self.kinds)))
        if kind == DIFFERS:
            return self.differing
        wanted = PLACES[kind]
        return [place for place, found in enumerate(self.kinds) if found == wanted]

    def save(self, store: Store) -> None:
        causes = [cause.dump() for cause in sorted(self.causes.values(), key=lambda cause: -cause.count)]
        store.keep(INDEX, [marshal.dumps((bytes(self.kinds), causes, dict(self.doubts), self.differing))])

    @classmethod
    def of(cls, store: Store) -> "Index":
        index = cls()
        kept = marshal.loads(b"".join(store.blocks(INDEX)))  # noqa: S302 sealed under our own key
        kinds, causes, doubts, index.differing = kept
        index.kinds, index.doubts = bytearray(kinds), Counter(doubts)
        loaded = map(Cause.load, causes)
        index.causes = {(cause.column, cause.code): cause for cause in loaded}
        return index


def staged_rows(store: Store, kinds: Sequence[str]) -> Iterator[tuple[int, SheetRow]]:
    """The staged rows of these kinds with their places; blocks that hold none of them stay shut."""
    wanted, found = {PLACES[kind] for kind in kinds}, Index.of(store).kinds
    starts = [start for start in range(0, len(found), BLOCK) if not wanted.isdisjoint(found[start : start + BLOCK])]
    for number, block in store.some_blocks(ROWS, (start // BLOCK for start in starts)):
        for place, dumped in enumerate(marshal.loads(block), number * BLOCK):  # noqa: S302 sealed under our own key
            if found[place] in wanted:
                yield place, SheetRow.load(dumped)


def rows_at(store: Store, places: list[int]) -> list[SheetRow]:
    """The staged rows at these places, ascending."""
    blocks = dict(store.some_blocks(ROWS, {place // BLOCK for place in places}))
    opened = {number: marshal.loads(block) for number, block in blocks.items()}  # noqa: S302 sealed under our own key
    return [SheetRow.load(opened[place // BLOCK][place % BLOCK]) for place in places]

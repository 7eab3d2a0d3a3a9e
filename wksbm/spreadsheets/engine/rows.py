"""A row on its way in, and the staged file in which all of them wait to be looked through."""

import marshal
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wksbm.spreadsheets.cells import Atom
from wksbm.spreadsheets.store import Store

NEW, CHANGED, SAME, SIMILAR, WRONG, SKIPPED = "new", "changed", "same", "similar", "wrong", "skipped"
UNKNOWN = "unknown"  # nobody here, and nothing of it is ever written
KINDS = (NEW, CHANGED, SAME, SIMILAR, WRONG, SKIPPED, UNKNOWN)
DIFFERS = "differs"  # of any kind: the record says something else, which is shown and never written
ROWS, INDEX, CLEANED = "rows", "index", "cleaned"
BLOCK = 500  # rows sealed together
MOST_VALUES, MOST_NUMBERS = 200, 2000  # of one cause: different values, rows that are named
SKIP, OTHER = "skip", "other"  # said of a row: leave it out; it is nobody of those who look alike
ROW_FAULT = -1  # in the place of a column: the fault concerns the whole row


class Fault(NamedTuple):
    """`column` is a place in the sheet's columns, or ROW_FAULT; `written` is what stands in the cell."""

    column: int
    code: str
    written: str
    text: str


class SheetRow:
    """One row of the file. `atoms` stand in the order of the sheet's columns, None for blank.

    `pk`, `version` and `current` (atoms) belong to the record that it is about, if it is known; `near` are the numbers
    of records that may be meant. `decided` is what the user said of the row: skip, other, or the number of a record.
    `unknown`: without a record it is not new. `differs` are atoms of the record by column that are only compared.
    """

    __slots__ = (
        "atoms", "current", "decided", "differs", "doubts", "faults", "near", "number", "pk", "unknown", "version",
    )  # fmt: skip

    def __init__(self, number: int, atoms: list[Atom]) -> None:
        self.number, self.atoms = number, atoms
        self.faults: list[Fault] = []
        self.doubts: list[tuple[int, str]] = []
        self.pk = self.current = None
        self.version = 0
        self.near: list[int] = []
        self.decided = ""
        self.unknown = False
        self.differs: dict[int, Atom] = {}

    def fault(self, column: int, code: str, text: str, written: str = "") -> None:
        self.faults.append(Fault(column, code, written, text))

    def dump(self) -> tuple:
        faults = [tuple(fault) for fault in self.faults]
        return (
            self.number,
            self.atoms,
            faults,
            self.doubts,
            self.pk,
            self.version,
            self.current,
            self.near,
            self.decided,
            self.unknown,
            self.differs,
        )

    @classmethod
    def load(cls, dumped: tuple) -> "SheetRow":
        row = cls(dumped[0], dumped[1])
        row.doubts, row.pk, row.version, row.current, row.near, row.decided, row.unknown, row.differs = dumped[3:]
        row.faults = [Fault(*fault) for fault in dumped[2]]
        return row

    @property
    def kind(self) -> str:
        if self.decided == SKIP:
            return SKIPPED
        if self.faults:
            return WRONG
        if self.pk is None:
            return SIMILAR if self.near and not self.decided else UNKNOWN if self.unknown else NEW
        return CHANGED if self.changes else SAME

    @property
    def changes(self) -> list[int]:
        """The columns whose cell says something else than the record; a blank cell says nothing."""
        pairs = zip(self.atoms, self.current or (), strict=False)
        return [place for place, (new, old) in enumerate(pairs) if new is not None and new != old]


def write_rows(store: Store, name: str, rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    """Hands the rows on and keeps them: the file stands when the last one was taken."""
    with store.writing(name) as blocks:
        some = []
        for row in rows:
            yield row
            some.append(row.dump())
            if len(some) == BLOCK:
                blocks.add(marshal.dumps(some))
                some = []
        if some:
            blocks.add(marshal.dumps(some))


def read_rows(store: Store, name: str = ROWS) -> Iterator[SheetRow]:
    # marshal is safe here: a block opens only under our own key.
    for block in store.blocks(name):
        yield from map(SheetRow.load, marshal.loads(block))  # noqa: S302


class Cause:
    """All rows that are wrong for one reason: how many, in which rows, what was written there and how often."""

    def __init__(self, column: int, code: str, text: str) -> None:
        self.column, self.code, self.text = column, code, text
        self.count, self.numbers, self.written = 0, [], Counter()

    def add(self, row: SheetRow, fault: Fault) -> None:
        self.count += 1
        if len(self.numbers) < MOST_NUMBERS:
            self.numbers.append(row.number)
        if fault.written in self.written or len(self.written) < MOST_VALUES:
            self.written[fault.written] += 1

    def dump(self) -> tuple:
        return (self.column, self.code, self.text, self.count, self.numbers, dict(self.written))

    @classmethod
    def load(cls, dumped: tuple) -> "Cause":
        cause = cls(*dumped[:3])
        cause.count, cause.numbers, cause.written = dumped[3], dumped[4], Counter(dumped[5])
        return cause


class Index:
    """Which kind each row is (in the order of the file), and why rows are wrong, the most frequent cause first."""

    def __init__(self) -> None:
        self.kinds, self.causes, self.doubts = bytearray(), {}, Counter()
        self.differing: list[int] = []

    def add(self, row: SheetRow) -> None:
        if row.differs:
            self.differing.append(len(self.kinds))
        self.kinds.append(KINDS.index(row.kind))
        for fault in row.faults:
            key = (fault.column, fault.code)
            if key not in self.causes:
                self.causes[key] = Cause(fault.column, fault.code, fault.text)
            self.causes[key].add(row, fault)
        self.doubts.update(code for _column, code in row.doubts)

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
        wanted = KINDS.index(kind)
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


def rows_at(store: Store, places: list[int]) -> list[SheetRow]:
    """The staged rows at these places, ascending."""
    blocks = dict(store.some_blocks(ROWS, {place // BLOCK for place in places}))
    opened = {number: marshal.loads(block) for number, block in blocks.items()}  # noqa: S302 sealed under our own key
    return [SheetRow.load(opened[place // BLOCK][place % BLOCK]) for place in places]

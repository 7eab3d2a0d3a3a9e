"""Recognising rows in sets: their keys go into one temporary table, a few queries find the records they are about."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from operator import itemgetter

from wksbm.spreadsheets.engine.rows import CLEANED, Settled, SheetRow, rows_in, write_rows
from wksbm.spreadsheets.engine.tables import temporary
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store

Finding = tuple  # the row's number, and whatever `take` understands


class SetSheet(SheetImport):
    """Subclasses name the keys of a row, the queries over the table of keys, and what a finding does to its row."""

    key_types: dict[str, str] = {"number": "integer"}
    key_index: Sequence[str] = ()

    def keys_of(self, row: SheetRow) -> Iterable[Sequence]:
        """What stands in the table for a row, in the order of `key_types`; nothing for one that is not asked about."""
        raise NotImplementedError

    def findings(self, table: str) -> list[Iterable[Finding]]:
        """Queries over the table, each in the order of the row numbers."""
        raise NotImplementedError

    def take(self, row: SheetRow, findings: list[Finding]) -> None:
        """All that was found about one row."""
        raise NotImplementedError

    def is_settled(self, row: SheetRow) -> bool:
        """Whether a row that nothing is found about is new, and nothing is lacking."""
        return False

    def recognise(self, rows: Iterable[SheetRow], store: Store) -> Iterator[SheetRow | Settled]:
        staged = Staged(self)
        asked = (keys for row in write_rows(store, CLEANED, rows, staged.look) for keys in self.keys_of(row))
        with temporary(self.key_types, asked, index=self.key_index) as table:
            yield from staged.joined(store.blocks(CLEANED), merge(*self.findings(table), key=itemgetter(0)))
        store.remove(CLEANED)


class Staged:
    """What is remembered of every block: the number of its last row, and of a settled one the doubts."""

    def __init__(self, sheet: SetSheet) -> None:
        self.sheet = sheet
        self.blocks: list[tuple[int, int, Counter[str] | None]] = []

    def look(self, rows: list[SheetRow]) -> None:
        settled = all(map(self.sheet.is_settled, rows))
        doubts = Counter(code for row in rows for _column, code in row.doubts) if settled else None
        self.blocks.append((rows[-1].number, len(rows), doubts))

    def joined(self, blocks: Iterable[bytes], found: Iterable[Finding]) -> Iterator[SheetRow | Settled]:
        """Each row with its findings; both stand in the order of the row numbers."""
        found = iter(found)
        following = next(found, None)
        for block, (last, count, doubts) in zip(blocks, self.blocks, strict=True):
            if doubts is not None and (following is None or following[0] > last):
                yield Settled(block, count, doubts)
                continue
            for row in rows_in(block):
                own = []
                while following is not None and following[0] == row.number:
                    own.append(following)
                    following = next(found, None)
                if own:
                    self.sheet.take(row, own)
                yield row

"""Recognising rows in sets: their keys go into one temporary table, a few queries find the records they are about."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain
from operator import itemgetter

from wksbm.spreadsheets.engine.columns import Columns
from wksbm.spreadsheets.engine.rows import CLEANED, Block, Settled, SheetRow, rows_in, write_blocks
from wksbm.spreadsheets.engine.tables import temporary
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store

Finding = tuple  # the row's number, and whatever `take` understands


class SetSheet(SheetImport):
    """Subclasses name the keys of a row, the queries over the table of keys, and what a finding does to its row."""

    key_types: dict[str, str] = {"number": "integer"}
    key_index: Sequence[str] = ()

    def keys_of(self, rows: Iterable[SheetRow]) -> Iterable[Sequence]:
        """What stands in the table for these rows, in the order of `key_types`; nothing for one that is not asked
        about."""
        raise NotImplementedError

    def keys_of_plain(self, columns: Columns) -> Iterable[Sequence]:
        """The same of the plain rows, for a sheet that says which rows are `usual`."""
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

    def are_settled(self, columns: Columns) -> bool:
        """The same of all plain rows."""
        return False

    def recognise(self, blocks: Iterable[Columns | list[SheetRow]], store: Store) -> Iterator[Block]:
        staged: list[tuple[int, int, Counter[str] | None]] = []
        asked = (keys for rows in write_blocks(store, CLEANED, blocks) for keys in self.asked(rows, staged))
        with temporary(self.key_types, asked, index=self.key_index) as table:
            found = merge(*self.findings(table), key=itemgetter(0))
            yield from joined(zip(store.blocks(CLEANED), staged, strict=True), found, self.take)
        store.remove(CLEANED)

    def asked(self, block: Columns | list[SheetRow], staged: list) -> Iterable[Sequence]:
        """The keys of a block; notes the number of its last row and, of a settled one, the doubts."""
        if block.__class__ is list:
            staged.append((block[-1].number, len(block), None))
            return self.keys_of(block)
        settled = self.are_settled(block) and all(map(self.is_settled, block.others.values()))
        staged.append((block.numbers[-1], len(block), block.doubted if settled else None))
        return chain(self.keys_of_plain(block), self.keys_of(block.others.values()))


def joined(staged: Iterable[tuple], found: Iterable[Finding], take: Callable) -> Iterator[Block]:
    """Each row with its findings; both stand in the order of the row numbers."""
    found = iter(found)
    following = next(found, None)
    for content, (last, count, doubts) in staged:
        if doubts is not None and (following is None or following[0] > last):
            yield Settled(content, count, doubts)
            continue
        rows = rows_in(content)
        for row in rows:
            own = []
            while following is not None and following[0] == row.number:
                own.append(following)
                following = next(found, None)
            if own:
                take(row, own)
        yield rows

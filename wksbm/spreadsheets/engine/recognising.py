"""Recognising rows in sets: their keys go into one temporary table, a few queries find the records they are about."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from operator import itemgetter

from wksbm.spreadsheets.engine.rows import CLEANED, Block, Settled, SheetRow, rows_in, write_blocks
from wksbm.spreadsheets.engine.tables import temporary
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store

Finding = tuple  # the row's number, and whatever `take` understands


class SetSheet(SheetImport):
    """Subclasses name the keys of a row, the queries over the table of keys, and what a finding does to its row."""

    key_types: dict[str, str] = {"number": "integer"}
    key_index: Sequence[str] = ()

    def keys_of(self, rows: list[SheetRow]) -> Iterable[Sequence]:
        """What stands in the table for these rows, in the order of `key_types`; nothing for one that is not asked
        about."""
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

    def recognise(self, blocks: Iterable[list[SheetRow]], store: Store) -> Iterator[Block]:
        staged: list[tuple[int, int, Counter[str] | None]] = []
        asked = (keys for rows in write_blocks(store, CLEANED, blocks) for keys in self.asked(rows, staged))
        with temporary(self.key_types, asked, index=self.key_index) as table:
            found = merge(*self.findings(table), key=itemgetter(0))
            yield from joined(zip(store.blocks(CLEANED), staged, strict=True), found, self.take)
        store.remove(CLEANED)

    def asked(self, rows: list[SheetRow], staged: list) -> Iterable[Sequence]:
        """The keys of a block; notes the number of its last row and, of a settled one, the doubts."""
        settled = all(map(self.is_settled, rows))
        doubts = Counter(code for row in rows for _column, code in row.doubts) if settled else None
        staged.append((rows[-1].number, len(rows), doubts))
        return self.keys_of(rows)


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

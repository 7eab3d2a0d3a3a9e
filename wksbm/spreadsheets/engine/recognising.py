"""Recognising rows in sets: their keys go into one temporary table, a few queries find the records they are about."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from operator import itemgetter

from wksbm.spreadsheets.engine.rows import CLEANED, SheetRow, read_rows, write_rows
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

    def recognise(self, rows: Iterable[SheetRow], store: Store) -> Iterator[SheetRow]:
        asked = (keys for row in write_rows(store, CLEANED, rows) for keys in self.keys_of(row))
        with temporary(self.key_types, asked, index=self.key_index) as table:
            found = merge(*self.findings(table), key=itemgetter(0))
            yield from joined(read_rows(store, CLEANED), found, self.take)
        store.remove(CLEANED)


def joined(rows: Iterable[SheetRow], found: Iterable[Finding], take) -> Iterator[SheetRow]:
    """Each row with its findings; both stand in the order of the row numbers."""
    found = iter(found)
    following = next(found, None)
    for row in rows:
        own = []
        while following is not None and following[0] == row.number:
            own.append(following)
            following = next(found, None)
        if own:
            take(row, own)
        yield row

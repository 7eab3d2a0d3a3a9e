"""Check: cells → atoms → rules of the row → recognised → staged. Nothing is written to the registry."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from wksbm.spreadsheets.engine.cleaning import RawBlock, clean_rows
from wksbm.spreadsheets.engine.fixes import Fixes
from wksbm.spreadsheets.engine.rows import ROWS, WRONG, Index, SheetRow, write_rows
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store

TOLD_EVERY = 2_000  # rows
LOOKED_AT = 500  # rows after which a file that is mostly wrong is given up


class WrongFile(Exception):
    """Most rows are wrong: it is hardly this sheet. `index` tells what was found so far."""

    def __init__(self, index: Index) -> None:
        super().__init__("most rows are wrong")
        self.index = index


def check(blocks: Iterable[RawBlock], sheet: SheetImport, meanings: dict[int, str], store: Store, **options) -> Index:
    """Reads, checks, recognises and stages all rows. Raises WrongFile when nearly none of them fits.

    Options: `fixes`, `width` (see clean_rows), `progress` (called with the number of rows so far), `share`: the share
    of wrong rows, 0 to 1, above which the file is given up; 1 for never.
    """
    fixes, progress, share = options.get("fixes") or Fixes(), options.get("progress"), options.get("share", 1)
    early = Early(share, progress)
    cleaned = clean_rows(blocks, sheet, meanings, fixes, width=options.get("width", 0))
    index = Index()
    for row in write_rows(store, ROWS, sheet.recognise(early.watch(cleaned), store)):
        index.add(row)
    if early.too_wrong(index.counts[WRONG], len(index.kinds)):
        raise WrongFile(index)
    index.save(store)
    return index


class Early:
    """Tells how far it is, and gives a file up soon when most of its first rows are wrong."""

    def __init__(self, share: float, progress: Callable[[int], None] | None) -> None:
        self.share, self.progress, self.index = share, progress, Index()

    def watch(self, rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
        rows = iter(rows)
        for seen, row in enumerate(islice(rows, LOOKED_AT), 1):
            if self.share < 1:
                self.index.add(row)
                if seen == LOOKED_AT and self.too_wrong(self.index.counts[WRONG], seen):
                    raise WrongFile(self.index)
            yield row
        for seen, row in enumerate(rows, LOOKED_AT + 1):
            if self.progress and seen % TOLD_EVERY == 0:
                self.progress(seen)
            yield row

    def too_wrong(self, wrong: int, seen: int) -> bool:
        return self.share < 1 and seen >= 20 and wrong > seen * self.share

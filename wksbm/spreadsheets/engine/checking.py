"""Check: cells → atoms → rules of the row → recognised → staged. Nothing is written to the registry."""

from collections.abc import Callable, Iterable, Iterator

from wksbm.spreadsheets.engine.cleaning import RawBlock, clean_rows
from wksbm.spreadsheets.engine.columns import Columns
from wksbm.spreadsheets.engine.fixes import Fixes
from wksbm.spreadsheets.engine.rows import BLOCK, ROWS, WRONG, Index, SheetRow, in_blocks, write_blocks
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store

TOLD_EVERY = 4  # blocks


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
    cleaned = clean_rows(in_blocks(blocks), sheet, meanings, fixes, width=options.get("width", 0))
    names = list(sheet.columns)
    index = Index(lambda row, column: sheet.needs(row, names[column]))
    for block in write_blocks(store, ROWS, sheet.recognise(early.watch(cleaned), store)):
        index.add_block(block)
    if early.too_wrong(index.counts[WRONG], len(index.kinds)):
        raise WrongFile(index)
    index.save(store)
    return index


class Early:
    """Tells how far it is, and gives a file up after its first block when most rows of it are wrong."""

    def __init__(self, share: float, progress: Callable[[int], None] | None) -> None:
        self.share, self.progress, self.index = share, progress, Index()

    def watch(self, blocks: Iterable[Columns | list[SheetRow]]) -> Iterator[Columns | list[SheetRow]]:
        for number, rows in enumerate(blocks):
            if not number and self.share < 1:
                self.index.add_block(rows if rows.__class__ is list else rows.rows)
                if len(rows) == BLOCK and self.too_wrong(self.index.counts[WRONG], BLOCK):
                    raise WrongFile(self.index)
            if self.progress and number % TOLD_EVERY == 0:
                self.progress(number * BLOCK)
            yield rows

    def too_wrong(self, wrong: int, seen: int) -> bool:
        return self.share < 1 and seen >= 20 and wrong > seen * self.share

"""What the user mends of a file that was checked: one value for all equal cells, one cell, a decision about rows.

A fix is kept beside the file; the file is then checked anew by whoever called.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wksbm.spreadsheets.engine.fixes import Fix, Fixes
from wksbm.spreadsheets.engine.rows import BLOCK, SIMILAR, WRONG, Cause, Index, SheetRow, rows_at
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store


class Busy(ValidationError):
    """The file is being worked on, or nothing can be mended any more."""


def key_of_written(batch: ImportBatch, written: str) -> str:
    """Stands for a written value in forms and addresses, where a NIK must not stand."""
    return salted_hmac(f"written {batch.token}", written).hexdigest()[:16]


@contextmanager
def changing(batch: ImportBatch) -> Iterator[Fixes]:
    """The fixes of the batch; what is changed of them inside is kept. Raises Busy."""
    with transaction.atomic():
        kept = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if not kept.is_open or kept.job:
            raise Busy(_("This file is being worked on. Look at it again in a moment."))
        store = Store(batch.token)
        fixes = Fixes.of(store)
        yield fixes
        fixes.save(store)


def staged(batch: ImportBatch, index: Index, kind: str) -> Iterator[SheetRow]:
    """All rows of a kind as they were checked."""
    store, places = Store(batch.token), index.places(kind)
    for start in range(0, len(places), BLOCK):
        yield from rows_at(store, places[start : start + BLOCK])


def rows_with(batch: ImportBatch, index: Index, cause: Cause, values: Collection[str]) -> dict[str, list[int]]:
    """Of each of these written values the numbers of the rows that are wrong for this cause with it."""
    found: dict[str, list[int]] = {value: [] for value in values}
    for row in staged(batch, index, WRONG) if found else ():
        for fault in row.faults:
            if (fault.column, fault.code) == (cause.column, cause.code) and fault.written in found:
                found[fault.written].append(row.number)
    return found


def put(batch: ImportBatch, sheet: SheetImport, index: Index, cause: Cause, values: dict[str, str]) -> None:
    """In all cells of the cause each written value becomes another one ("" for blank).

    Raises ValidationError for a value that the column would not read either. Where the fault is not in what is written
    (a blank cell, two columns that disagree, a name of several villages) these very rows are mended: the same may be
    right in others, and may stand there in other signs.
    """
    name = list(sheet.columns)[cause.column]
    for value in values.values():
        sheet.columns[name].widget.read(value)
    with changing(batch) as fixes:
        rows = rows_with(batch, index, cause, [written for written in values if not written or written in cause.sound])
        for written, value in values.items():
            fix = Fix(name, written, value)
            if written in rows:
                fixes.add_to_rows(fix, rows[written])
            else:
                fixes.add(fix)


def put_cell(batch: ImportBatch, sheet: SheetImport, number: int, name: str, value: str) -> None:
    """One cell becomes another value. Raises ValidationError for one that cannot be read."""
    sheet.columns[name].widget.read(value)
    with changing(batch) as fixes:
        fixes.add_to_rows(Fix(name, "", value), [number])


def decide(batch: ImportBatch, said: dict[int, str]) -> None:
    """What is said of each row: rows.SKIP, rows.OTHER, the number of a record, or "" for nothing any more."""
    with changing(batch) as fixes:
        for number, word in said.items():
            if word:
                fixes.rows[number] = word
            else:
                fixes.rows.pop(number, None)


def all_similar(batch: ImportBatch, index: Index) -> list[int]:
    return [row.number for row in staged(batch, index, SIMILAR)]


def all_meant(batch: ImportBatch, index: Index, sheet: SheetImport) -> dict[int, str]:
    """Of each similar row that can only mean one record its number."""
    rows, said = staged(batch, index, SIMILAR), {}
    while some := list(islice(rows, BLOCK)):
        said |= {number: str(pk) for number, pk in sheet.meant(some).items()}
    return said


def forget(batch: ImportBatch, keep: Callable[[Fix], bool]) -> None:
    """Fixes that were a mistake."""
    with changing(batch) as fixes:
        fixes.cells = list(filter(keep, fixes.cells))

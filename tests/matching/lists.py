"""Lists of somebody else, brought beside the registry: made, uploaded, checked, recorded, taken back."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from wksbm.actor import acting_as
from wksbm.spreadsheets.batches import sheet_for, take_in, work
from wksbm.spreadsheets.engine.rows import SheetRow, read_rows
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.store import Store
from wksbm.spreadsheets.writing import Table, write_workbook

HEADERS = ["NIK", "Nama", "Tgl Lahir", "Desa", "Desil", "PKH", "Sembako", "Periode"]
BORN = "01/01/1990"


def listed(nik: str = "", name: str = "", born: str = BORN, village: str = "Biru", **said) -> list[str]:
    """A row in the order of HEADERS."""
    return [nik, name, born, village, *(said.get(key, "") for key in ("desil", "pkh", "bpnt", "edition"))]


def csv_of(rows: Sequence[Sequence], headers: Sequence[str] = HEADERS) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([headers, *rows])
    return text.getvalue().encode()


def xlsx_of(rows: Sequence[Sequence], headers: Sequence[str] = HEADERS) -> bytes:
    stream = BytesIO()
    write_workbook(stream, [Table("DTSEN", headers, rows)])
    return stream.getvalue()


def checked(user, rows: Sequence[Sequence], headers: Sequence[str] = HEADERS, name: str = "dtsen.csv") -> ImportBatch:
    """Uploaded and checked by the user."""
    content = csv_of(rows, headers) if name.endswith("csv") else xlsx_of(rows, headers)
    with acting_as(user):
        batch = take_in(user, "match", name, [content])
        work(batch, "check")
    assert batch.state == "checked", batch.facts
    return batch


def recorded(batch: ImportBatch) -> ImportBatch:
    with acting_as(batch.user):
        work(batch, "write")
    assert batch.facts.get("stopped") is None, batch.facts
    batch.refresh_from_db()
    return batch


def undone(batch: ImportBatch) -> ImportBatch:
    with acting_as(batch.user):
        work(batch, "undo")
    batch.refresh_from_db()
    return batch


def rows_of(batch: ImportBatch) -> list[SheetRow]:
    return list(read_rows(Store(batch.token)))


def kinds_of(batch: ImportBatch) -> list[str]:
    return [row.kind for row in rows_of(batch)]


def differences(batch: ImportBatch, at: int = 0) -> list[str]:
    return sheet_for(batch).differences(rows_of(batch)[at])

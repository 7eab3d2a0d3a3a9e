"""django-import-export's own way in: `Resource.import_data` runs the engine of the screens and answers a Result."""

from collections.abc import Iterator
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from import_export.results import Result, RowResult
from tablib import Dataset

from wksbm.actor import acting_as
from wksbm.spreadsheets.cells import raw_of
from wksbm.spreadsheets.engine.checking import check
from wksbm.spreadsheets.engine.rows import CHANGED, NEW, ROW_FAULT, SIMILAR, WRONG, SheetRow, read_rows
from wksbm.spreadsheets.engine.writing import write
from wksbm.spreadsheets.headers import Header, read_header
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.sheet import SheetImport, sheet_of
from wksbm.spreadsheets.store import Store

BLOCK = 2_000
KINDS = {NEW: RowResult.IMPORT_TYPE_NEW, CHANGED: RowResult.IMPORT_TYPE_UPDATE}


class ImportsInSets:
    """For a Resource with a `user`: `sheet_code` names the sheet that it brings in.

    All valid rows come in within one transaction, as one batch that can be undone; with `rollback_on_validation_errors`
    nothing does when a row is wrong. Rows that look like somebody known are told as invalid: the library cannot ask.
    """

    sheet_code = ""

    def import_data(self, dataset: Dataset, dry_run=False, raise_errors=False, **options) -> Result:
        sheet = sheet_of(self.sheet_code)(self.user, timezone.localdate())
        header = read_header(1, dataset.headers, sheet, {})
        batch = ImportBatch(user=self.user, sheet=self.sheet_code, file_name=dataset.title or type(self).__name__)
        store = Store(batch.token)
        try:
            batch.counts = check(blocks_of(dataset), sheet, header.meanings, store).counts
            result = self.result_of(read_rows(store), sheet, header, dataset)
            if raise_errors and result.has_validation_errors():
                raise ValidationError(result.invalid_rows[0].error)
            stopped = options.get("rollback_on_validation_errors") and result.has_validation_errors()
            if not dry_run and not stopped:
                self.bring_in(batch, sheet, result)
        finally:
            store.remove()
        return result

    def bring_in(self, batch: ImportBatch, sheet: SheetImport, result: Result) -> None:
        with transaction.atomic(), acting_as(self.user):
            batch.state = ImportBatch.State.CHECKED
            batch.save()
            write(batch, sheet, self.user)
        made = dict(batch.rows.filter(label=self._meta.model._meta.label).values_list("number", "object_id"))
        for number, row in enumerate(result.rows, 2):
            row.object_id = made.get(number, row.object_id)

    def result_of(self, rows: Iterator[SheetRow], sheet: SheetImport, header: Header, dataset: Dataset) -> Result:
        result = self.get_result_class()()
        result.diff_headers, result.total_rows = self.get_diff_headers(), len(dataset)
        for number, (row, values) in enumerate(zip(rows, dataset, strict=True), 1):
            one = self.get_row_result_class()()
            one.object_id = row.pk
            one.import_type = KINDS.get(row.kind, RowResult.IMPORT_TYPE_SKIP)
            if row.kind in (WRONG, SIMILAR):
                one.import_type, one.validation_error = RowResult.IMPORT_TYPE_INVALID, error_of(row, sheet)
                result.append_invalid_row(number, dict(zip(dataset.headers, values, strict=True)), one.validation_error)
            result.append_row_result(one)
            result.increment_row_result_total(one)
        return result


def blocks_of(dataset: Dataset) -> Iterator[list]:
    """The rows as a file would give them; the header is row 1."""
    rows = enumerate(dataset, 2)
    while block := [(number, list(map(raw_of, row))) for number, row in islice(rows, BLOCK)]:
        yield block


def error_of(row: SheetRow, sheet: SheetImport) -> ValidationError:
    names = list(sheet.columns)
    if not row.faults:
        return ValidationError({"__all__": [" · ".join(words for _pk, words, _url in sheet.near_told(row))]})
    return ValidationError(
        {("__all__" if fault.column == ROW_FAULT else names[fault.column]): [fault.text] for fault in row.faults}
    )

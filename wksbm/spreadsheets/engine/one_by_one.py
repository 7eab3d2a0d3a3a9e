"""Sheets whose rows pass through the same services as the screens, one after the other in one transaction."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wksbm.records import Record, StaleRecord
from wksbm.spreadsheets.engine.rows import CHANGED, NEW, SKIP, SheetRow
from wksbm.spreadsheets.engine.writing import Writing
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store


class ServiceSheet(SheetImport):
    """Subclasses look all rows up with a few queries, and save one row with the services of their floor.

    What a service saves is noted as touched by the batch by itself, whatever records it makes.
    """

    most_rows = 5_000

    def look_up(self, rows: list[SheetRow]) -> None:
        """Sets `pk`, `version` and `current` (or `near`) of the rows that speak of known records; adds faults."""
        raise NotImplementedError

    def save_row(self, row: SheetRow) -> None:
        """Creates the record (`row.pk` is None) or changes it (`row.changes`). Raises ValidationError, StaleRecord."""
        raise NotImplementedError

    def recognise(self, rows: Iterable[SheetRow], store: Store) -> Iterator[SheetRow]:
        rows = list(rows)
        self.look_up([row for row in rows if not row.faults and row.decided != SKIP])
        yield from rows

    def write(self, writing: Writing) -> None:
        self.notes = writing.notes
        for row in writing.rows():
            kind = NEW if row.pk is None else CHANGED
            writing.notes.begin(row.number)
            try:
                with transaction.atomic():
                    self.save_row(row)
            except (ValidationError, StaleRecord, IntegrityError) as error:
                writing.notes.forget()
                writing.refuse(row.number, self.why(error))
            else:
                writing.written[kind] += 1

    def why(self, error: ValidationError | StaleRecord | IntegrityError) -> str:
        if isinstance(error, IntegrityError):
            return _("Somebody has entered the same in the meantime. Check the file again.")
        if isinstance(error, StaleRecord):
            return _("Somebody has changed this record in the meantime. Check the file again.")
        return " ".join(error.messages)

    def known(self, model: type[Record], row: SheetRow) -> Record:
        """The record that the row was recognised as. Raises StaleRecord when somebody else saved it since, or took it
        away; what another row of the same file saved is no surprise."""
        record = model.objects.visible_to(self.user).filter(pk=row.pk).first()
        if record is None:
            raise StaleRecord(model(pk=row.pk))
        if record.version != (self.notes.version_of(model, row.pk) or row.version):
            raise StaleRecord(record)
        return record

"""Sheets whose rows pass through the same services as the screens, one after the other in one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from wksbm.records import Record, StaleRecord, history_together
from wksbm.spreadsheets.engine.rows import CHANGED, NEW, SKIP, Block, SheetRow
from wksbm.spreadsheets.engine.writing import Writing
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store

REFUSALS = (ValidationError, StaleRecord, IntegrityError)


class Spoilt(Exception):
    """Something went wrong inside and was caught there: without savepoints nothing that came before can be kept."""


class ServiceSheet(SheetImport):
    """Subclasses look all rows up with a few queries, and save one row with the services of their floor.

    What a service saves is noted as touched by the batch by itself, whatever records it makes. `made` is what the rows
    above have made, by a key of the sheet's own; what a refused row put there is forgotten.
    """

    most_rows = 5_000
    at_once = 50  # rows; one by one for a sheet that keeps more than records and `made`

    def look_up(self, rows: list[SheetRow]) -> None:
        """Sets `pk`, `version` and `current` (or `near`) of the rows that speak of known records; adds faults."""
        raise NotImplementedError

    def fetch(self, rows: list[SheetRow]) -> None:
        """Called before these rows are saved: reads with a few queries (`hold`) what they need. May do nothing."""

    def save_row(self, row: SheetRow) -> None:
        """Creates the record (`row.pk` is None) or changes it (`row.changes`). Raises ValidationError, StaleRecord."""
        raise NotImplementedError

    def recognise(self, blocks: Iterable[list[SheetRow]], store: Store) -> Iterator[Block]:
        blocks = list(blocks)
        self.look_up([row for rows in blocks for row in rows if not row.faults and row.decided != SKIP])
        yield from blocks

    def write(self, writing: Writing) -> None:
        """Some rows together as long as nothing goes wrong; else the same rows again, each with its own way back."""
        self.notes, self.made = writing.notes, {}
        rows = iter(writing.rows())
        while some := list(islice(rows, self.at_once)):
            if len(some) == 1 or not self.save_together(some, writing):
                for row in some:
                    self.save_alone(row, writing)

    def save_together(self, rows: list[SheetRow], writing: Writing) -> bool:
        """Saves all of these rows, or none and returns False: then somebody has to find out which one was refused."""
        try:
            with self.remembering(), transaction.atomic(), no_savepoints(), history_together():
                self.begin(rows)
                for row in rows:
                    self.notes.begin(row.number)
                    self.save_row(row)
                if transaction.get_rollback():
                    raise Spoilt
        except (*REFUSALS, transaction.TransactionManagementError, Spoilt):
            return False
        for row in rows:
            writing.written[NEW if row.pk is None else CHANGED] += 1
        return True

    def save_alone(self, row: SheetRow, writing: Writing) -> None:
        kind = NEW if row.pk is None else CHANGED
        try:
            with self.remembering(), transaction.atomic():
                self.notes.begin(row.number)
                self.begin([row])
                self.save_row(row)
        except REFUSALS as error:
            writing.refuse(row.number, self.why(error))
        else:
            writing.written[kind] += 1

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """What the rows inside touched and made counts when all of it went well, else it is forgotten."""
        made = dict(self.made)
        try:
            yield
        except BaseException:
            self.made = made
            self.notes.forget()
            raise
        self.notes.keep()

    def begin(self, rows: list[SheetRow]) -> None:
        self.held: dict[type[Model], dict] = {}
        self.fetch(rows)

    def hold(self, visible: QuerySet, numbers: Iterable[int | None]) -> None:
        """Reads those of `visible` with these numbers, for `held_one`; nobody else changes them until the end."""
        numbers = set(numbers) - {None}
        locked = visible.order_by("pk").select_for_update(of=("self",), no_key=True)
        self.held[visible.model] = locked.in_bulk(numbers) if numbers else {}

    def held_one(self, model: type[Model], pk: int | None) -> Model | None:
        """The record of that number; None where `hold` did not find it."""
        return self.held[model].get(pk)

    def why(self, error: ValidationError | StaleRecord | IntegrityError) -> str:
        if isinstance(error, IntegrityError):
            return _("Somebody has entered the same in the meantime. Check the file again.")
        if isinstance(error, StaleRecord):
            return _("Somebody has changed this record in the meantime. Check the file again.")
        return " ".join(error.messages)

    def known(self, model: type[Record], row: SheetRow) -> Record:
        """The record that the row was recognised as. Raises StaleRecord when somebody else saved it since, or took it
        away; what another row of the same file saved is no surprise."""
        rows = self.held.get(model)
        visible = model.objects.visible_to(self.user)
        record = visible.filter(pk=row.pk).first() if rows is None else rows.get(row.pk)
        if record is None:
            raise StaleRecord(model(pk=row.pk))
        if record.version != (self.notes.version_of(model, row.pk) or row.version):
            raise StaleRecord(record)
        return record


@contextmanager
def no_savepoints() -> Iterator[None]:
    """Inside, nested `atomic` blocks make no savepoints, which are most of what a row asks of the database.

    Only for what is given up as a whole when anything goes wrong, also where a service has caught it.
    """
    connection.savepoint = no_savepoint
    try:
        yield
    finally:
        del connection.savepoint


def no_savepoint() -> None:
    """As Django's own for a database without savepoints: `atomic` then takes its block as part of the outer one."""

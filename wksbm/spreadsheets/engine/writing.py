"""Write: everything that was staged comes in within one transaction, with history and a way back, or nothing does."""

# ruff: noqa: S608 only names of our own tables and columns are put in
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, User
from wksbm.actor import acting_as
from wksbm.spreadsheets.engine.rows import CHANGED, NEW, SAME, UNKNOWN, SheetRow, staged_rows
from wksbm.spreadsheets.engine.tables import changed, fill
from wksbm.spreadsheets.models import BatchRow, ImportBatch
from wksbm.spreadsheets.sheet import SheetImport
from wksbm.spreadsheets.store import Store

DEADLOCK = "40P01"  # of PostgreSQL
TRIES = 6  # when somebody else writes the same at the same moment
TOLD_EVERY = 2_000  # rows
BATCH_ROW = ["batch_id", "label", "object_id", "number", "created", "version", "before", "outcome"]


class Writing:
    """One bringing in: the rows to write, what was refused meanwhile, and the notes of every record touched."""

    def __init__(self, batch: ImportBatch, by: User, progress=None) -> None:
        self.batch, self.by, self.progress = batch, by, progress
        self.refused: dict[int, str] = {}
        self.written = {NEW: 0, CHANGED: 0}
        self.notes: taking_notes | None = None

    def rows(self) -> Iterator[SheetRow]:
        """What is to be brought in, in the order of the file; may be asked for again and again."""
        due = 0
        for place, row in staged_rows(Store(self.batch.token), (NEW, CHANGED)):
            if self.progress and place >= due:
                self.progress(place)
                due = place + TOLD_EVERY
            if row.number not in self.refused:
                yield row

    def refuse(self, number: int, text: str) -> None:
        """The row `number` cannot be brought in any more; the page says why."""
        self.refused[number] = text

    def note(self, model, touched: Iterable[tuple]) -> None:
        """Remembers records of `model` as (number of the record, row in the file, created, version afterwards).

        A fifth value is the version before; without it a changed record was saved once.
        """
        label = model._meta.label
        fill(BatchRow._meta.db_table, BATCH_ROW, ((self.batch.pk, label, *noted(*one), "") for one in touched))

    def add_history(self, model, *, created: bool) -> int:
        """A history row for every record of `model` that this batch created (or changed), as it stands now."""
        return add_history(model, self.batch, self.by, "+" if created else "~", created=created)


def noted(pk: int, number: int, created: bool, version: int, before: int = 0) -> tuple:
    return pk, number, created, version, 0 if created else before or version - 1


def add_history(model, batch: ImportBatch, by: User, kind: str, *, reason: str = "", **which) -> int:
    """History rows in one statement for the batch's records of `model`; `which` filters its BatchRows by columns."""
    history = model.history.model
    names = [field.column for field in history.tracked_fields]
    role, roles = role_sql(model, by)
    own = {"history_date": timezone.now(), "history_change_reason": reason or batch.reason, "history_type": kind}
    own |= {"history_user_id": by.pk}
    into = ", ".join(f'"{name}"' for name in (*names, *own, "history_role"))
    taken = ", ".join([*(f'r."{name}"' for name in names), *["%s"] * len(own), role])
    wanted = "".join(f' AND b."{column}" = %s' for column in which)
    sql = f"""
        INSERT INTO "{history._meta.db_table}" ({into})
        SELECT {taken} FROM "{BatchRow._meta.db_table}" b
        JOIN "{model._meta.db_table}" r ON r."{model._meta.pk.column}" = b.object_id
        WHERE b.batch_id = %s AND b.label = %s{wanted} ORDER BY b.id
    """
    return changed(sql, [*map(ready, own.values()), *roles, batch.pk, model._meta.label, *which.values()])


def ready(value):
    """A moment as the database of this connection keeps it."""
    return connection.ops.adapt_datetimefield_value(value) if hasattr(value, "hour") else value


def role_sql(model, by: User) -> tuple[str, list]:
    """The role in which `by` acts on each row: one word, or by area where several duties could be meant."""
    duties = [duty for duty in by.duties_now if duty.region_id]
    area = getattr(getattr(model, "objects", None), "area_column", None) or "village_id"
    columns = {field.column for field in model._meta.concrete_fields}
    if len({duty.column for duty in by.duties_now}) < 2 or area not in columns:
        return "%s", [by.acting_role]
    cases = "".join(f' WHEN r."{area}" >= %s AND r."{area}" < %s THEN %s' for _duty in duties)
    values = [value for duty in duties for value in (duty.region_id, f"{duty.region_id}/", duty.column)]
    return f"CASE{cases} ELSE %s END", [*values, by.acting_role]


def write(batch: ImportBatch, sheet: SheetImport, by: User, progress=None) -> Writing:
    """Brings in what was staged. Raises ValidationError when the batch was brought in or given up meanwhile."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic(), acting_as(by):
                return _write(batch, sheet, Writing(batch, by, progress))
        except (IntegrityError, OperationalError) as error:
            # Somebody saved one of these records between our look and our write: look again.
            if not left or not passes(error):
                raise
    raise AssertionError("unreachable")


def passes(error: Exception) -> bool:
    """Whether it may go well when tried again: the same was saved meanwhile, or two waited for each other."""
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "pgcode", "") == DEADLOCK


def _write(batch: ImportBatch, sheet: SheetImport, writing: Writing) -> Writing:
    kept = ImportBatch.objects.select_related("parent").select_for_update(of=("self",)).get(pk=batch.pk)
    if not writing.by.duties_opening(sheet.record, sheet.action):
        raise ValidationError(_("You may not bring this sheet in any more."))
    if kept.state != ImportBatch.State.CHECKED:
        raise ValidationError(
            _("This file has been dealt with already: %(state)s.") % {"state": kept.get_state_display()}
        )
    if kept.held_back:
        raise ValidationError(kept.held_back)
    with taking_notes(writing):
        sheet.write(writing)
    counts = batch.counts
    done = sum(writing.written.values()) + counts.get(SAME, 0) + counts.get(UNKNOWN, 0)
    batch.counts = counts | {f"written_{kind}": number for kind, number in writing.written.items()}
    batch.counts["refused"] = counts["read"] - done
    batch.facts |= {"refused": {str(number): text for number, text in writing.refused.items()}}
    batch.state, batch.written_at, batch.job = ImportBatch.State.WRITTEN, timezone.now(), ""
    batch.save()
    facts = {"sheet": batch.sheet, "batch": batch.pk, **writing.written, "refused": batch.counts["refused"]}
    note(writing.by, AccessLog.Kind.IMPORT, target="spreadsheets.ImportBatch", number=batch.pk, **facts)
    return writing


class taking_notes:  # noqa: N801 reads as a verb
    """Inside, whatever services save one by one gets the batch as its reason and is noted as touched by it."""

    def __init__(self, writing: Writing) -> None:
        self.writing, self.row_number = writing, 0
        self.touched: dict[tuple, tuple] = {}
        self.open: dict[tuple, tuple] = {}  # touched by rows that may yet be refused

    def __enter__(self) -> "taking_notes":
        self.writing.notes = self
        pre_create_historical_record.connect(self.before)
        post_create_historical_record.connect(self.after)
        return self

    def __exit__(self, kind, *exception) -> None:
        pre_create_historical_record.disconnect(self.before)
        post_create_historical_record.disconnect(self.after)
        if kind is None:
            self.keep()
            for model in dict.fromkeys(model for model, _pk in self.touched):
                self.writing.note(model, (noted for (of, _pk), noted in self.touched.items() if of is model))

    def begin(self, number: int) -> None:
        """What follows belongs to the row `number` of the file."""
        self.row_number = number

    def keep(self) -> None:
        """What the last rows saved stands."""
        self.touched |= self.open
        self.open, self.row_number = {}, 0

    def forget(self) -> None:
        """What the last rows saved was rolled back."""
        self.open, self.row_number = {}, 0

    def before(self, sender, history_instance, **kwargs) -> None:
        history_instance.history_change_reason = history_instance.history_change_reason or self.writing.batch.reason

    def after(self, sender, instance, history_instance, **kwargs) -> None:
        key, created = (type(instance), instance.pk), history_instance.history_type == "+"
        known = self.open.get(key) or self.touched.get(key)
        row, created, before = (known[1], known[2], known[4]) if known else (self.row_number, created, 0)
        before = before or (0 if created else instance.version - 1)
        self.open[key] = (instance.pk, row, created, instance.version, before)

    def version_of(self, model, pk: int) -> int | None:
        """The version in which this batch has saved the record; None for one that it has not touched."""
        known = self.open.get((model, pk)) or self.touched.get((model, pk))
        return known[3] if known else None

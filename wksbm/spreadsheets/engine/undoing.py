"""Undo: what a batch created and nobody touched since goes, what it changed becomes what it was, the rest is kept."""

# ruff: noqa: S608 only names of our own tables and columns are put in
from collections import Counter
from collections.abc import Callable

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, User
from wksbm.actor import acting_as
from wksbm.spreadsheets.engine.tables import changed
from wksbm.spreadsheets.engine.writing import add_history
from wksbm.spreadsheets.models import BatchRow, ImportBatch

Outcome = BatchRow.Outcome
_own_ways: dict[str, Callable[[ImportBatch], None]] = {}
_afterwards: dict[str, Callable[[ImportBatch], None]] = {}
ROWS = f'"{BatchRow._meta.db_table}"'


def undoes(label: str) -> Callable:
    """Decorator for the floor of a model without versions and history: takes back what a batch did to its rows.

    It gets the batch and sets the outcome of its BatchRows of that label.
    """

    def register(function: Callable[[ImportBatch], None]) -> Callable:
        _own_ways[label] = function
        return function

    return register


def after_undoing(label: str) -> Callable:
    """Decorator: called with the batch in the same transaction, when its records of that label were taken back."""

    def register(function: Callable[[ImportBatch], None]) -> Callable:
        _afterwards[label] = function
        return function

    return register


def undo(batch: ImportBatch, by: User) -> dict[str, int]:
    """Takes the batch back in one transaction; how many records came to which outcome.

    Raises ValidationError when it was not brought in, or is undone already.
    """
    with transaction.atomic(), acting_as(by):
        kept = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if kept.state != ImportBatch.State.WRITTEN:
            raise ValidationError(_("This import cannot be undone: %(state)s.") % {"state": kept.get_state_display()})
        undo_records(batch, touched_models(batch), by)
        outcomes = Counter(dict(_count(batch)))
        batch.facts |= {"outcomes": dict(outcomes)}
        batch.state, batch.undone_at, batch.job = ImportBatch.State.UNDONE, timezone.now(), ""
        batch.save()
        facts = {"sheet": batch.sheet, "batch": batch.pk, "undone": True, **outcomes}
        note(by, AccessLog.Kind.IMPORT, target="spreadsheets.ImportBatch", number=batch.pk, **facts)
    return dict(outcomes)


def _count(batch: ImportBatch):
    for outcome in Outcome.values:
        yield outcome, batch.rows.filter(outcome=outcome).count()


def touched_models(batch: ImportBatch) -> list:
    """The models of the batch's records, those that point to others before those."""
    labels = set(batch.rows.order_by().values_list("label", flat=True).distinct())
    models = [apps.get_model(label) for label in labels]
    ordered = []
    while models:
        # Whoever is pointed to by none of the others that are left may go next.
        free = [model for model in models if not any(points_to(other, model) for other in models if other is not model)]
        ordered += sorted(free or models, key=lambda model: model._meta.label)
        models = [model for model in models if model not in ordered]
    return ordered


def points_to(one, other) -> bool:
    return any(field.related_model is other for field in one._meta.concrete_fields if field.is_relation)


def undo_records(batch: ImportBatch, models: list, by: User) -> None:
    for label in [model._meta.label for model in models if model._meta.label in _own_ways]:
        _own_ways[label](batch)
    models = [model for model in models if model._meta.label not in _own_ways]
    for model in models:
        hold(batch, model)
        mark_edited(batch, model)
        restore(batch, model, by)
    # Whatever is kept keeps what it hangs on: again, until nothing more is found.
    while sum(mark_used(batch, model, models) for model in models):
        pass
    for model in models:
        remove(batch, model, by)
    for model in models:
        if model._meta.label in _afterwards:
            _afterwards[model._meta.label](batch)


def hold(batch: ImportBatch, model) -> None:
    """Nobody saves the batch's records between our look and our undoing."""
    if connection.vendor == "postgresql":
        own = f"JOIN {ROWS} b ON b.object_id = r.id AND b.batch_id = %s AND b.label = %s"
        held = f'SELECT 1 FROM "{model._meta.db_table}" r {own} ORDER BY r.id FOR UPDATE OF r'
        changed(f"SELECT count(*) FROM ({held}) AS held", [batch.pk, model._meta.label])


def mark_edited(batch: ImportBatch, model) -> None:
    """What is gone, and what somebody saved after the batch."""
    table, of = model._meta.db_table, [batch.pk, model._meta.label]
    here = f'SELECT 1 FROM "{table}" r WHERE r.id = {ROWS}.object_id'
    where = "WHERE batch_id = %s AND label = %s AND outcome = ''"
    changed(f"UPDATE {ROWS} SET outcome = %s {where} AND NOT EXISTS ({here})", [Outcome.GONE, *of])
    later = f"EXISTS ({here} AND r.version <> {ROWS}.version)"
    changed(f"UPDATE {ROWS} SET outcome = %s {where} AND {later}", [Outcome.EDITED, *of])


def mark_used(batch: ImportBatch, model, models: list) -> int:
    """What was created and has been given something that hangs on it, and will not go with it; how many are new."""
    found = 0
    for relation in model._meta.related_objects:
        other, column = relation.related_model, relation.field.column
        if (
            relation.many_to_many
            or "historical" in other.__name__.lower()
            or relation.field.remote_field.on_delete is None
        ):
            continue
        stays, of = staying(batch, other) if other in models else ("", [])
        hangs = f'SELECT 1 FROM "{other._meta.db_table}" o WHERE o."{column}" = {ROWS}.object_id{stays}'
        found += changed(
            f"UPDATE {ROWS} SET outcome = %s WHERE batch_id = %s AND label = %s AND created = %s AND outcome = ''"
            f" AND EXISTS ({hangs})",
            [Outcome.USED, batch.pk, model._meta.label, True, *of],
        )
    return found


def staying(batch: ImportBatch, model) -> tuple[str, list]:
    """The condition that a row `o` of `model` was not created by the batch, or is kept."""
    going = f"SELECT 1 FROM {ROWS} c WHERE c.object_id = o.id AND c.batch_id = %s AND c.label = %s AND c.created = %s"
    return f" AND NOT EXISTS ({going} AND c.outcome = '')", [batch.pk, model._meta.label, True]


def restore(batch: ImportBatch, model, by: User) -> None:
    """What was changed: the values that its history knows from right before."""
    history, table = model.history.model, model._meta.db_table
    past = history._meta.db_table
    names = [field.column for field in history.tracked_fields if field.column not in ("id", "version")]
    own = "batch_id = %s AND label = %s AND created = %s AND outcome = ''"
    before = f"""
        SELECT h.* FROM {ROWS} b JOIN "{past}" h ON h.history_id = (
            SELECT max(e.history_id) FROM "{past}" e WHERE e.id = b.object_id AND e.version <= b.before)
        WHERE b.{own.replace(" AND ", " AND b.")}
    """
    of = [batch.pk, model._meta.label, False]
    put = ", ".join(f'"{name}" = h."{name}"' for name in names)
    where = f'FROM ({before}) h WHERE "{table}".id = h.id'
    if changed(f'UPDATE "{table}" SET {put}, version = "{table}".version + 1 {where}', of):
        reason = _("%(import)s was undone") % {"import": batch.reason}
        add_history(model, batch, by, "~", reason=reason, created=False, outcome="")
        follow(batch, model)
    changed(f"UPDATE {ROWS} SET outcome = %s WHERE {own}", [Outcome.REVERSED, *of])


def follow(batch: ImportBatch, model) -> None:
    """What an earlier batch left is as that batch left it again: it may be undone as well."""
    changed(
        f"""
        UPDATE {ROWS} AS e SET version = r.version
        FROM {ROWS} b JOIN "{model._meta.db_table}" r ON r.id = b.object_id
        WHERE b.batch_id = %s AND b.label = %s AND b.created = %s AND b.outcome = ''
        AND e.object_id = b.object_id AND e.label = b.label AND e.version = b.before
        AND e.outcome = '' AND e.batch_id <> b.batch_id
        """,
        [batch.pk, model._meta.label, False],
    )


def remove(batch: ImportBatch, model, by: User) -> None:
    """What was created and nobody touched: it goes, its history stays and tells who undid it."""
    reason = _("%(import)s was undone") % {"import": batch.reason}
    add_history(model, batch, by, "-", reason=reason, created=True, outcome="")
    own, of = "batch_id = %s AND label = %s AND created = %s AND outcome = ''", [batch.pk, model._meta.label, True]
    changed(f'DELETE FROM "{model._meta.db_table}" WHERE id IN (SELECT object_id FROM {ROWS} WHERE {own})', of)
    changed(f"UPDATE {ROWS} SET outcome = %s WHERE {own}", [Outcome.REVERSED, *of])

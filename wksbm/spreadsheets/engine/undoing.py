"""Undo: what a batch created and nobody touched since goes, what it changed becomes what it was, the rest is kept."""

# ruff: noqa: S608 only names of our own tables and columns are put in
from collections import Counter
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, User
from wksbm.actor import acting_as
from wksbm.spreadsheets.engine.pointing import pointing_to, touched_models
from wksbm.spreadsheets.engine.tables import changed
from wksbm.spreadsheets.engine.writing import add_history
from wksbm.spreadsheets.models import BatchRow, ImportBatch

Outcome = BatchRow.Outcome
_own_ways: dict[str, Callable[[ImportBatch], None]] = {}
_afterwards: dict[str, Callable[[ImportBatch], None]] = {}
_apart: dict[str, str] = {}
_wholes: dict[str, tuple[str, bool]] = {}
_barred: dict[str, Callable[[QuerySet, User], Iterable[int]]] = {}
ROWS = f'"{BatchRow._meta.db_table}"'
OWN = "batch_id = %s AND label = %s AND created = %s AND outcome = ''"  # of a batch what is not decided yet


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


def stays_apart(label: str, clash: str) -> None:
    """For the floor of a model whose rows are kept apart by services: what another row `o` must not have in common with
    a row as it was, `h`, in the SQL of both databases; `r` is the same row as it stands."""
    _apart[label] = clash


def stays_with(label: str, key: str, *, changed: bool = True) -> None:
    """For the floor of a model whose rows are part of what `key` leads to: those that came in together with that stay
    where it stays; unless `changed`, only where that was new as well."""
    _wholes[label] = key, changed


def bars(label: str) -> Callable:
    """Decorator: called with those of the batch's records of that label that `by` sees, and `by`; the numbers of those
    that he may not change all the same."""

    def register(function: Callable[[QuerySet, User], Iterable[int]]) -> Callable:
        _barred[label] = function
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


def undo_records(batch: ImportBatch, models: list, by: User) -> None:
    for label in [model._meta.label for model in models if model._meta.label in _own_ways]:
        _own_ways[label](batch)
    models = [model for model in models if model._meta.label not in _own_ways]
    for model in models:
        hold(batch, model)
        mark_edited(batch, model)
        mark_outside(batch, model, by)
        restore(batch, model, by)
    # Whatever is kept keeps what it hangs on: again, until nothing more is found.
    while sum(mark_used(batch, model, models) + mark_belonging(batch, model) for model in models):
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


def mark_outside(batch: ImportBatch, model, by: User) -> None:
    """What lies outside the area of the user by now, or is no longer his to change."""
    rows, label = batch.rows.filter(label=model._meta.label, outcome=""), model._meta.label
    if not hasattr(model.objects.all(), "visible_to"):
        return
    visible = model.objects.visible_to(by)
    rows.filter(~Exists(visible.filter(pk=OuterRef("object_id")))).update(outcome=Outcome.OUTSIDE)
    if label in _barred:
        barred = _barred[label](visible.filter(pk__in=rows.values("object_id")), by)
        rows.filter(object_id__in=barred).update(outcome=Outcome.OUTSIDE)


def mark_used(batch: ImportBatch, model, models: list) -> int:
    """What was created and has been given something that hangs on it, and will not go with it; how many are new."""
    found = 0
    for relation in pointing_to(model):
        other, column = relation.related_model, relation.field.column
        stays, of = staying(batch, other) if other in models else ("", [])
        hangs = f'SELECT 1 FROM "{other._meta.db_table}" o WHERE o."{column}" = {ROWS}.object_id{stays}'
        found += changed(
            f"UPDATE {ROWS} SET outcome = %s WHERE batch_id = %s AND label = %s AND created = %s AND outcome = ''"
            f" AND EXISTS ({hangs})",
            [Outcome.USED, batch.pk, model._meta.label, True, *of],
        )
    return found


def mark_belonging(batch: ImportBatch, model) -> int:
    """What was created together with what it belongs to, and that is kept; how many are new."""
    if model._meta.label not in _wholes:
        return 0
    name, also_changed = _wholes[model._meta.label]
    key = model._meta.get_field(name)
    whole = f"""SELECT 1 FROM {ROWS} w JOIN "{model._meta.db_table}" r ON r."{key.column}" = w.object_id
        WHERE r.id = {ROWS}.object_id AND w.batch_id = %s AND w.label = %s AND (w.created OR %s)
        AND w.outcome <> '' AND w.outcome <> %s"""
    of = [Outcome.BELONGS, batch.pk, model._meta.label, True]
    of += [batch.pk, key.related_model._meta.label, also_changed, Outcome.REVERSED]
    return changed(f"UPDATE {ROWS} SET outcome = %s WHERE {OWN} AND EXISTS ({whole})", of)


def staying(batch: ImportBatch, model) -> tuple[str, list]:
    """The condition that a row `o` of `model` was not created by the batch, or is kept."""
    going = f"SELECT 1 FROM {ROWS} c WHERE c.object_id = o.id AND c.batch_id = %s AND c.label = %s AND c.created = %s"
    return f" AND NOT EXISTS ({going} AND c.outcome = '')", [batch.pk, model._meta.label, True]


def restore(batch: ImportBatch, model, by: User) -> None:
    """What was changed: the values that its history knows from right before."""
    mark_clashing(batch, model)
    if put_back(batch, model):
        reason = _("%(import)s was undone") % {"import": batch.reason}
        add_history(model, batch, by, "~", reason=reason, created=False, outcome="")
        follow(batch, model)
    of = [batch.pk, model._meta.label, False]
    changed(f"UPDATE {ROWS} SET outcome = %s WHERE {OWN}", [Outcome.REVERSED, *of])


def last_before(model, row: str) -> str:
    """The number of the history entry from right before the batch, for a row of it."""
    past = model.history.model._meta.db_table
    return f'SELECT max(e.history_id) FROM "{past}" e WHERE e.id = {row}.object_id AND e.version <= {row}.before'


def mark_clashing(batch: ImportBatch, model) -> None:
    """What cannot be as it was: what it belonged to is gone, or somebody else has taken its place since. What goes or
    changes with the same undoing takes no place."""
    table, past, label = model._meta.db_table, model.history.model._meta.db_table, model._meta.label
    was = f'"{past}" h ON h.history_id = ({last_before(model, ROWS)})'
    keys = [field for field in model._meta.concrete_fields if field.is_relation]
    lost = " OR ".join(f'h."{key.column}" IS NOT NULL AND NOT EXISTS ({target_of(key)})' for key in keys)
    conditions = [(f"SELECT 1 FROM {was.replace(' ON ', ' WHERE ', 1)} AND ({lost})", [])] if keys else []
    if label in _apart:
        stays = f"SELECT 1 FROM {ROWS} c WHERE c.object_id = o.id AND c.batch_id = %s AND c.label = %s"
        others = f'"{table}" r JOIN {was} AND h.id = r.id JOIN "{table}" o ON o.id <> h.id'
        clash = f"SELECT 1 FROM {others} WHERE {_apart[label]} AND NOT EXISTS ({stays} AND c.outcome = '')"
        conditions.append((clash, [batch.pk, label]))
    for condition, more in conditions:
        of = [Outcome.CLASHES, batch.pk, label, False, *more]
        changed(f"UPDATE {ROWS} SET outcome = %s WHERE {OWN} AND EXISTS ({condition})", of)


def target_of(key) -> str:
    target = key.target_field
    return f'SELECT 1 FROM "{target.model._meta.db_table}" t WHERE t."{target.column}" = h."{key.column}"'


def put_back(batch: ImportBatch, model) -> int:
    """Sets the former values; how many rows. Where the database refuses some of them, those stay as they are."""
    history, table = model.history.model, model._meta.db_table
    names = [field.column for field in history.tracked_fields if field.column not in ("id", "version")]
    before = f"""
        SELECT h.* FROM {ROWS} b JOIN "{history._meta.db_table}" h ON h.history_id = ({last_before(model, "b")})
        WHERE b.{OWN.replace(" AND ", " AND b.")}
    """
    put = ", ".join(f'"{name}" = h."{name}"' for name in names)
    sql = f'UPDATE "{table}" SET {put}, version = "{table}".version + 1 FROM ({before}) h WHERE "{table}".id = h.id'
    of = [batch.pk, model._meta.label, False]
    found = changed_if_possible(sql, of)
    return put_back_singly(batch, of, sql) if found is None else found


def put_back_singly(batch: ImportBatch, of: list, sql: str) -> int:
    """One after the other, and those that were refused again as long as others made room."""
    label = of[1]
    left = list(batch.rows.filter(label=label, created=False, outcome="").values_list("object_id", flat=True))
    many, tried = len(left), 0
    while len(left) != tried:
        tried = len(left)
        left = [pk for pk in left if changed_if_possible(f"{sql} AND h.id = %s", [*of, pk]) is None]
    batch.rows.filter(label=label, object_id__in=left).update(outcome=Outcome.CLASHES)
    return many - len(left)


def changed_if_possible(sql: str, parameters: list) -> int | None:
    """As `changed`; None where what stood there before is taken by now."""
    try:
        with transaction.atomic():
            return changed(sql, parameters)
    except IntegrityError:
        return None


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
    of = [batch.pk, model._meta.label, True]
    changed(f'DELETE FROM "{model._meta.db_table}" WHERE id IN (SELECT object_id FROM {ROWS} WHERE {OWN})', of)
    changed(f"UPDATE {ROWS} SET outcome = %s WHERE {OWN}", [Outcome.REVERSED, *of])

"""The triggers that keep append-only tables so, and note each new row for sealing: put on, looked for, told of.

They are compared word by word with what stands here, so a trigger of an older version is seen like a missing one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.core.checks import Error, register
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db import Error as AnyDatabaseError
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from wksbm.accounts import append_only, trigger_sql
from wksbm.accounts.models import ErasurePermit, RowSeal, UnsealedRow

NEEDED = {model._meta.db_table for model in (ErasurePermit, RowSeal, UnsealedRow)}  # the triggers speak of them
MEND = "manage.py protect_history"

_expected: ContextVar[bool] = ContextVar("expected", default=False)


class Standing(NamedTuple):
    """What the database has: of our append-only tables, and of triggers (table, name) with their definition."""

    tables: set[str]
    triggers: dict[tuple[str, str], str]


class Problem(NamedTuple):
    table: str
    trigger: str
    outdated: bool  # else missing

    @property
    def words(self) -> str:
        return f"{self.table}: the trigger {self.trigger} is {'outdated' if self.outdated else 'missing'}"


def standing() -> Standing:
    """One query; a file that is not there yet is not made."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not connection.is_in_memory_db() and not Path(name).exists():
        return Standing(set(), {})
    ours = {*append_only.tables(), *NEEDED}
    with connection.cursor() as cursor:
        cursor.execute(trigger_sql.of(connection).STANDING)
        rows = [row for row in cursor.fetchall() if row[0] in ours]
    triggers = {(table, name): definition for table, name, definition in rows if name}
    return Standing({table for table, _name, _definition in rows}, triggers)


def wanted(tables: set[str]) -> list[trigger_sql.Trigger]:
    """The triggers that these tables should have; none while the tables that they speak of are not there."""
    if not tables >= NEEDED:
        return []
    kind, sealed = trigger_sql.of(connection), append_only.sealed_tables()
    there = {table: model for table, model in append_only.tables().items() if table in tables}
    return [trigger for table, model in there.items() for trigger in kind.triggers(model, queue=table in sealed)]


def problems(now: Standing | None = None) -> list[Problem]:
    """What is missing or outdated, by table."""
    now = now or standing()
    found = ((want, now.triggers.get((want.table, want.name))) for want in wanted(now.tables))
    return [Problem(want.table, want.name, bool(has)) for want, has in found if has != want.definition]


def is_open(now: Standing) -> bool:
    """Whether a permit to erase was left behind: one that we see was committed, which `erasing` never does."""
    return now.tables >= NEEDED and ErasurePermit.objects.exists()


def protect() -> list[Problem]:
    """Puts on what is missing or outdated and takes left permits away; returns what was missing or outdated."""
    now = standing()
    if not problems(now) and not is_open(now):
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        append_only.hold_the_chain()
        now = standing()  # another start may have been quicker
        mended = problems(now)
        wrong = {(problem.table, problem.trigger) for problem in mended}
        triggers = [one for one in wanted(now.tables) if (one.table, one.name) in wrong]
        for statement in dict.fromkeys(statement for trigger in triggers for statement in trigger.statements):
            cursor.execute(statement)
        ErasurePermit.objects.all().delete()
    return mended


def lift() -> None:
    """Takes the triggers off: for a migration that alters a table of which they speak, and for tests."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, name in standing().triggers:
            if name.startswith(trigger_sql.PREFIX):
                cursor.execute(trigger_sql.of(connection).drop(table, name))


@receiver(post_migrate)
def protect_after_migrating(sender, using, **kwargs) -> None:
    """Once, after the last app: a rebuilt table of SQLite has lost its triggers without a word."""
    with_models = [app for app in apps.get_app_configs() if app.models_module is not None]
    if sender is with_models[-1] and using == DEFAULT_DB_ALIAS:
        protect()


@contextmanager
def mended_soon() -> Iterator[None]:
    """For commands that end with `protect`: the check below says nothing, lest it stops what would mend it."""
    token = _expected.set(True)
    try:
        yield
    finally:
        _expected.reset(token)


@register()
def history_is_protected(**kwargs) -> list[Error]:
    """Silent without a database or its tables."""
    if _expected.get():
        return []
    try:
        now = standing()
        found, left_open = problems(now), is_open(now)
    except AnyDatabaseError:
        return []
    errors = [
        Error(problem.words, hint=f"Put it back: {MEND}", id="wksbm.E002" if problem.outdated else "wksbm.E001")
        for problem in found
    ]
    if left_open:
        told = "A permit to erase was left behind: history may be changed by anyone who can write to the database."
        errors.append(Error(told, hint=f"Take it away: {MEND}", id="wksbm.E003"))
    return errors

"""What was written: a fingerprint of the whole database, and the rows of history that came."""

import hashlib

from django.apps import apps
from django.db import connection

from tests.architecture.test_history import has_history

# Who looked at or was refused what must be written; what waits for a seal follows from it; a session is the browser's.
MAY_GROW = {"accounts.AccessLog", "accounts.UnsealedRow", "sessions.Session"}


def _tables() -> list[str]:
    models = (model for model in apps.get_models() if model._meta.managed and model._meta.label not in MAY_GROW)
    return sorted({model._meta.db_table for model in models})


def fingerprint() -> dict[str, str]:
    """A hash of the content of every table but those that record looks."""
    with connection.cursor() as cursor:
        return {table: _digest(cursor, table) for table in _tables()}


def _digest(cursor, table: str) -> str:
    cursor.execute(f'SELECT * FROM "{table}"')
    return hashlib.sha256("\n".join(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [table for table in before if before[table] != after[table]]


class History:
    """`came()` gives the rows of history since it was made: (label of the record, number of the actor, his role)."""

    def __init__(self) -> None:
        self.tables = {
            model._meta.label: model.history.model._meta.db_table for model in apps.get_models() if has_history(model)
        }
        newest = (f'(SELECT COALESCE(MAX(history_id), 0) FROM "{table}")' for table in self.tables.values())
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(newest)}")
            self.newest = dict(zip(self.tables, cursor.fetchone(), strict=True))

    def came(self) -> list[tuple[str, int, str]]:
        parts = [
            f"SELECT '{label}', history_user_id, history_role FROM \"{table}\" WHERE history_id > {self.newest[label]}"
            for label, table in self.tables.items()
        ]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts))
            return cursor.fetchall()

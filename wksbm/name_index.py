"""The trigram index over `name_key`: part of a name is found in any table of millions, and names are compared.

PostgreSQL: pg_trgm with a GIN index. SQLite: an FTS5 table that triggers keep, and pg_trgm's `similarity` in Python.
Both are made after migrating, like the triggers over history: a table that SQLite rebuilds loses them without a word.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.db import connection, models
from django.db.backends.signals import connection_created
from django.db.models import F, FloatField, Func, Model, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.signals import post_migrate
from django.dispatch import receiver

SHORTEST = 3  # letters of a trigram
LONGEST = 12  # words of one search
_kept: list[type[Model]] = []

POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX IF NOT EXISTS {table}_name_trgm ON {table} USING gin (name_key gin_trgm_ops) WITH (fastupdate = off)
"""
SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS {table}_name"
    " USING fts5(name_key, content='{table}', content_rowid='id', tokenize='trigram')",
)
TRIGGERS = {
    "new": "CREATE TRIGGER {table}_name_new AFTER INSERT ON {table} BEGIN {new}; END",
    "gone": "CREATE TRIGGER {table}_name_gone AFTER DELETE ON {table} BEGIN {old}; END",
    "other": "CREATE TRIGGER {table}_name_other AFTER UPDATE OF name_key ON {table} BEGIN {old}; {new}; END",
}
REBUILT = "INSERT INTO {table}_name({table}_name) VALUES ('rebuild')"
ADDED = "INSERT INTO {table}_name(rowid, name_key) VALUES (new.id, new.name_key)"
TAKEN = "INSERT INTO {table}_name({table}_name, rowid, name_key) VALUES ('delete', old.id, old.name_key)"


def keep(model: type[Model]) -> None:
    """For an app that is ready: the index over `model.name_key` is made after migrating."""
    _kept.append(model)


@receiver(post_migrate)
def make(sender, **kwargs) -> None:
    """Makes the indexes of the app that are not there; on SQLite, where a trigger was lost, the whole anew."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for model in sender.get_models():
            if model in _kept and model._meta.db_table in there:
                _make(cursor, model._meta.db_table)


def _make(cursor, table: str) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(POSTGRESQL.format(table=table))
        return
    triggers = triggers_of(table)
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    if triggers.items() <= dict(cursor.fetchall()).items():
        return
    for name in triggers:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    for statement in (*SQLITE, *triggers.values(), REBUILT):
        cursor.execute(statement.format(table=table))


def triggers_of(table: str) -> dict[str, str]:
    """The triggers that keep the table of SQLite: name → how it is made."""
    parts = {"table": table, "new": ADDED.format(table=table), "old": TAKEN.format(table=table)}
    return {f"{table}_name_{ending}": sql.format(**parts) for ending, sql in TRIGGERS.items()}


@contextmanager
def gathered(model: type[Model]) -> Iterator[None]:
    """Inside a transaction: rows that are added in here, with the highest numbers, come into the index at the end.

    With the trigger SQLite would keep a journal for every single row, which triples what a row costs. Nobody else sees
    the table without it, and if the transaction fails it was never gone.
    """
    if connection.vendor != "sqlite":
        yield
        return
    table = model._meta.db_table
    name = f"{table}_name_new"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 a table's name
        (last,) = cursor.fetchone()
        cursor.execute(f"DROP TRIGGER {name}")
        yield
        added = f"SELECT id, name_key FROM {table} WHERE id > %s"  # noqa: S608 a table's name
        cursor.execute(f"INSERT INTO {table}_name(rowid, name_key) {added}", [last])
        cursor.execute(triggers_of(table)[name])


def forget_erased(model: type[Model]) -> None:
    """SQLite marks what was taken out and writes it away later: after an erasure it goes now."""
    if connection.vendor == "sqlite":
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}_name({table}_name) VALUES ('optimize')")  # noqa: S608 a table's name


def holding(model: type[Model], words: Iterable[Iterable[str]]) -> Q:
    """The rows whose `name_key` holds, of every entry of `words`, one of its spellings (parts of words)."""
    every, indexed = Q(), []
    for spellings in list(words)[:LONGEST]:
        every &= Q(*(("name_key__contains", part) for part in spellings), _connector=Q.OR)
        if all(len(part) >= SHORTEST for part in spellings):
            indexed.append(" OR ".join(f'"{part}"' for part in spellings))
    if connection.vendor == "sqlite" and indexed:
        table = model._meta.db_table
        match = " AND ".join(f"({part})" for part in indexed)
        every &= Q(pk__in=RawSQL(f"SELECT rowid FROM {table}_name WHERE {table}_name MATCH %s", [match]))  # noqa: S608, S611
    return every


class Similarity(Func):
    """How alike a row's `name_key` and `key` are: shared trigrams of all trigrams, 0 to 1 (pg_trgm's measure)."""

    function = "similarity"
    output_field = FloatField()

    def __init__(self, key: str) -> None:
        super().__init__(F("name_key"), Value(key, output_field=models.CharField()))


@lru_cache(maxsize=4096)  # one of the two is the same for all rows of a search
def trigrams(key: str) -> frozenset[str]:
    """pg_trgm's: of every word with two blanks before it and one behind."""
    padded = [f"  {word} " for word in key.split()]
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def similarity(one: str, other: str) -> float:
    """pg_trgm's `similarity` of two keys."""
    ours, theirs = trigrams(one), trigrams(other)
    shared = len(ours & theirs)
    return shared / (len(ours) + len(theirs) - shared) if shared else 0.0


@receiver(connection_created)
def teach_sqlite(connection, **kwargs) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("similarity", 2, similarity, deterministic=True)

"""The text of the triggers over append-only tables, for SQLite and for PostgreSQL."""

# ruff: noqa: S608 only names of our own tables and columns are put in
from collections.abc import Iterator
from typing import NamedTuple

from django.db import models

PREFIX = "append_only_"
REFUSAL = "is append-only: its rows are never changed or deleted"


class Trigger(NamedTuple):
    """`definition` is what the database says of it once it stands; `statements` put it on, whatever stood before."""

    table: str
    name: str
    definition: str
    statements: tuple[str, ...]


def of(connection):
    return {"sqlite": Sqlite, "postgresql": Postgresql}[connection.vendor]


def take_in(table: str, pk: str) -> str:
    """Queues the rows of a table that was filled before it was ever sealed."""
    return f"""
        INSERT INTO accounts_unsealedrow ("table", "row") SELECT '{table}', "{pk}" FROM "{table}"
        WHERE NOT EXISTS (SELECT 1 FROM accounts_rowseal WHERE "table" = '{table}')
          AND "{pk}" NOT IN (SELECT "row" FROM accounts_unsealedrow WHERE "table" = '{table}')
        ORDER BY "{pk}"
    """


class Sqlite:
    """A permit that one sees is one's own: there is one writer at a time, and it is gone before the commit.

    INSERT OR REPLACE deletes the row it replaces past all triggers, hence the one before inserting.
    """

    STANDING = "SELECT tbl_name, CASE type WHEN 'trigger' THEN name END, sql FROM sqlite_master WHERE type <> 'index'"
    GUARD = 'NOT EXISTS (SELECT 1 FROM "accounts_erasurepermit")'

    @classmethod
    def triggers(cls, model: type[models.Model], *, queue: bool) -> Iterator[Trigger]:
        table, pk = model._meta.db_table, model._meta.pk.column
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
        yield cls.trigger(table, "update", f'BEFORE UPDATE ON "{table}" WHEN {cls.GUARD} {refuse}')
        yield cls.trigger(table, "delete", f'BEFORE DELETE ON "{table}" WHEN {cls.GUARD} {refuse}')
        same = " OR ".join(cls.same(columns) for columns in keys(model))
        yield cls.trigger(
            table, "replace", f'BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) {refuse}'
        )
        if queue:
            into = f'INSERT INTO "accounts_unsealedrow" ("table", "row") VALUES (\'{table}\', NEW."{pk}")'
            yield cls.trigger(table, "queue", f'AFTER INSERT ON "{table}" BEGIN {into}; END', take_in(table, pk))

    @staticmethod
    def same(columns: list[str]) -> str:
        return "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) + ")"

    @classmethod
    def trigger(cls, table: str, what: str, rest: str, *then: str) -> Trigger:
        name = f"{PREFIX}{what}_{table}"
        create = f'CREATE TRIGGER "{name}" {rest}'
        return Trigger(table, name, create, (f'DROP TRIGGER IF EXISTS "{name}"', create, *then))

    @staticmethod
    def drop(table: str, name: str) -> str:
        return f'DROP TRIGGER "{name}"'


class Postgresql:
    """The permit counts in the transaction it names only; a committed one would open nothing to anybody."""

    STANDING = """
        SELECT c.relname, t.tgname, t.tgtype || p.prosrc
        FROM pg_class c
        LEFT JOIN (pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid)
          ON t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL
        WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid)
    """
    REFUSE = f"""
BEGIN
    IF EXISTS (SELECT 1 FROM accounts_erasurepermit WHERE "transaction" = txid_current()) THEN
        IF TG_OP = 'UPDATE' THEN
            RETURN NEW;
        END IF;
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% {REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END"""
    QUEUE = """
BEGIN
    INSERT INTO accounts_unsealedrow ("table", "row") VALUES (TG_TABLE_NAME, NEW."{pk}");
    RETURN NULL;
END"""
    # The bits of pg_trigger.tgtype that these make.
    CHANGE, TRUNCATE, INSERT = (27, "BEFORE UPDATE OR DELETE"), (34, "BEFORE TRUNCATE"), (5, "AFTER INSERT")

    @classmethod
    def triggers(cls, model: type[models.Model], *, queue: bool) -> Iterator[Trigger]:
        table, pk = model._meta.db_table, model._meta.pk.column
        yield cls.trigger(table, "change", cls.CHANGE, "ROW", f"{PREFIX}refuse", cls.REFUSE)
        yield cls.trigger(table, "truncate", cls.TRUNCATE, "STATEMENT", f"{PREFIX}refuse", cls.REFUSE)
        if queue:
            function, body = f"{PREFIX}queue_{pk}", cls.QUEUE.format(pk=pk)
            yield cls.trigger(table, "queue", cls.INSERT, "ROW", function, body, take_in(table, pk))

    @classmethod
    def trigger(cls, table: str, what: str, kind: tuple, each: str, function: str, body: str, *then: str) -> Trigger:
        name, (number, when) = f"{PREFIX}{what}", kind
        statements = (
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$",
            f'DROP TRIGGER IF EXISTS {name} ON "{table}"',
            f'CREATE TRIGGER {name} {when} ON "{table}" FOR EACH {each} EXECUTE FUNCTION {function}()',
        )
        return Trigger(table, name, f"{number}{body}", (*statements, *then))

    @staticmethod
    def drop(table: str, name: str) -> str:
        return f'DROP TRIGGER {name} ON "{table}"'


def keys(model: type[models.Model]) -> list[list[str]]:
    """The columns of each key that no two rows may share."""
    options = model._meta
    single = [[field.column] for field in options.concrete_fields if field.unique]
    named = [constraint.fields for constraint in options.constraints if isinstance(constraint, models.UniqueConstraint)]
    return single + [[options.get_field(name).column for name in fields] for fields in named]

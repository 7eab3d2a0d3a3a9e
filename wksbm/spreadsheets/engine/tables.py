"""Many rows at once, in as many statements whether they are ten or a million: COPY on PostgreSQL, else executemany."""

# ruff: noqa: S608 only names of our own tables and columns are put in
import re
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, count, islice
from typing import NamedTuple

from django.db import Error, connection

SPECIAL = re.compile(r"[\\\t\n\r]")
ESCAPES = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
NULL = r"\N"
PIECE = 2**16  # characters handed over at once
FETCHED = 2_000  # rows
AT_ONCE = 10  # rows: SQLite takes them in two thirds of the time
_numbers = count(1)


class Chosen(NamedTuple):
    """Rows that the database finds itself."""

    sql: str
    parameters: Sequence = ()


@contextmanager
def temporary(
    columns: dict[str, str], rows: Iterable[Sequence] | Chosen, *, index: Sequence[str] = ()
) -> Iterator[str]:
    """A table of this connection alone, filled with `rows`; its name. `columns` are name → type, each entry of `index`
    says what an index is of: "(column)", "(column, column)", "(column) WHERE …", or is made by `found_by`."""
    name = f"sheet_rows_{next(_numbers)}"
    with connection.cursor() as cursor:
        defined = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({defined})")
    try:
        fill(name, list(columns), rows)
        with connection.cursor() as cursor:
            for number, indexed in enumerate(index):
                where = f"temp.{name}_{number} ON {name}" if connection.vendor == "sqlite" else f"ON {name}"
                cursor.execute(f"CREATE INDEX {where} {indexed}")
            if connection.vendor == "postgresql":  # a small sample tells enough, and in an eighth of the time
                cursor.execute(f"ALTER TABLE {name} " + ", ".join(f"ALTER {one} SET STATISTICS 10" for one in columns))
            cursor.execute(f"ANALYZE {name}")
        yield name
    except BaseException:
        with suppress(Error):  # a transaction that has failed takes it along; the first error is the one to tell
            drop(name)
        raise
    drop(name)


def found_by(column: str, beside: str) -> str:
    """For `index` of long texts that are asked for one by one: PostgreSQL makes a hash in a third of the time; a tree
    holds `beside` as well."""
    return f"USING hash ({column})" if connection.vendor == "postgresql" else f"({column}, {beside})"


def drop(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


def fill(table: str, columns: Sequence[str], rows: Iterable[Sequence] | Chosen) -> None:
    """Adds rows of ready values (text, numbers, booleans, None) in one statement; `rows` may be endless."""
    names = ", ".join(f'"{column}"' for column in columns)
    if isinstance(rows, Chosen):
        changed(f'INSERT INTO "{table}" ({names}) {rows.sql}', rows.parameters)
        return
    # Django knows no COPY, and its executemany remembers all rows until the last one is in.
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', Piped(rows), PIECE)
        else:
            insert, places = f'INSERT INTO "{table}" ({names}) VALUES ', f"({', '.join('?' * len(columns))})"
            rows, rest = iter(rows), []
            sqlite3.Cursor.executemany(cursor.cursor, insert + ", ".join([places] * AT_ONCE), grouped(rows, rest))
            sqlite3.Cursor.executemany(cursor.cursor, insert + places, rest)


def grouped(rows: Iterator[Sequence], rest: list[Sequence]) -> Iterator[list]:
    """The values of AT_ONCE rows in one list; those at the end that are fewer go to `rest`."""
    while len(some := list(islice(rows, AT_ONCE))) == AT_ONCE:
        yield list(chain.from_iterable(some))
    rest += some


class Piped:
    """Rows as the file that COPY reads."""

    def __init__(self, rows: Iterable[Sequence]) -> None:
        self.lines = map(line_of, rows)
        self.rest = ""

    def read(self, size: int = PIECE) -> str:
        parts, length = [self.rest], len(self.rest)
        for line in self.lines:
            parts.append(line)
            length += len(line)
            if length >= size:
                break
        text = "".join(parts)
        self.rest = text[size:]
        return text[:size]


def line_of(row: Sequence) -> str:
    line = "\t".join([NULL if value is None else value if value.__class__ is str else word_of(value) for value in row])
    tabs, slashes = line.count("\t"), line.count("\\")
    if tabs == len(row) - 1 and slashes == row.count(None) and "\n" not in line and "\r" not in line:
        return line + "\n"
    return "\t".join(map(cell_of, row)) + "\n"


def cell_of(value) -> str:
    if value is None:
        return NULL
    return SPECIAL.sub(lambda found: ESCAPES[found[0]], value) if isinstance(value, str) else word_of(value)


def word_of(value) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


def read(sql: str, parameters: Sequence = ()) -> Iterator[tuple]:
    """The rows of a query one after the other; memory does not grow with them."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while some := cursor.fetchmany(FETCHED):
            yield from some


def few(sql: str, parameters: Sequence = ()) -> list[tuple]:
    """All rows of a query at once; PostgreSQL then looks for the quickest way to the last row, not to the first."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def changed(sql: str, parameters: Sequence = ()) -> int:
    """Runs one statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


def changed_numbers(sql: str, parameters: Sequence = ()) -> set[int]:
    """Runs one statement that ends in RETURNING; the numbers that it returned."""
    return {number for (number,) in few(sql, parameters)}


def new_numbers(model, how_many: int) -> Sequence[int]:
    """So many primary keys that nobody else gets. On SQLite only inside the transaction that uses them."""
    table, column = model._meta.db_table, model._meta.pk.column
    if connection.vendor == "postgresql":
        sql = f"SELECT nextval(pg_get_serial_sequence('{table}', '{column}')) FROM generate_series(1, %s)"
        return array("Q", (number for (number,) in read(sql, [how_many])))
    (last,) = next(read("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table]))
    return range(last + 1, last + 1 + how_many)

"""Everything the database holds, as text: what a thief of the disk would read."""

from django.db import connection


def dump() -> str:
    """Every column of every row of every table, whatever made the table."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            parts += [" ".join([table, *map(_written, row)]) for row in cursor.fetchall()]
    return "\n".join(parts)


def _written(value) -> str:
    return str(value).replace("\n", " ")


def found(canaries: dict[str, str], text: str) -> dict[str, list[str]]:
    """Which canaries stand in the text, and in which lines."""
    lines = text.splitlines()
    hits = {name: [line[:300] for line in lines if canary in line] for name, canary in canaries.items()}
    return {name: where for name, where in hits.items() if where}

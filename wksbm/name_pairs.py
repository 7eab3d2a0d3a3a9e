"""Pairs of rows that may be one and the same: compared within blocks of equal facts, never everybody with everybody."""

from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

LONGEST_OFFSET = 1_000  # pairs; whoever comes so far works from the top again


class Block(NamedTuple):
    """Rows that have these columns in common are compared; `least` likeness makes a pair, `bonus` puts it higher.

    `condition` speaks of the two rows as a and b, in the SQL of both databases.
    """

    equal: tuple[str, ...]
    least: float
    bonus: float = 0
    condition: str = "1 = 1"


def likely_pairs(rows: QuerySet, columns: tuple[str, ...], blocks: list[Block], apart: str, *, start: int, most: int):
    """At most `most` pairs of numbers (the lower first) from the place `start`, the most likely first; one statement.

    `rows` are inside the asker's area; `columns` of them, id and name_key among them, are what blocks speak of;
    pairs in the table `apart` are left out.
    """
    area, parameters = rows.order_by().values_list(*columns).query.sql_with_params()
    found = " UNION ALL ".join(map(_compared, blocks))
    statement = f"""
        WITH area ({", ".join(columns)}) AS ({area})
        SELECT one, other FROM ({found}) AS pairs
        WHERE NOT EXISTS (SELECT 1 FROM {apart} WHERE first_id = one AND second_id = other)
        GROUP BY one, other ORDER BY max(likeness) DESC, one, other LIMIT %s OFFSET %s
    """  # noqa: S608 names of our own tables and columns
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, most, min(start, LONGEST_OFFSET)])
        return cursor.fetchall()


def _compared(block: Block) -> str:
    same = " AND ".join(f"a.{column} = b.{column}" for column in block.equal)
    like = "similarity(a.name_key, b.name_key)"
    return (
        f"SELECT a.id AS one, b.id AS other, {like} + {block.bonus} AS likeness FROM area a"  # noqa: S608
        f" JOIN area b ON {same} WHERE a.id < b.id AND {block.condition} AND {like} >= {block.least}"
    )

"""Rows that stand twice in one file: finding them costs in proportion to the rows."""

import pytest
from django.db import connection

from tests.sheets_people.bringing import bring, named, row

STEP = 100  # instructions of SQLite's virtual machine


def instructions(user, people: int) -> int:
    """In hundreds of instructions, what SQLite does to check a list in which everybody stands three times: with a NIK,
    and twice without. All are born on one day."""
    rows = [row(named(number), why="unknown") for number in range(people)]
    known = [row(named(number), f"990101410190{number + 1:04d}") for number in range(people)]
    counted = [0]

    def count() -> None:
        counted[0] += 1

    connection.connection.set_progress_handler(count, STEP)
    try:
        run = bring(user, *rows, *rows, *known)
    finally:
        connection.connection.set_progress_handler(None, STEP)
    assert [cause.count for cause in run.index.causes.values() if cause.code == "twice"] == [people * 2]
    return counted[0]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="counts the instructions of SQLite")
def test_twice_the_doubles_cost_twice_as_much(cast):
    instructions(cast.biru, 10)  # fills caches
    few, many = instructions(cast.biru, 400), instructions(cast.biru, 1_600)
    assert many < few * 6, (few, many)

"""Rows that stand twice in one file: finding them costs in proportion to the rows."""

from tests import sqlite_steps
from tests.sheets_people.bringing import bring, named, row


def steps(user, people: int) -> int:
    """To check a list in which everybody stands three times: with a NIK, and twice without. All are born on one day."""
    rows = [row(named(number), why="unknown") for number in range(people)]
    known = [row(named(number), f"990101410190{number + 1:04d}") for number in range(people)]
    with sqlite_steps.counted() as counted:
        run = bring(user, *rows, *rows, *known)
    assert [cause.count for cause in run.index.causes.values() if cause.code == "twice"] == [people * 2]
    return counted.hundreds


@sqlite_steps.only_here
def test_four_times_the_doubles_cost_four_times_as_much(cast):
    steps(cast.biru, 10)  # fills caches
    few, many = steps(cast.biru, 400), steps(cast.biru, 1_600)
    assert many < few * 6

"""How much work SQLite does, in instructions of its virtual machine: the same on every machine."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

HUNDRED = 100
only_here = pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the instructions of SQLite")


class Steps:
    hundreds = 0

    def add(self) -> None:
        self.hundreds += 1


@contextmanager
def counted() -> Iterator[Steps]:
    """Counts, in hundreds, the instructions of all statements inside; each one's rest is dropped."""
    steps = Steps()
    connection.connection.set_progress_handler(steps.add, HUNDRED)
    try:
        yield steps
    finally:
        connection.connection.set_progress_handler(None, HUNDRED)

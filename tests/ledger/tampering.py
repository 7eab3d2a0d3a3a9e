"""What somebody with a password of the database could do to it: plain SQL, past this program and past its triggers."""

import io
import re
from contextlib import contextmanager

from django.core.management import CommandError, load_command_class
from django.db import connection, transaction

from wksbm.accounts import triggers
from wksbm.accounts.models import RowSeal, UnsealedRow
from wksbm.accounts.sealing import seal_pending
from wksbm.accounts.verifying import Verification

PEOPLE = "people_historicalperson"


def sql(statement: str, *values) -> int:
    """Runs the statement and returns how many rows it met."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def seal_all(limit: int = 1000) -> None:
    while seal_pending(limit):
        pass
    assert not UnsealedRow.objects.exists()


def found() -> list[str]:
    """What verifying finds."""
    return [str(finding) for finding in Verification()]


def typed(command: str, **options) -> tuple[str, str]:
    """What a command says on stdout and stderr as if it were typed: with the system checks that it asks for."""
    said, complained = io.StringIO(), io.StringIO()
    usual = {"skip_checks": False, "force_color": False, "no_color": True, "stdout": said, "stderr": complained}
    try:
        load_command_class("wksbm.accounts", command).execute(**usual, **options)
    except CommandError as error:
        complained.write(f"{type(error).__name__}: {error}\n")
    return said.getvalue(), complained.getvalue()


def noted_batch() -> str:
    """The newest batch, as somebody may have noted it elsewhere."""
    return re.search(r"\d+:[0-9a-f]{64}", typed("verify_history", noted=None)[0])[0]


def seal_of(row) -> RowSeal:
    """The seal of a row of a person's history."""
    return RowSeal.objects.get(table=PEOPLE, row=row.pk)


@contextmanager
def tampering():
    """Inside, neither triggers nor foreign keys are in the way; afterwards all is as before."""
    connection.check_constraints()
    with transaction.atomic():
        triggers.lift()
        if connection.vendor == "postgresql":
            sql("SET LOCAL session_replication_role = replica")
        yield
        transaction.set_rollback(True)

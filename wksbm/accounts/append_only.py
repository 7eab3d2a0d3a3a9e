"""What is only ever added: history, access log, erasures, and the seals over them. The database refuses the rest.

Triggers (wksbm.accounts.triggers) refuse UPDATE and DELETE of these rows to everybody, this program included; only
inside `erasing()` they let one transaction through.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models, transaction
from simple_history.models import HistoricalChanges

from wksbm.accounts.models import AccessLog, Erasure, ErasurePermit, RowSeal, SealBatch, SealedShape

SEALS = (SealBatch, RowSeal)
LOCK = 0x52554B554E  # of PostgreSQL's advisory locks the one that whoever lengthens or loosens the chain holds


def is_history(model: type[models.Model]) -> bool:
    """Whether simple-history writes this table, be it of a model or of its many-to-many links."""
    return issubclass(model, HistoricalChanges) or model._meta.pk.name == "m2m_history_id"


def sealed_tables() -> dict[str, type[models.Model]]:
    """The tables whose rows are sealed, by name."""
    history = [model for model in apps.get_models() if is_history(model)]
    return {model._meta.db_table: model for model in (*history, AccessLog, Erasure, SealedShape)}


def tables() -> dict[str, type[models.Model]]:
    """The tables whose rows the database lets nobody change, by name: the sealed ones and the seals."""
    return sealed_tables() | {model._meta.db_table: model for model in SEALS}


@contextmanager
def erasing() -> Iterator[None]:
    """Inside, this one transaction may change and delete append-only rows; nobody else ever sees the permit.

    What was written inside is undone when it raises. Nothing is sealed until the transaction ends. Raises
    TransactionManagementError outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("erasing() belongs into a transaction.atomic() of its caller")
    with transaction.atomic():
        hold_the_chain()
        permit = ErasurePermit(transaction=this_transaction())
        permit.save()
        yield
        permit.delete()


def this_transaction() -> models.Func | int:
    """The number of the running transaction where the database has one; SQLite has one writer at a time anyway."""
    number = models.Func(function="txid_current", output_field=models.BigIntegerField())
    return number if connection.vendor == "postgresql" else 0


def hold_the_chain(*, wait: bool = True) -> bool:
    """Until the transaction ends nobody else seals or erases. False when somebody does and we would not `wait`.

    On SQLite the write lock, which every transaction holds from its beginning, does the same.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]

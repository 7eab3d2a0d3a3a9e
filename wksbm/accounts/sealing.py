"""The seals over append-only rows, put on in batches after the rows were committed.

Chaining inside the transaction of a save would let all writers wait for one another. So a trigger notes each new row
(UnsealedRow), and every now and then a process seals what waits: after a commit of its own, or by `seal_history`.
"""

import hashlib
import logging
import secrets
import threading
import time
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC
from itertools import islice
from typing import NamedTuple

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models.signals import post_save

from wksbm.accounts.append_only import hold_the_chain, sealed_tables, tables
from wksbm.accounts.models import Erasure, RowSeal, SealBatch, SealedShape, UnsealedRow
from wksbm.accounts.sealed_content import Shape

logger = logging.getLogger(__name__)

CHUNK = 1000  # numbers in one statement
BATCH = 500  # rows sealed at once after a commit: some hundredths of a second
PAUSE = 0.2  # seconds between two such batches of one process, so that no request waits for several
INSERT = 'INSERT INTO accounts_rowseal (batch_id, "table", "row", shape_id, salt, digest) VALUES '
PATIENCE = 0.5  # seconds that a request waits for SQLite's write lock to seal, and else leaves it to the next


def seal_pending(limit: int = BATCH, *, wait: bool = False) -> int:
    """Seals up to `limit` waiting rows as one batch; returns how many it took from the queue.

    0 when none waits, or when somebody else is sealing and we would not `wait`. One transaction: all or nothing.
    """
    with transaction.atomic():
        if not hold_the_chain(wait=wait):
            return 0
        waiting = list(UnsealedRow.objects.order_by("pk").values_list("pk", "table", "row")[:limit])
        seals = list(_seals((table, row) for _pk, table, row in waiting))
        if seals:
            _add_batch(seals)
        for some in chunks(pk for pk, _table, _row in waiting):
            UnsealedRow.objects.filter(pk__in=some).delete()
    return len(waiting)


class NewSeal(NamedTuple):
    table: str
    row: int
    shape: int
    salt: str
    digest: str


def _seals(waiting: Iterable[tuple[str, int]]) -> Iterator[NewSeal]:
    """New seals, table by table. A row that is gone by now is sealed as such: verifying will miss it."""
    by_table = defaultdict(set)
    for table, row in waiting:
        by_table[table].add(row)
    models = sealed_tables()
    for table in sorted(by_table.keys() & models.keys()):
        shape, rows = Shape.of(models[table]), by_table[table]
        rows.difference_update(RowSeal.objects.filter(table=table, row__in=rows).values_list("row", flat=True))
        number = SealedShape.objects.get_or_create(table=table, columns=shape.columns)[0].pk
        contents = dict(shape.contents(rows))
        for row in sorted(rows):
            salt = secrets.token_hex(16)
            yield NewSeal(table, row, number, salt, row_digest(salt, contents.get(row, "")))


def _add_batch(seals: list[NewSeal]) -> None:
    last = SealBatch.objects.order_by("pk").last()
    batch = SealBatch(pk=last.pk + 1 if last else 1, rows=len(seals), previous=last.digest if last else "")
    batch.digest = batch_digest(batch, ((seal.digest, seal.shape) for seal in seals))
    batch.save(force_insert=True)
    for some in chunks(seals):
        values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
        with connection.cursor() as cursor:  # half the time of bulk_create, and all writers of SQLite wait for it
            cursor.execute(INSERT + values, [value for seal in some for value in (batch.pk, *seal)])


def row_digest(salt: str, content: str) -> str:
    return hashlib.sha256((salt + content).encode()).hexdigest()


def batch_digest(batch: SealBatch, seals: Iterable[tuple[str, int]]) -> str:
    """Over the batch before, the number and the time of this one, and the digest and the shape of each row in order."""
    digest = hashlib.sha256(f"{batch.previous}\n{batch.pk} {batch.at.astimezone(UTC).isoformat()}\n".encode())
    for seal in seals:
        digest.update("{} {}\n".format(*seal).encode())
    return digest.hexdigest()


class Pace:
    """When this process seals next: SEAL_EVERY_ROWS rows or SEAL_EVERY_SECONDS after the last time."""

    def __init__(self) -> None:
        self.rows, self.since, self.sealing = 0, time.monotonic(), threading.Lock()

    def due(self) -> bool:
        waited = time.monotonic() - self.since
        many = self.rows >= settings.SEAL_EVERY_ROWS and waited >= PAUSE
        return bool(settings.SEAL_EVERY_ROWS) and (many or waited >= settings.SEAL_EVERY_SECONDS)

    def row_added(self) -> None:
        """A row was committed. Whatever goes wrong here, what the person did is saved: the rows just wait on."""
        self.rows += 1
        if not self.due() or not self.sealing.acquire(blocking=False):
            return
        try:
            with _impatient():
                seal_pending()
        except Exception as error:
            told = not isinstance(error, OperationalError)  # a busy database needs no traceback
            logger.warning("Not sealed this time, the rows wait for the next: %s", error, exc_info=told)
            # Django's errors are cycles with a cursor in them. If another thread, holding SQLite's write lock, came to
            # collect it while this connection waits for that lock, both would wait.
            traceback.clear_frames(error.__traceback__)
        finally:
            self.rows, self.since = 0, time.monotonic()
            self.sealing.release()


pace = Pace()


@contextmanager
def _impatient() -> Iterator[None]:
    """On SQLite the writers queue for one lock; nobody's request waits long for the sake of a seal."""
    if connection.vendor != "sqlite":
        yield
        return
    _wait_at_most(PATIENCE)
    try:
        yield
    finally:
        _wait_at_most(connection.settings_dict["OPTIONS"].get("timeout", 5))


def _wait_at_most(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        cursor.fetchall()


def listen() -> None:
    """After each commit that added rows, this process asks itself whether it is time to seal."""
    for model in sealed_tables().values():
        post_save.connect(_row_saved, sender=model, dispatch_uid="sealing")


def _row_saved(**kwargs) -> None:
    transaction.on_commit(pace.row_added)


def unsalt(table: str, rows: Iterable[int], erasure: Erasure) -> int:
    """Takes the salts of the seals of these rows away, so that nothing in the chain tells what stood in them.

    `rows` are primary keys of `table`. Call it inside `append_only.erasing()`, after the rows were blanked or deleted:
    what was not sealed yet is then sealed as it stands now. The seals name `erasure`, and their number is added to its
    `counts["seals"]`, which verify_history compares; so add to `counts`, never replace it. Returns that number.
    """
    model, count = tables()[table], 0
    for some in chunks(rows):
        seals = RowSeal.objects.filter(table=table, row__in=some, erasure=None)
        count += seals.update(salt="", erasure=erasure)
        left = model._base_manager.filter(pk__in=some).values("pk")
        UnsealedRow.objects.filter(table=table, row__in=some).exclude(row__in=left).delete()
    erasure.counts["seals"] = erasure.counts.get("seals", 0) + count
    erasure.save(update_fields=["counts"])
    return count


def chunks(rows: Iterable, size: int = CHUNK) -> Iterator[list]:
    """`rows` in lists of at most `size`."""
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some

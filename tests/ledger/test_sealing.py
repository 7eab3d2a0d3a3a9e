"""Rows are sealed in batches after their commit: none is lost, none waits for long, and nobody's work fails by it."""

import io
import logging
import re

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction

from tests import factories
from tests.factories import BIRU
from tests.ledger.tampering import found, seal_all
from tests.parallel import at_once
from wksbm.accounts import log, sealing
from wksbm.accounts.models import AccessLog, RowSeal, SealBatch, SealedShape, UnsealedRow
from wksbm.accounts.sealing import seal_pending

PEOPLE = "people_historicalperson"
WRITERS, SAVES = 8, 15


@pytest.fixture
def pace(monkeypatch):
    """The pace of a process that has just begun."""
    fresh = sealing.Pace()
    monkeypatch.setattr(sealing, "pace", fresh)
    return fresh


@pytest.mark.django_db
def test_a_batch_continues_the_one_before(cast):
    seal_all()
    before = SealBatch.objects.order_by("pk").last()
    for letter in "ABC":
        factories.person(f"Warga {letter}", BIRU)
    assert seal_pending(2) == 2
    batch = SealBatch.objects.order_by("pk").last()
    assert (batch.pk, batch.previous, batch.rows, batch.seals.count()) == (before.pk + 1, before.digest, 2, 2)
    assert UnsealedRow.objects.filter(table=PEOPLE).count() == 1


@pytest.mark.django_db
def test_equal_rows_have_different_digests(cast):
    """Salted, so that nobody can guess what an erased row held and compare."""
    for _time in "ab":
        log.note(cast.biru, AccessLog.Kind.LOOK_UP)
    seal_all()
    seals = RowSeal.objects.filter(table="accounts_accesslog")
    assert len({seal.digest for seal in seals}) == len({seal.salt for seal in seals}) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", seal.salt) for seal in seals)


@pytest.mark.django_db
def test_what_breaks_half_way_leaves_nothing_half(cast, monkeypatch):
    seal_all()
    factories.person("Siti Rahma", BIRU)
    before = RowSeal.objects.count(), SealBatch.objects.count(), UnsealedRow.objects.count()

    def killed(rows):
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "chunks", killed)  # the batch is written, the queue still whole
        with pytest.raises(ConnectionResetError):
            seal_pending()
    assert (RowSeal.objects.count(), SealBatch.objects.count(), UnsealedRow.objects.count()) == before
    seal_all()
    assert found() == []


@pytest.mark.django_db
def test_a_row_that_is_queued_twice_is_sealed_once(cast):
    person = factories.person("Siti Rahma", BIRU)
    seal_all()
    for _time in "ab":
        UnsealedRow(table=PEOPLE, row=person.history.get().pk).save()
    UnsealedRow(table="no_such_table", row=1).save()
    assert seal_pending() == 3
    assert found() == []
    assert not UnsealedRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_under_many_writers_no_row_is_lost(cast, monkeypatch, settings):
    """Also when a sealer often finds the database busy: nobody else then waits in vain."""
    settings.SEAL_EVERY_ROWS = 5
    monkeypatch.setattr(sealing, "PAUSE", 0)
    monkeypatch.setattr(sealing, "PATIENCE", 0.002)

    def writer(number: int):
        def write():
            for time in range(SAVES):
                with transaction.atomic():
                    factories.person(f"Warga {chr(65 + number)} {chr(65 + time)}", BIRU)
                    if time % 5 == 0:
                        transaction.set_rollback(True)

        return write

    assert at_once([writer(number) for number in range(WRITERS)], as_user=cast.biru) == [None] * WRITERS
    assert SealBatch.objects.count() > 1
    seal_all()
    assert RowSeal.objects.filter(table=PEOPLE).count() == WRITERS * SAVES * 4 // 5
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_sealers_at_once_make_one_chain(cast):
    for number in range(20):
        factories.person(f"Warga {chr(65 + number)}", BIRU)
    answers = at_once([lambda: seal_pending(5, wait=True)] * 4)
    assert answers == [5] * 4
    seal_all()
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_after_enough_rows_or_time_a_commit_seals(cast, pace, settings):
    seal_all()
    settings.SEAL_EVERY_ROWS, settings.SEAL_EVERY_SECONDS = 3, 1000
    pace.rows, pace.since = 0, pace.since - 1
    for letter in "AB":
        factories.person(f"Warga {letter}", BIRU)
    assert UnsealedRow.objects.count() == 2
    factories.person("Warga C", BIRU)
    assert UnsealedRow.objects.filter(table=PEOPLE).count() == 0
    assert pace.rows == 0
    factories.person("Warga D", BIRU)
    assert UnsealedRow.objects.filter(table=PEOPLE).count() == 1
    pace.since -= 1001
    factories.person("Warga E", BIRU)
    assert UnsealedRow.objects.filter(table=PEOPLE).count() == 0


@pytest.mark.django_db(transaction=True)
def test_one_request_seals_one_batch_however_many_rows_it_writes(cast, pace, settings, monkeypatch):
    seal_all()
    settings.SEAL_EVERY_ROWS, settings.SEAL_EVERY_SECONDS = 2, 1000
    pace.since -= 1
    batches = SealBatch.objects.count()
    with transaction.atomic():
        for letter in "ABCDEFGH":
            factories.person(f"Warga {letter}", BIRU)
    assert SealBatch.objects.count() == batches + 1


@pytest.mark.django_db(transaction=True)
def test_with_no_rows_set_only_the_command_seals(cast, pace, settings):
    settings.SEAL_EVERY_ROWS = settings.SEAL_EVERY_SECONDS = 0
    pace.since -= 1000
    factories.person("Siti Rahma", BIRU)
    assert UnsealedRow.objects.filter(table=PEOPLE).exists()


@pytest.mark.django_db
def test_in_a_transaction_that_is_undone_nothing_is_sealed(cast, pace, settings):
    settings.SEAL_EVERY_ROWS, settings.SEAL_EVERY_SECONDS = 1, 0
    pace.since -= 1
    factories.person("Siti Rahma", BIRU)
    assert UnsealedRow.objects.filter(table=PEOPLE).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [OperationalError("database is locked"), DatabaseError("no"), KeyError("a bug")])
def test_a_failure_to_seal_fails_nobody(cast, pace, settings, monkeypatch, caplog, error):
    settings.SEAL_EVERY_ROWS, settings.SEAL_EVERY_SECONDS = 1, 0
    pace.since -= 1

    def fail():
        raise error

    monkeypatch.setattr(sealing, "seal_pending", fail)
    person = factories.person("Siti Rahma", BIRU)
    person.refresh_from_db()
    records = [record for record in caplog.records if record.name == "wksbm.accounts.sealing"]
    assert {record.levelno for record in records} == {logging.WARNING}
    assert [bool(record.exc_info) for record in records] == [not isinstance(error, OperationalError)] * len(records)
    assert UnsealedRow.objects.filter(table=PEOPLE).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" not in str(connection.settings_dict["ENGINE"]), reason="the write lock of SQLite")
def test_nobody_waits_long_for_the_write_lock_to_seal(cast, pace, settings):
    """And afterwards the connection has its usual patience."""
    settings.SEAL_EVERY_ROWS, settings.SEAL_EVERY_SECONDS = 1, 0
    with transaction.atomic():
        factories.person("Siti Rahma", BIRU)  # holds the lock

        def seal_elsewhere():
            pace.since -= 1
            pace.row_added()
            with connection.cursor() as cursor:
                return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

        assert at_once([seal_elsewhere]) == [20_000]
        assert UnsealedRow.objects.filter(table=PEOPLE).exists()


@pytest.mark.django_db
def test_the_command_seals_all_and_says_where_the_chain_ends(cast):
    waiting = UnsealedRow.objects.count()
    call_command("seal_history", stdout=(said := io.StringIO()))
    last = SealBatch.objects.order_by("pk").last()
    shapes = SealedShape.objects.count()
    assert waiting > 20
    assert said.getvalue().splitlines() == [
        f"{waiting + shapes} rows sealed.",
        f"Newest batch: {last.pk}:{last.digest}",
    ]
    assert not UnsealedRow.objects.exists()

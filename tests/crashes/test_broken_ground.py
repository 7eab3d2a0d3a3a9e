"""No room on the disk, a database that is restarted in the middle: a clear outcome, and nothing half-written."""

import resource
from itertools import count

import psycopg2
import pytest
from django.db import OperationalError, connection
from django.db.utils import InterfaceError

from tests.crashes.children import child, ended, settled
from tests.crashes.lists import ABSENT, CHANGED, NEW, THERE, UNDONE, a_list, facts
from wksbm.actor import acting_as
from wksbm.people.sheet import PersonSheet
from wksbm.spreadsheets.engine.rows import Index, read_rows
from wksbm.spreadsheets.engine.writing import write
from wksbm.spreadsheets.store import Store

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
MOST_PAGES = 1_073_741_823


def on(vendor: str) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"only {vendor} can be brought into this")


def room_for(pages: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (used,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {MOST_PAGES if pages is None else used + pages}")


@pytest.mark.parametrize("pages", [0, 5, 40, 120])
def test_a_full_disk_leaves_the_registry_as_it_was(cast, known, pages):
    on("sqlite")
    run = a_list(cast, known)
    empty_pages_used_up()
    room_for(pages)
    try:
        with pytest.raises(OperationalError, match="full"):
            run.write()
    finally:
        room_for(None)
    batch = run.batch = settled(run.batch)
    assert (batch.state, facts(batch)) == ("checked", ABSENT)
    run.write()
    room_for(0)
    try:
        with pytest.raises(OperationalError, match="full"):
            run.undo()
    finally:
        room_for(None)
    batch = run.batch = settled(run.batch)
    assert (batch.state, facts(batch)) == ("written", THERE)
    run.undo()
    assert facts(batch) == UNDONE


def empty_pages_used_up() -> None:
    """What other tests left free would be room."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")


@pytest.mark.parametrize("size", [0, 2_000, 40_000])
def test_no_room_for_the_staged_rows_keeps_those_that_were_there(cast, known, size):
    run = a_list(cast, known)
    store = Store(run.batch.token)
    before = [(one.number, one.atoms) for one in read_rows(store)]

    def check_without_room() -> None:
        facts(run.batch)  # the database is opened while it still may write
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        with pytest.raises((OSError, OperationalError), match="File too large"):  # PostgreSQL wraps what stops its COPY
            run.check()

    assert ended(child(check_without_room)) == 0
    assert [(one.number, one.atoms) for one in read_rows(store)] == before
    assert len(Index.of(store).kinds) == NEW + CHANGED
    assert not list(store.folder.glob("*.half"))
    run.write()
    assert facts(run.batch) == THERE


@pytest.mark.parametrize("moment", [1, 2, 3])
def test_a_database_that_goes_away_has_written_nothing(cast, known, moment):
    on("postgresql")
    run, calls = a_list(cast, known), count(1)

    def go_away(_done: int) -> None:
        if next(calls) == moment:
            end_connection(connection.connection.info)

    with pytest.raises((OperationalError, InterfaceError)), acting_as(run.user):
        write(run.batch, PersonSheet(run.user, run.sheet.today), run.user, go_away)
    connection.close()
    batch = run.batch = settled(run.batch)
    assert (batch.state, facts(batch)) == ("checked", ABSENT)
    run.write()
    assert facts(run.batch) == THERE


def end_connection(info) -> None:
    """As a restart does it: the server ends the connection in the middle of its work."""
    other = psycopg2.connect(dbname=info.dbname, user=info.user, host=info.host, port=info.port, password=info.password)
    with other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [info.backend_pid])
    other.close()

"""The database itself refuses to change or delete what is append-only, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.factories import BIRU
from tests.ledger.tampering import seal_all, sql
from wksbm.accounts import append_only, log
from wksbm.accounts.models import AccessLog, Erasure, RowSeal, SealBatch, SealedShape, UnsealedRow

pytestmark = pytest.mark.django_db

# One row of each kind of append-only table, by a column that any row lets itself be changed in.
KINDS = {
    "people_historicalperson": "full_name = 'Orang Lain'",
    "accounts_accesslog": "reason = 'lain'",
    "accounts_erasure": "reason = 'lain'",
    "accounts_sealbatch": "digest = ''",
    "accounts_rowseal": "salt = ''",
    "accounts_sealedshape": "columns = 'id'",
}


@pytest.fixture
def rows(cast):
    """A row in each of KINDS."""
    person = factories.person("Siti Rahma", BIRU)
    log.note(cast.biru, AccessLog.Kind.VIEW, person)
    Erasure(by=cast.dinas_bone, person=person.pk, reason="diminta").save()
    seal_all()
    return person


def refused(statement: str) -> str:
    """What the database says to it."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        sql(statement)
    return str(error.value).splitlines()[0]


@pytest.mark.parametrize("table", KINDS)
def test_a_row_is_neither_changed_nor_deleted(rows, table):
    answer = f"{table} is append-only: its rows are never changed or deleted"
    assert refused(f"UPDATE {table} SET {KINDS[table]}") == answer
    assert refused(f"DELETE FROM {table}") == answer
    assert append_only.tables()[table].objects.exists()


@pytest.mark.skipif("sqlite" not in str(connection.settings_dict["ENGINE"]), reason="SQLite's own way to write over")
@pytest.mark.parametrize("table", KINDS)
def test_no_row_is_written_over_by_a_new_one(rows, table):
    assert "append-only" in refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.skipif("sqlite" not in str(connection.settings_dict["ENGINE"]), reason="SQLite's own way to write over")
def test_no_seal_is_written_over_by_one_with_another_number(rows):
    columns = 'batch_id, "table", "row", shape_id, salt, digest'
    copy = (
        f"INSERT OR REPLACE INTO accounts_rowseal (id, {columns}) SELECT id + 1000000, {columns} FROM accounts_rowseal"
    )
    assert "append-only" in refused(copy)


@pytest.mark.skipif("postgresql" not in str(connection.settings_dict["ENGINE"]), reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", KINDS)
def test_a_table_is_not_emptied_at_once(rows, table):
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL wants no key to be left unchecked
    assert "append-only" in refused(f"TRUNCATE {table} CASCADE")


def test_django_itself_is_refused(rows):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.history.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessLog.objects.update(reason="")


def test_a_new_row_is_welcome_and_waits_for_its_seal(cast):
    seal_all()
    person = factories.person("Siti Rahma", BIRU)
    entry = log.note(cast.biru, AccessLog.Kind.VIEW, person)
    waiting = set(UnsealedRow.objects.values_list("table", "row"))
    assert waiting == {
        ("people_historicalperson", person.history.get().history_id),
        ("accounts_accesslog", entry.pk),
    }


def test_seals_need_no_seals(rows):
    assert not UnsealedRow.objects.filter(table__in=[SealBatch._meta.db_table, RowSeal._meta.db_table]).exists()
    assert RowSeal.objects.filter(table=SealedShape._meta.db_table).exists()

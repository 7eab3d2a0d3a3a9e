"""With the triggers off, a row that is changed, taken away or smuggled in is named."""

import pytest
from django.db.models import F

from tests import factories
from tests.factories import BIRU
from tests.ledger.tampering import PEOPLE, found, noted_batch, seal_all, seal_of, sql, tampering, typed
from wksbm.accounts import log
from wksbm.accounts.models import AccessLog, RowSeal, SealBatch
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db


def test_what_nobody_touched_is_as_it_was_sealed(history):
    assert found() == []
    assert RowSeal.objects.filter(table=PEOPLE).count() == 6


@pytest.mark.parametrize(
    "change",
    [
        "full_name = 'Orang Lain'",
        "nik = ''",
        "birth_date = '1990-01-02'",
        "history_date = '2020-01-01 00:00:00+00:00'",
        "history_user_id = NULL",
        "history_change_reason = ''",
        "history_role = 'dinas'",
        "history_type = '~'",
    ],
)
def test_a_changed_value_is_named(history, change):
    row = history[2]
    with tampering():
        assert sql(f"UPDATE {PEOPLE} SET {change} WHERE history_id = %s", row.pk) == 1
        assert found() == [f"batch {seal_of(row).batch_id}, {PEOPLE} {row.pk}: the row was changed"]


def test_a_changed_log_entry_is_named(cast):
    entry = log.note(cast.biru, AccessLog.Kind.EXPORT, reason="rapat", rows=25, kinds=["a", "b"])
    seal_all()
    with tampering():
        sql("UPDATE accounts_accesslog SET facts = %s WHERE id = %s", '{"rows": 24, "kinds": ["a", "b"]}', entry.pk)
        (finding,) = found()
    assert finding.endswith(f"accounts_accesslog {entry.pk}: the row was changed")


def test_a_deleted_row_is_named(history):
    row = history[1]
    with tampering():
        sql(f"DELETE FROM {PEOPLE} WHERE history_id = %s", row.pk)
        assert found() == [f"batch {seal_of(row).batch_id}, {PEOPLE} {row.pk}: the row was deleted"]


def test_a_row_that_was_deleted_before_it_was_sealed_is_named(history):
    row = factories.person("Warga F", BIRU).history.get()
    with tampering():
        sql(f"DELETE FROM {PEOPLE} WHERE history_id = %s", row.pk)
        seal_all()
        assert found() == [f"batch {seal_of(row).batch_id}, {PEOPLE} {row.pk}: the row was deleted"]


def test_a_row_added_past_the_triggers_is_named(history):
    with tampering():
        added = factories.person("Warga Selundupan", BIRU).history.get()
        assert found() == [f"{PEOPLE} {added.pk}: the row was added without a seal"]


def test_a_row_taken_from_the_queue_is_named(history):
    row = factories.person("Warga F", BIRU).history.get()
    assert found() == []
    sql("DELETE FROM accounts_unsealedrow")
    assert found() == [f"{PEOPLE} {row.pk}: the row was added without a seal"]


def test_rows_that_changed_places_are_named(history):
    """Both contents are still there, each under the other's number."""
    first, second = history[1].pk, history[2].pk
    with tampering():
        for before, after in ((first, -1), (second, first), (-1, second)):
            sql(f"UPDATE {PEOPLE} SET history_id = %s WHERE history_id = %s", after, before)
        assert [finding.split(", ")[1] for finding in found()] == [
            f"{PEOPLE} {row}: the row was changed" for row in (first, second)
        ]


def test_a_salt_taken_without_an_erasure_is_named(history):
    seal = seal_of(history[2])
    with tampering():
        sql("UPDATE accounts_rowseal SET salt = '' WHERE id = %s", seal.pk)
        told = f"batch {seal.batch_id}, {PEOPLE} {seal.row}: the salt of its seal was taken away without an erasure"
        assert found() == [told]


def test_a_permit_left_behind_is_told(history):
    sql('INSERT INTO accounts_erasurepermit ("transaction") VALUES (0)')
    assert found() == ["a permit to erase was left behind, with which anyone could change rows"]


def test_the_command_says_first_what_was_found_first_and_fails(history):
    with tampering():
        Person.history.filter(pk__in=[row.pk for row in history]).update(version=F("version") + 1)
        _said, complaints = typed("verify_history", noted=None)
    first = seal_of(history[0])
    lines = complaints.splitlines()
    assert lines[0] == f"batch {first.batch_id}, {PEOPLE} {first.row}: the row was changed"
    assert lines[-1] == "CommandError: 5 findings: history is not what was sealed."


def test_a_note_that_holds_is_no_finding_and_nonsense_is_refused(history):
    assert typed("verify_history", noted=noted_batch())[1] == ""
    for nonsense in ("", "12", "x:y", noted_batch() + "0"):
        assert typed("verify_history", noted=nonsense)[1].startswith("CommandError: Write --noted")


def test_the_command_counts_what_is_sealed_and_what_waits(history):
    factories.person("Warga F", BIRU)
    said, complaints = typed("verify_history", noted=None)
    sealed, last = RowSeal.objects.count(), SealBatch.objects.order_by("pk").last()
    assert complaints == ""
    assert said.splitlines() == [
        f"{sealed} rows as sealed, 0 erased, 1 waiting for a seal.",
        f"Newest batch: {last.pk}:{last.digest}",
    ]

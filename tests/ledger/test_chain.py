"""With the triggers off, seals and batches that are changed, missing or in another order are named."""

import pytest

from tests import factories
from tests.factories import BIRU
from tests.ledger.tampering import PEOPLE, found, noted_batch, seal_all, seal_of, sql, tampering, typed
from wksbm.accounts.models import RowSeal, SealBatch, UnsealedRow
from wksbm.accounts.sealed_content import Shape
from wksbm.accounts.sealing import batch_digest, row_digest, seal_pending
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_newest_batch_deleted_with_its_rows_leaves_what_was_noted_unfulfilled(history):
    noted = noted_batch()
    with tampering():
        batch = seal_of(history[4]).batch_id
        sql(f"DELETE FROM {PEOPLE} WHERE history_id = %s", history[4].pk)
        assert len(found()) == 1
        sql("DELETE FROM accounts_rowseal WHERE batch_id = %s", batch)
        sql("DELETE FROM accounts_sealbatch WHERE id = %s", batch)
        assert found() == []  # a chain cannot know how long it was; whoever noted its end does
        _said, complaints = typed("verify_history", noted=noted)
    assert complaints.splitlines() == [
        f"batch {batch}: it is not the one that was noted",
        "CommandError: 1 findings: history is not what was sealed.",
    ]


def test_the_seals_of_the_newest_batch_deleted_leave_rows_without_a_seal(history):
    with tampering():
        batch = seal_of(history[4]).batch_id
        sql("DELETE FROM accounts_rowseal WHERE batch_id = %s", batch)
        sql("DELETE FROM accounts_sealbatch WHERE id = %s", batch)
        assert found() == [f"{PEOPLE} {history[4].pk}: the row was added without a seal"]


def test_a_missing_batch_in_the_middle_is_named(history):
    batch = seal_of(history[2]).batch_id
    with tampering():
        sql("DELETE FROM accounts_sealbatch WHERE id = %s", batch)
        assert found() == [f"batch {batch}: the batch is missing"]
        sql("DELETE FROM accounts_rowseal WHERE batch_id = %s", batch)
        sql(f"DELETE FROM {PEOPLE} WHERE history_id = %s", history[2].pk)
        assert found() == [f"batch {batch}: the batch is missing"]


@pytest.mark.parametrize("place", [2, 4])
def test_a_batch_without_its_seals_is_named(history, place):
    batch = seal_of(history[place]).batch_id
    with tampering():
        sql("DELETE FROM accounts_rowseal WHERE batch_id = %s", batch)
        assert found()[0] == f"batch {batch}: all its seals are missing"


def test_batches_that_changed_places_are_named(history):
    first, second = seal_of(history[1]).batch_id, seal_of(history[2]).batch_id
    with tampering():
        for before, after in ((first, -1), (second, first), (-1, second)):
            sql("UPDATE accounts_sealbatch SET id = %s WHERE id = %s", after, before)
            sql("UPDATE accounts_rowseal SET batch_id = %s WHERE batch_id = %s", after, before)
        assert found()[0].startswith(f"batch {first}: ") or found()[0].startswith(f"batch {second}: ")


def test_seals_that_changed_places_are_named(history):
    factories.person("Warga F", BIRU).save()
    assert seal_pending() == 2
    one, other = RowSeal.objects.order_by("-pk")[:2]
    with tampering():
        for before, after in ((one.pk, -1), (other.pk, one.pk), (-1, other.pk)):
            sql("UPDATE accounts_rowseal SET id = %s WHERE id = %s", after, before)
        assert found() == [f"batch {one.batch_id}: it is not made of these seals at this time"]


def test_a_row_sealed_anew_after_it_was_changed_breaks_the_batch(history):
    row = history[2]
    with tampering():
        sql(f"UPDATE {PEOPLE} SET full_name = 'Orang Lain' WHERE history_id = %s", row.pk)
        batch = seal_of(row).batch_id
        sql("DELETE FROM accounts_rowseal WHERE batch_id = %s", batch)
        sql("DELETE FROM accounts_sealbatch WHERE id = %s", batch)
        UnsealedRow(table=PEOPLE, row=row.pk).save()
        seal_all()
        assert found()[0] == f"batch {batch}: the batch is missing"


@pytest.mark.parametrize("change", ["at = '2020-01-01 00:00:00+00:00'", "digest = repeat", "previous = repeat"])
def test_a_changed_batch_is_named(history, change):
    batch = seal_of(history[2]).batch_id
    with tampering():
        sql(f"UPDATE accounts_sealbatch SET {change.replace('repeat', repr('a' * 64))} WHERE id = %s", batch)
        assert found()[0].startswith(f"batch {batch}: ")


def test_changed_columns_of_the_seals_are_named(history):
    """What would let a column that was tampered with pass as one that is no more."""
    shape = seal_of(history[2]).shape
    with tampering():
        sql("UPDATE accounts_sealedshape SET columns = %s WHERE id = %s", shape.columns + ",no_more", shape.pk)
        sql(f"UPDATE {PEOPLE} SET full_name = 'Orang Lain'")
        assert any(f"accounts_sealedshape {shape.pk}: the row was changed" in finding for finding in found())


def test_columns_that_nobody_knows_are_named(history):
    """The columns of the seals over columns among them, which might hide all the others."""
    seal = seal_of(history[2])
    of_shapes = RowSeal.objects.filter(table="accounts_sealedshape").first().shape
    with tampering():
        sql("UPDATE accounts_sealedshape SET columns = 'no_more'")
        named = [finding for finding in found() if "the columns it was sealed with are not known" in finding]
        assert any(f"accounts_sealedshape {of_shapes.pk}:" in finding for finding in named)
    with tampering():
        sql("DELETE FROM accounts_sealedshape WHERE id = %s", seal.shape_id)
        assert f"batch {seal.batch_id}, {PEOPLE} {seal.row}: the columns it was sealed with are not known" in found()


def test_a_batch_made_anew_over_a_changed_row_is_not_continued_by_the_next(history):
    """As somebody would who knows how seals are made: only the chain and the note give him away."""
    row, noted = history[3], noted_batch()
    with tampering():
        sql(f"UPDATE {PEOPLE} SET full_name = 'Orang Lain' WHERE history_id = %s", row.pk)
        forge(seal_of(row))
        assert found() == [f"batch {seal_of(history[4]).batch_id}: it does not continue the batch before it"]
        last = SealBatch.objects.order_by("pk").last()
        last.previous = seal_of(row).batch.digest
        SealBatch.objects.filter(pk=last.pk).update(previous=last.previous)
        forge(seal_of(history[4]))
        assert found() == []
        assert "it is not the one that was noted" in typed("verify_history", noted=noted)[1]


def forge(seal: RowSeal) -> None:
    """Makes a seal and its batch, of this one row, fit what stands in the table now."""
    ((_row, content),) = Shape.of(Person.history.model).contents([seal.row])
    digest = row_digest(seal.salt, content)
    RowSeal.objects.filter(pk=seal.pk).update(digest=digest)
    SealBatch.objects.filter(pk=seal.batch_id).update(digest=batch_digest(seal.batch, [(digest, seal.shape_id)]))

"""An erasure changes what nothing else may, in its own transaction only, and leaves the chain whole."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from tests import factories
from tests.factories import BIRU
from tests.ledger.tampering import found, seal_all, sql, tampering
from tests.parallel import at_once
from wksbm.accounts import append_only, triggers
from wksbm.accounts.models import Erasure, ErasurePermit
from wksbm.accounts.sealing import seal_pending, unsalt
from wksbm.accounts.verifying import Verification

PEOPLE = "people_historicalperson"


@pytest.fixture
def history(cast):
    """Three rows of one person's history, sealed, and those of a neighbour."""
    person, neighbour = (factories.person(name, BIRU) for name in ("Siti Rahma", "Tetangga"))
    for phone in ("0811", "0812"):
        person.phone = phone
        person.save()
    seal_all()
    return person.history.order_by("history_id"), neighbour.history.all()


def erase(rows, by, *, delete: bool) -> Erasure:
    """As an erasure does it: the values and what could tell of them."""
    with transaction.atomic(), append_only.erasing():
        erasure = Erasure(by=by, person=12, reason="diminta", counts={"people": 1})
        erasure.save()
        numbers = [row.pk for row in rows]
        if delete:
            sql(f"DELETE FROM {PEOPLE} WHERE history_id IN ({', '.join(map(str, numbers))})")
        else:
            sql(f"UPDATE {PEOPLE} SET full_name = '', phone = '' WHERE history_id IN ({', '.join(map(str, numbers))})")
        unsalt(PEOPLE, numbers, erasure)
    return erasure


@pytest.mark.django_db
@pytest.mark.parametrize("delete", [True, False])
def test_after_an_erasure_the_chain_is_whole(cast, history, delete):
    rows, _neighbour = history
    erasure = erase(rows, cast.dinas_bone, delete=delete)
    assert found() == []
    seal_all()
    verification = Verification()
    assert list(verification) == []
    assert (verification.erased, erasure.counts) == (3, {"people": 1, "seals": 3})
    assert set(erasure.seals.values_list("salt", flat=True)) == {""}


@pytest.mark.django_db
def test_a_row_that_was_not_sealed_yet_is_erased_as_well(cast, history):
    person = factories.person("Baru Saja", BIRU)
    erase(person.history.all(), cast.dinas_bone, delete=True)
    other = factories.person("Baru Juga", BIRU)
    erase(other.history.all(), cast.dinas_bone, delete=False)
    seal_all()
    assert found() == []


@pytest.mark.django_db
def test_after_an_erasure_nothing_may_be_changed_again(cast, history):
    rows, neighbour = history
    erase(rows, cast.dinas_bone, delete=False)
    for row in (*rows, *neighbour):
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(f"UPDATE {PEOPLE} SET full_name = 'x' WHERE history_id = %s", row.pk)
    assert not ErasurePermit.objects.exists()


@pytest.mark.django_db
def test_an_erasure_that_fails_has_erased_nothing_and_leaves_no_permit(history):
    rows, _neighbour = history
    with transaction.atomic(), pytest.raises(ZeroDivisionError):
        half_an_erasure()
    assert rows.count() == 3
    assert not ErasurePermit.objects.exists()


def half_an_erasure():
    with append_only.erasing():
        assert sql(f"DELETE FROM {PEOPLE}") > 3
        raise ZeroDivisionError


@pytest.mark.django_db
def test_a_forged_erasure_of_salts_is_named(cast, history):
    """Salts taken in the name of an erasure that did not take them."""
    rows, neighbour = history
    erasure = erase(rows, cast.dinas_bone, delete=True)
    seal_all()
    with tampering():
        sql(f"UPDATE {PEOPLE} SET full_name = 'x' WHERE history_id = %s", neighbour.get().pk)
        taken = 'UPDATE accounts_rowseal SET salt = \'\', erasure_id = %s WHERE "table" = %s AND "row" = %s'
        sql(taken, erasure.pk, PEOPLE, neighbour.get().pk)
        assert [finding.split(":")[0] for finding in found()] == [f"accounts_erasure {erasure.pk}"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nobody_erases():
    with pytest.raises(TransactionManagementError), append_only.erasing():
        pass
    assert not ErasurePermit.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_permit_is_gone_before_the_commit(cast, history):
    erase(history[0], cast.dinas_bone, delete=True)
    assert not ErasurePermit.objects.exists()
    assert found() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "postgresql" not in str(connection.settings_dict["ENGINE"]), reason="SQLite has one writer at a time"
)
def test_meanwhile_everybody_else_is_refused(cast, history):
    _rows, neighbour = history
    row = neighbour.get().pk

    def from_another_connection():
        return sql(f"UPDATE {PEOPLE} SET full_name = 'x' WHERE history_id = %s", row)

    with transaction.atomic():
        with append_only.erasing():
            (answer,) = at_once([from_another_connection])
            assert isinstance(answer, IntegrityError)
            assert from_another_connection() == 1
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "postgresql" not in str(connection.settings_dict["ENGINE"]), reason="SQLite has one writer at a time"
)
def test_nothing_is_sealed_while_somebody_erases(cast, history):
    factories.person("Baru Saja", BIRU)
    with transaction.atomic(), append_only.erasing():
        assert at_once([seal_pending]) == [0]
    assert at_once([seal_pending]) == [1]


@pytest.mark.django_db(transaction=True)
def test_a_committed_permit_is_told_and_taken_away(cast, history):
    """SQLite has no number of the transaction: there it would open the door to all."""
    ErasurePermit(transaction=0).save()
    assert [error.id for error in triggers.history_is_protected()] == ["wksbm.E003"]
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError):
            sql(f"DELETE FROM {PEOPLE}")
    triggers.protect()
    assert triggers.history_is_protected() == []
    assert found() == []

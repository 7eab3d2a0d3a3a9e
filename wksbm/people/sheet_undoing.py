"""When people who were brought in are gone again: who had the same NIK elsewhere may be alone with it now."""

# ruff: noqa: S608 only names of our own tables are put in
from wksbm.people.models import Person
from wksbm.spreadsheets.engine.tables import changed
from wksbm.spreadsheets.engine.undoing import after_undoing
from wksbm.spreadsheets.models import BatchRow, ImportBatch


@after_undoing(Person._meta.label)
def settle_conflicts_of(batch: ImportBatch) -> None:
    """As services.settle_conflicts for every NIK that the undoing took from somebody: no history, no version."""
    given_up = f"""
        SELECT h.nik_index FROM "{BatchRow._meta.db_table}" b JOIN people_historicalperson h ON h.id = b.object_id
        WHERE b.batch_id = %s AND b.label = %s AND b.outcome = %s
    """
    changed(
        f"""
        UPDATE people_person SET nik_conflict = %s
        WHERE nik_conflict AND nik_index <> '' AND nik_index IN ({given_up})
        AND NOT EXISTS (SELECT 1 FROM people_person o WHERE o.nik_index = people_person.nik_index
                        AND o.id <> people_person.id)
        """,
        [False, batch.pk, Person._meta.label, BatchRow.Outcome.REVERSED],
    )

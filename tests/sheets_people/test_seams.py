"""A neighbour's list that is brought in between two statements of ours: nobody stands there twice, wherever it falls."""

from itertools import count
from threading import Thread

import pytest
from django.db import connection, connections

from tests.sheets_people.bringing import bring, crowd
from wksbm.people.models import Person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="on SQLite one of the two waits from its first statement"),
]
MANY, FEWEST_SEAMS = 12, 10
MOMENT, PATIENCE = 0.4, 30  # seconds


def statements_before(write, neighbour, seam: int) -> int:
    """Runs `write`; before its statement number `seam` the neighbour brings his list in, or begins to wait for us.

    Returns how many statements `write` ran.
    """
    ran = 0

    def elsewhere() -> None:
        try:
            neighbour()
        finally:
            connections.close_all()

    other = Thread(target=elsewhere)

    def between(execute, sql, parameters, many, context):
        nonlocal ran
        ran += 1
        if ran == seam:
            other.start()
            other.join(MOMENT)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(between):
        write()
    if ran >= seam:
        other.join(PATIENCE)
        assert not other.is_alive()
    return ran


@pytest.mark.parametrize("why", [None, "not_shown"], ids=["by NIK", "by name"])
def test_the_same_people_between_any_two_statements_are_made_once(cast, why):
    for seam in count(1):
        before, people = Person.objects.count(), crowd(MANY, first=seam * MANY, why=why)
        ours, theirs = bring(cast.biru, *people), bring(cast.tksk, *people[: MANY // 2])
        ran = statements_before(ours.write, theirs.write, seam)
        if ran < seam:
            break
        written = [run.batch.counts.get("written_new", 0) for run in (ours, theirs)]
        assert sum(written) == MANY == Person.objects.count() - before, seam
        assert not Person.objects.filter(nik_conflict=True).exists(), seam
    assert ran > FEWEST_SEAMS

"""kill −9 while a list of people is brought in, undone or checked: it is wholly there or wholly absent, and says which."""

import random
from collections import Counter

import pytest
from django.db import connection

from tests.crashes.children import KILLED, child, ended, killed, seconds_of, settled
from tests.crashes.lists import ABSENT, CHANGED, NEW, THERE, TOUCHED, UNDONE, People, a_list, facts
from wksbm.people.models import Person
from wksbm.spreadsheets.engine.rows import Index, read_rows
from wksbm.spreadsheets.models import BatchRow
from wksbm.spreadsheets.store import Store

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
KILLS = {"postgresql": 100, "sqlite": 30}


class Moments:
    """When to kill a work: anywhere in its time, which is learnt from those that were quicker."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.chance = seconds, random.Random(5)  # noqa: S311 moments, no secrets

    def kill(self, action) -> bool:
        """Whether it was killed before its end."""
        struck = killed(action, self.chance.uniform(0, self.seconds)) == KILLED
        self.seconds *= 1.04 if struck else 0.85
        return struck


def test_a_killed_import_is_wholly_there_or_wholly_absent(cast, known):
    run, seen = a_list(cast, known), Counter()
    write, undo = Moments(seconds_of(run.write)), Moments(0)
    assert facts(run.batch) == THERE
    undo.seconds = seconds_of(run.undo)
    while sum(seen.values()) < KILLS[connection.vendor]:
        run = a_list(cast, known)
        struck = write.kill(run.write)
        run.batch = settled(run.batch)
        assert facts(run.batch) == {"checked": ABSENT, "written": THERE}[run.batch.state]
        seen["write", run.batch.state] += struck
        if run.batch.state == "checked":
            run.write()
        assert facts(run.batch) == THERE
        check_history(run.batch)
        struck = undo.kill(run.undo)
        run.batch = settled(run.batch)
        assert facts(run.batch) == {"written": THERE, "undone": UNDONE}[run.batch.state]
        seen["undo", run.batch.state] += struck
        if run.batch.state == "written":
            run.undo()
        assert facts(run.batch) == UNDONE
    print(
        f"{connection.vendor}: {write.seconds:.2f} s, {undo.seconds:.2f} s; killed in (work, state then): {dict(seen)}"
    )


def check_history(batch) -> None:
    """One history row of the batch for each record that it touched, in the version that it left."""
    touched = set(batch.rows.filter(label="people.Person").values_list("object_id", "version"))
    told = People.objects.filter(history_change_reason=batch.reason).values_list("id", "version")
    assert (
        touched
        == set(told)
        == set(Person.objects.filter(pk__in=[pk for pk, _ in touched]).values_list("pk", "version"))
    )


def test_a_killed_check_leaves_what_was_staged_and_may_be_done_again(cast, known):
    run = a_list(cast, known)
    whole, chance = seconds_of(run.check), random.Random(6)  # noqa: S311 moments, no secrets
    counts = run.batch.counts
    store = Store(run.batch.token)
    for _round in range(10):
        killed(run.check, chance.uniform(0, whole))
        batch = settled(run.batch)
        assert (batch.state, batch.counts) == ("checked", counts)
        assert len([*read_rows(store)]) == len(Index.of(store).kinds) == NEW + CHANGED
        assert facts(batch) == ABSENT
    run.check()
    assert [path.name for path in store.folder.iterdir() if path.suffix or path.name == "cleaned"] == []
    run.write()
    assert facts(run.batch) == THERE


def test_nothing_is_left_of_a_first_check_that_was_killed(cast, known):
    run = a_list(cast, known)
    store = Store(run.batch.token)
    whole = seconds_of(run.check)
    for share in (0.3, 0.6, 0.8):
        store.remove()
        killed(run.check, whole * share)
        if not store.has("rows"):
            number = child(run.write)
            assert ended(number) == 1  # no staged file, or half of one: nothing is brought in
            assert facts(settled(run.batch)) == ABSENT
    run.check()
    run.write()
    assert facts(run.batch) == THERE
    assert BatchRow.objects.filter(batch=run.batch).count() == TOUCHED

"""Several people at the same moment: nobody is doubled, no change is lost, every list accounts for all its rows."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count

from tests import factories
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.parallel import at_once
from tests.sheets_people.bringing import bring, crowd, named, row
from wksbm.people.models import Person
from wksbm.records import StaleRecord

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(4)
MANY = 60


def accounted(run) -> bool:
    run.batch.refresh_from_db()
    counts = run.batch.counts
    done = counts["written_new"] + counts["written_changed"] + counts["same"]
    return run.batch.state == "written" and counts["read"] == done + counts["refused"]


@pytest.mark.parametrize("turn", ROUNDS)
def test_two_lists_with_the_same_people_make_each_of_them_once(cast, turn):
    people = crowd(MANY)
    third = MANY // 3
    runs = [bring(cast.biru, *people[: 2 * third]), bring(cast.tksk, *reversed(people[third:]))]
    found = at_once([run.write for run in (runs if turn % 2 else runs[::-1])])
    assert not [one for one in found if isinstance(one, Exception)], found
    assert all(map(accounted, runs))
    assert Person.objects.count() == MANY
    assert not Person.objects.values("nik_index").annotate(same=Count("pk")).filter(same__gt=1)
    assert not Person.objects.filter(nik_conflict=True).exists()
    assert sum(run.batch.counts["written_new"] for run in runs) == MANY
    assert sum(run.batch.counts["refused"] for run in runs) == third
    assert Counter(Person.history.model.objects.values_list("id", flat=True)) == dict.fromkeys(
        Person.objects.values_list("pk", flat=True), 1
    )


@pytest.mark.parametrize("turn", ROUNDS)
def test_of_two_lists_that_change_the_same_people_one_is_refused_row_by_row(cast, turn):
    people = [factories.person(named(number), BIRU, nik=new_nik()) for number in range(MANY)]
    one = [row(person.full_name, person.nik, address="Jalan Satu") for person in people]
    two = [row(person.full_name, person.nik, rt="2") for person in people]
    runs = [bring(cast.biru, *one), bring(cast.tksk, *reversed(two))]
    found = at_once([run.write for run in (runs if turn % 2 else runs[::-1])])
    assert not [answer for answer in found if isinstance(answer, Exception)], found
    assert all(map(accounted, runs))
    assert sum(run.batch.counts["written_changed"] for run in runs) == MANY
    assert set(Person.objects.values_list("version", "address", "rt")) <= {(2, "Jalan Satu", ""), (2, "", "002")}
    assert set(Counter(Person.history.model.objects.values_list("id", flat=True)).values()) == {2}
    for run in runs:
        reasons = Person.history.model.objects.filter(history_change_reason=run.batch.reason)
        assert reasons.count() == run.batch.counts["written_changed"] == run.batch.rows.count()


@pytest.mark.parametrize("turn", ROUNDS)
def test_one_nik_is_given_to_one_person(cast, turn):
    here = [factories.person(named(number), BIRU) for number in range(20)]
    there = [factories.person(named(number + 700), BIRU) for number in range(20)]
    niks = [new_nik() for _person in here]
    pairs = zip(here, niks, strict=True), zip(reversed(there), reversed(niks), strict=True)
    runs = [
        bring(user, *(row(person.full_name, nik, pk=person.pk) for person, nik in some))
        for user, some in zip((cast.biru, cast.tksk), pairs, strict=True)
    ]
    assert {kind for run in runs for kind in run.kinds} == {"changed"}
    found = at_once([run.write for run in (runs if turn % 2 else runs[::-1])])
    assert not [answer for answer in found if isinstance(answer, Exception)], found
    assert all(map(accounted, runs))
    assert sum(run.batch.counts["written_changed"] for run in runs) == 20
    assert [Person.objects.with_nik(nik).count() for nik in niks] == [1] * 20


@pytest.mark.parametrize("turn", ROUNDS)
def test_neighbours_who_do_not_see_each_other_are_both_let_in(cast, turn):
    rows = crowd(MANY)
    there = [[*cells[:6], WATAMPONE, *cells[7:]] for cells in reversed(rows)]
    runs = [bring(cast.biru, *rows), bring(cast.watampone, *there)]
    found = at_once([run.write for run in (runs if turn % 2 else runs[::-1])])
    assert [answer.written["new"] for answer in found] == [MANY, MANY], found
    marks = Counter(Person.objects.values_list("nik_index", "nik_conflict"))
    assert len(marks) == 2 * MANY
    assert Person.objects.filter(nik_conflict=True).count() == MANY


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_list_that_is_confirmed_twice_comes_in_once(cast, turn):
    run = bring(cast.biru, *crowd(MANY))
    found = at_once([run.write] * 3)
    assert Counter(map(type, found))[ValidationError] == 2, found
    assert Person.objects.count() == MANY == Person.history.model.objects.count() == run.batch.rows.count()
    found = at_once([run.undo] * 3)
    assert Counter(map(type, found))[ValidationError] == 2, found
    assert Person.history.model.objects.count() == 2 * MANY


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_colleague_who_saves_meanwhile_loses_nothing(cast, turn):
    run = bring(cast.biru, *crowd(MANY))
    run.write()
    people = list(Person.objects.order_by("-pk" if turn % 2 else "pk"))

    def by_hand() -> set[int]:
        saved = set()
        for person in people:
            person.occupation = "tani"
            try:
                person.save()
            except StaleRecord:
                continue
            saved.add(person.pk)
        return saved

    outcomes, saved = at_once([run.undo, by_hand], as_user=cast.biru)
    assert not isinstance(saved, Exception), saved
    assert outcomes.get("edited", 0) == len(saved)
    assert set(Person.objects.values_list("pk", "occupation")) == {(pk, "tani") for pk in saved}

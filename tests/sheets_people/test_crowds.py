"""Very many rows of one birthday: asked about as all others are, in a time that hundreds of rows do not square."""

import random
from datetime import date

from tests import factories, sqlite_steps
from tests.factories import BIRU, WATAMPONE, new_nik
from tests.sheets_people.bringing import bring, named, row
from wksbm.name_index import similarity
from wksbm.people import sheet_crowds
from wksbm.people.models import Person
from wksbm.people.sheet_crowds import LEAST_LIKE, MANY, MOST, Names
from wksbm.people.sheet_lookup import PersonKey, known_people
from wksbm.text import name_key

FIRST = ("siti", "sri", "budi", "wati", "sitti", "ahmad", "muhammad")
LAST = ("aminah", "lestari", "rahma", "syam", "wijaya", "a", "daeng")


def a_name(chance: random.Random) -> str:
    return " ".join(chance.choice(words) for words in (FIRST, LAST, LAST)[: chance.randint(1, 3)])


def test_the_rarest_trigrams_lose_nobody(monkeypatch):
    monkeypatch.setattr(sheet_crowds, "MOST", 10_000)
    chance = random.Random(20)  # noqa: S311 the same names every time
    people = [(number, a_name(chance)) for number in range(300)]
    names = Names(people)
    for key in ["", "a", "siti", *(a_name(chance) for _turn in range(200))]:
        alike = {pk for pk, name in people if name[:1] == key[:1] and similarity(name, key) >= LEAST_LIKE}
        assert set(names.like(key)) == alike, key


def crowd_beside_its_neighbours(user, monkeypatch) -> list[list]:
    rows = [row(f"Siti {named(number)}", why="unknown") for number in range(30)]
    rows += [row(f"Siti {named(number)}", new_nik()) for number in range(20, 50)]
    found = []
    for many in (1_000, 5):  # no crowd, a crowd
        monkeypatch.setattr(sheet_crowds, "MANY", many)
        run = bring(user, *rows)
        found.append([(one.kind, one.pk, list(one.near)) for one in run.rows.values()])
    return found


def test_a_crowd_is_asked_about_as_everybody_else(cast, monkeypatch):
    for number in range(0, 50, 5):
        factories.person(f"Siti {named(number)} Ana", BIRU)
        factories.person(f"Siti {named(number)} Ina", BIRU, nik=new_nik())
        factories.person(f"Siti {named(number)} Una", WATAMPONE)
        factories.person(f"Siti {named(number)} Ona", BIRU, birth_date=date(1991, 1, 1))
    alone, in_a_crowd = crowd_beside_its_neighbours(cast.biru, monkeypatch)
    assert sum(kind == "similar" for kind, _pk, _near in alone) > 30
    assert [kind for kind, _pk, _near in in_a_crowd] == [kind for kind, _pk, _near in alone]
    for (_kind, _pk, near), (_other, _number, all_near) in zip(in_a_crowd, alone, strict=True):
        assert near == all_near or (len(near) == MOST and set(near) < set(all_near))


def test_lists_of_members_and_pmks_know_the_same_people_in_a_crowd(cast, monkeypatch):
    siti = factories.person("Siti Rahmawati", BIRU)
    factories.person("Siti Rahmawati", WATAMPONE)
    rows = [PersonKey(number, "Siti Rahmah", None, "1990-01-01", BIRU) for number in range(2, 12)]
    alone = known_people(cast.biru, rows)
    monkeypatch.setattr(sheet_crowds, "MANY", 5)
    assert known_people(cast.biru, rows) == alone
    assert {found.near for found in alone.values()} == {(siti.pk,)}


def instructions(user, people: int, first: int) -> int:
    """In hundreds of instructions, what SQLite does to check so many new rows beside as many known people of the day."""
    known = [Person(full_name=named(number), village_id=BIRU, sex="P", no_nik_reason="unknown",
                    birth_date=factories.BIRTH, name_key=name_key(named(number))) for number in range(first, first + people)]  # fmt: skip
    Person.objects.bulk_create(known)
    with sqlite_steps.counted() as counted:
        bring(user, *(row(f"{named(number)} Ana", why="unknown") for number in range(people)))
    Person.objects.filter(pk__in=[person.pk for person in known]).delete()
    return counted.hundreds


@sqlite_steps.only_here
def test_twice_the_rows_of_a_day_cost_the_database_twice_as_much(cast):
    instructions(cast.biru, MANY + 10, 0)  # fills caches
    few, many = instructions(cast.biru, 200, 0), instructions(cast.biru, 800, 0)
    assert many < few * 6, (few, many)

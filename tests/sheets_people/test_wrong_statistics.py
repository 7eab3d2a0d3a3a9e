"""PostgreSQL knows nothing yet of the people who came in a moment ago: their list again costs as little as ever."""

import pytest
from django.db import connection

from tests import factories
from tests.factories import BIRU, WATAMPONE
from tests.sheets_people.bringing import bring, named, row
from wksbm.people import sheet_matching, sheet_undated
from wksbm.people.models import Person
from wksbm.spreadsheets.engine.tables import read
from wksbm.text import name_key

ROWS = 1_500
A_ROW = 6  # pages; one that is compared with all others takes more


class Pages:
    """What a query reads of the tables of keys, in pages of 8 kB; those of the registry hold what other tests left."""

    def __init__(self) -> None:
        self.worst = 0

    def read(self, sql, parameters=()):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", parameters)
            plan = cursor.fetchone()[0][0]["Plan"]
        pages = plan["Local Hit Blocks"] + plan["Local Read Blocks"]
        self.worst = max(self.worst, pages)
        return read(sql, parameters)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no plans that figures decide")
@pytest.mark.parametrize("how", ["by name", "by number", "by year"])
def test_nobody_is_compared_with_all_others(cast, monkeypatch, how):
    factories.person("Wati", WATAMPONE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_person")
    born = {"birth_date": factories.BIRTH, "birth_date_precision": "year" if how == "by year" else "day"}
    facts = {"village_id": BIRU, "sex": "P", "no_nik_reason": "unknown"} | born
    people = [Person(full_name=named(number), name_key=name_key(named(number)), **facts) for number in range(ROWS)]
    Person.objects.bulk_create(people)
    numbers = [person.pk if how == "by number" else None for person in people]
    rows = [row(person.full_name, pk=pk, why="unknown") for person, pk in zip(people, numbers, strict=True)]
    pages = Pages()
    for module in (sheet_matching, sheet_undated):
        monkeypatch.setattr(module, "read", pages.read)
    run = bring(cast.biru, *rows)
    assert set(run.kinds) == {"similar" if how == "by year" else "same"}
    assert pages.worst < ROWS * A_ROW

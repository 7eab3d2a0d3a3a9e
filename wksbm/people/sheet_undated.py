"""Rows and people of whom nobody knows the day of birth: asked about where name and village are the same.

Never two different NIKs, and never two different years.
"""

# ruff: noqa: S608, S610 names of our own tables and columns only
from collections.abc import Iterator

from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast, Substr

from wksbm.dates import Precision
from wksbm.people.models import Person
from wksbm.spreadsheets.engine.tables import Chosen, read, temporary

# What is asked of people, as the table of them says it; a year is text.
PEOPLE = {
    "pk": "bigint", "village": "varchar(13)", "name_key": "varchar(150)", "nik": "varchar(80)", "year": "varchar(4)"
}  # fmt: skip
# Word for word the condition of the index person_undated, without parameters: else SQLite reads everybody.
UNDATED = f"(people_person.birth_date IS NULL OR NOT (people_person.birth_date_precision = '{Precision.DAY}'))"
YEAR = Substr(Cast("birth_date", CharField()), 1, 4)


def undated(people: QuerySet[Person], table: str) -> list[tuple[int, int]]:
    """(row, person), in the order of the rows: who may be meant where one of the two does not know the day.

    `people` are those whom the user sees; `table` has the columns number, pk, nik, name_key, birth, village, and year,
    which says of a row without `birth` what is known.
    """
    found = {*rows_without_day(people, table), *people_without_day(people, table)}
    return sorted(found)


def rows_without_day(people: QuerySet[Person], table: str) -> Iterator[tuple[int, int]]:
    year = "substr(CAST(people_person.birth_date AS varchar(10)), 1, 4)"
    common = f"""
        {table}.birth IS NULL AND {table}.pk IS NULL
        AND {table}.village = people_person.village_id AND {table}.name_key = people_person.name_key
        AND ({table}.nik IS NULL OR people_person.nik_index = '')
        AND ({table}.year IS NULL OR people_person.birth_date IS NULL OR {table}.year = {year})
    """
    rows = people.extra(tables=[table], where=[common], select={"sheet_row": f"{table}.number"}).order_by()
    yield from rows.values_list("sheet_row", "pk").iterator(chunk_size=2_000)


def people_without_day(people: QuerySet[Person], table: str) -> Iterator[tuple[int, int]]:
    """They are put aside first: what the database believes of the people then decides nothing, and it may never have
    looked at them."""
    few = people.extra(where=[UNDATED]).order_by()
    columns = "pk", "village", "name_key", "nik_index", YEAR
    try:
        chosen = Chosen(*few.values_list(*columns).query.sql_with_params())
    except EmptyResultSet:
        return
    with temporary(PEOPLE, chosen, index=["(village, name_key)"]) as asked:
        yield from read(f"""
            SELECT k.number, p.pk FROM {asked} p JOIN {table} k ON k.village = p.village AND k.name_key = p.name_key
            WHERE k.birth IS NOT NULL AND k.pk IS NULL AND (k.nik IS NULL OR p.nik = '')
            AND (p.year IS NULL OR p.year = substr(CAST(k.birth AS varchar(10)), 1, 4))
        """)

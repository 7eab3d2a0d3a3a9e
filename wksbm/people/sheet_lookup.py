"""People whom the rows of a sheet speak of: all rows of a file at once, by number, by NIK, or by name and birthday.

For sheets of upper floors (members, officers, PMKS …). Only people whom the user sees count: somebody elsewhere is
answered like nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from wksbm import keyring
from wksbm.accounts.models import User
from wksbm.dates import Precision
from wksbm.people.models import Person
from wksbm.people.sheet_crowds import LEAST_LIKE, Crowds
from wksbm.people.sheet_undated import undated
from wksbm.spreadsheets.engine.tables import temporary
from wksbm.text import name_key

TYPES = {
    "number": "integer", "pk": "bigint", "nik": "varchar(80)", "name_key": "varchar(150)", "birth": "date",
    "initial": "varchar(1)", "village": "varchar(13)", "year": "varchar(4)",
}  # fmt: skip
# What a row (k) and a person (people_person) have in common; the first three recognise, the others ask.
BY_NUMBER = "{k}.pk = people_person.id"
BY_NIK = "{k}.pk IS NULL AND {k}.nik = people_person.nik_index"
BY_NAME = (
    "{k}.pk IS NULL AND {k}.nik IS NULL AND {k}.birth = people_person.birth_date"
    " AND {k}.name_key = people_person.name_key AND ({k}.village IS NULL OR {k}.village = people_person.village_id)"
    f" AND people_person.birth_date_precision = '{Precision.DAY}'"
)
NEAR_BY_BIRTH = (
    "{k}.pk IS NULL AND {k}.birth = people_person.birth_date AND {k}.initial = substr(people_person.name_key, 1, 1)"
    " AND ({k}.nik IS NULL OR people_person.nik_index = '')"
    f" AND similarity(people_person.name_key, {{k}}.name_key) >= {LEAST_LIKE}"
)


class PersonKey(NamedTuple):
    """What the row `number` of a file says about a person; `birth` is an atom of PartialDayCell (1990-01-01|year).

    `pk` is a number of the registry, as it stands in the file or as the user decided.
    """

    number: int
    full_name: str = ""
    nik: str | None = None
    birth: str | None = None
    village: str | None = None
    pk: int | None = None


class Found(NamedTuple):
    """The one person meant (None: nobody is known, or several) with the version; and who else may be meant."""

    pk: int | None = None
    version: int = 0
    near: tuple[int, ...] = ()


def known_people(user: User, rows: Iterable[PersonKey]) -> dict[int, Found]:
    """Whom each row speaks of, by the number of the row; rows about nobody known are missing.

    By `pk` alone where it is given; else by NIK; else, without a NIK, by name and exact birthday (and village, where it
    is given), if that is one person. `near` holds those of a similar name with the same birthday, and those of the same
    name and village where a birthday is not exactly known; never two different NIKs. Ten rows cost as many queries as
    ten thousand.
    """
    with temporary(
        TYPES, (key for row in rows for key in _keys(row)), index=["(pk)", "(nik)", "(birth)", "(name_key)"]
    ) as table:
        exact: dict[int, dict[int, int]] = defaultdict(dict)
        near: dict[int, dict[int, int]] = defaultdict(dict)
        for common in (BY_NUMBER, BY_NIK, BY_NAME):
            for number, pk, version in _beside(user, table, common):
                exact[number][pk] = version
        people = Person.objects.visible_to(user)
        crowds = Crowds(people, table)
        for number, pk, version in _beside(user, table, f"{crowds.left_out} AND {NEAR_BY_BIRTH}"):
            near[number][pk] = version
        for number, pk in chain(crowds.near(), undated(people, table)):
            near[number].setdefault(pk, 0)
    return {number: _found(exact[number], near[number]) for number in sorted({*exact, *near})}


def _keys(row: PersonKey) -> Iterator[Sequence]:
    """A row as it stands in the table: once for each key of the ring under which its NIK may be kept."""
    day, _bar, precision = (row.birth or "").partition("|")
    key = name_key(row.full_name or "")[:150] or None
    exact = day if day and precision in ("", Precision.DAY) else None
    prints = keyring.blind_indexes(row.nik, "person.nik") if row.nik else [None]
    for fingerprint in prints:
        yield row.number, row.pk, fingerprint, key, exact, (key or "")[:1], row.village, day[:4] or None


def _beside(user: User, table: str, common: str) -> Iterator[tuple[int, int, int]]:
    rows = Person.objects.visible_to(user).extra(  # noqa: S610 names of our own tables only
        tables=[table], where=[common.format(k=table)], select={"sheet_row": f"{table}.number"}
    )
    return rows.order_by().values_list("sheet_row", "pk", "version").iterator(chunk_size=2_000)


def _found(exact: dict[int, int], near: dict[int, int]) -> Found:
    if len(exact) == 1:
        (found,) = exact.items()
        return Found(*found)
    return Found(near=tuple(sorted({*exact, *near})))

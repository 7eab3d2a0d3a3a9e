"""Similar names on birthdays that very many rows share (1 January, 31 December): compared by their rarest trigrams.

Everybody with everybody would take minutes for some thousands of them; the answer is the same, but for the limit.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import islice
from math import ceil

from django.db.models import QuerySet

from wksbm.name_index import trigrams
from wksbm.people.models import Person
from wksbm.spreadsheets.engine.tables import few, read

LEAST_LIKE = 0.5
MANY = 100  # rows
MOST = 20  # people whom a row of a crowd may mean: the most similar ones


class Crowds:
    """`people` are those whom the user sees; `table` has the columns number, pk, nik, name_key, birth."""

    def __init__(self, people: QuerySet[Person], table: str) -> None:
        self.people, self.table = people, table
        # Those with a number count along: asking for them would read every row, and not the index alone.
        many = f"SELECT birth FROM {table} WHERE birth IS NOT NULL GROUP BY birth HAVING count(*) > {MANY}"  # noqa: S608
        self.days = [day for (day,) in few(many)]

    @property
    def left_out(self) -> str:
        """The condition that a row is of no crowd, said of both tables: whichever is read first is read without."""
        days = ", ".join(f"'{day}'" for day in self.days)
        sides = f"{self.table}.birth", "people_person.birth_date"
        return " AND ".join(f"{side} NOT IN ({days})" for side in sides) if days else "1 = 1"

    def near(self) -> Iterator[tuple[int, int]]:
        """(row, person): the same birthday and first letter, a similar name, not two NIKs; in the order of the rows."""
        yield from sorted({pair for day in self.days for pair in self.near_on(day)})

    def near_on(self, day) -> Iterator[tuple[int, int]]:
        people = list(self.people.filter(birth_date=day).order_by("pk").values_list("pk", "name_key", "nik_index"))
        without_nik = Names((pk, key) for pk, key, nik_index in people if not nik_index)
        everybody = Names((pk, key) for pk, key, _nik_index in people)
        rows = f"SELECT number, name_key, nik IS NULL FROM {self.table} WHERE pk IS NULL AND birth = %s"  # noqa: S608
        for number, key, asks_all in read(rows, [day]):
            for pk in (everybody if asks_all else without_nik).like(key):
                yield number, pk


class Names:
    """People by name, and names by their trigrams; of each name its trigrams as the bits of a number."""

    def __init__(self, people: Iterable[tuple[int, str]]) -> None:
        self.people: dict[str, list[int]] = defaultdict(list)
        for pk, key in people:
            self.people[key].append(pk)
        self.names = list(self.people)
        self.holding: dict[str, list[int]] = defaultdict(list)  # trigram → places of the names
        for place, key in enumerate(self.names):
            for trigram in trigrams(key):
                self.holding[trigram].append(place)
        self.bits = {trigram: 1 << place for place, trigram in enumerate(self.holding)}
        self.masks = [self.mask_of(key) for key in self.names]
        self.known: dict[str, list[int]] = {}

    def mask_of(self, key: str) -> int:
        return sum(self.bits.get(trigram, 0) for trigram in trigrams(key))

    def like(self, key: str) -> list[int]:
        """Who is called similarly, the most similar first."""
        if key not in self.known:
            people = (pk for name in self.similar(key) for pk in self.people[name])
            self.known[key] = list(islice(people, MOST))
        return self.known[key]

    def similar(self, key: str) -> list[str]:
        own, mask = trigrams(key), self.mask_of(key)
        # Of the trigrams of a name that is similar enough at most `rest` are missing in the other one.
        rest = len(own) - ceil(len(own) * LEAST_LIKE)
        rare = sorted(own, key=lambda trigram: len(self.holding.get(trigram, ())))[: rest + 1]
        found = []
        for place in set().union(*(self.holding.get(trigram, ()) for trigram in rare)):
            other = self.masks[place]
            shared = (mask & other).bit_count()
            like = shared / (len(own) + other.bit_count() - shared)
            if like >= LEAST_LIKE and self.names[place][:1] == key[:1]:
                found.append((-like, self.names[place]))
        return [name for _like, name in nsmallest(MOST, found)]

"""People who may be one and the same: shown while somebody is entered, and as a queue to be looked through."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear, Substr

from wksbm.accounts.models import User
from wksbm.dates import Precision
from wksbm.name_index import Similarity
from wksbm.name_pairs import Block, likely_pairs
from wksbm.people.models import DifferentPeople, Person
from wksbm.records import lock
from wksbm.text import name_key

MOST = 5
ALIKE, VERY_ALIKE = 0.4, 0.7
COLUMNS = ("id", "name_key", "birth_date", "village_id", "nik_index", "year", "initial")
TWO_NIKS = "NOT (a.nik_index <> '' AND b.nik_index <> '')"
BLOCKS = [  # who has two sound NIKs is hardly one person, so such pairs stand last
    Block(("birth_date", "initial"), 0.5, 1, TWO_NIKS),
    Block(("birth_date", "initial"), 0.5),
    Block(("village_id", "year", "initial"), 0.6, 0.5, TWO_NIKS),
    Block(("village_id", "name_key"), 0.6, 0.3, "(a.year IS NULL OR b.year IS NULL)"),
]


def similar(new: Person, *, by: User) -> list[Person]:
    """Up to five whom `by` sees and who may be `new`, who is being entered; those with the same birthday first.

    The same birthday (or with day and month swapped) and a similar name; the same year and a similar name, or a very
    similar name, in the same village. Who lives outside the area changes neither answer nor statements.
    """
    key, born = name_key(new.full_name), new.birth_date
    if not key:
        return []
    days = days_of(born) if born and new.birth_date_precision == Precision.DAY else []
    visible = Person.objects.visible_to(by)
    rows = visible.annotate(like=Similarity(key)).order_by("-like", "pk").values_list("like", "pk", "birth_date")
    nearby = Q(like__gte=VERY_ALIKE)
    if born:
        year = Q(birth_date__gte=born.replace(month=1, day=1), birth_date__lte=born.replace(month=12, day=31))
        nearby |= year & Q(like__gte=ALIKE)
    found = {
        *rows.filter(birth_date__in=days, like__gte=ALIKE)[:MOST],
        *rows.filter(nearby, village=new.village_id)[:MOST],
    }
    best_first = [pk for like, pk, birth in sorted(found, key=lambda row: (row[2] not in days, -row[0], row[1]))][:MOST]
    people = visible.select_related("village").in_bulk(best_first) if best_first else {}
    return [people[pk] for pk in best_first]


def days_of(born: date) -> list[date]:
    """The day, and the one it would be with day and month swapped."""
    return [born, born.replace(month=born.day, day=born.month)] if born.day <= 12 else [born]


def pairs(people: QuerySet, *, start: int, most: int) -> list[tuple[Person, Person]]:
    """Likely duplicates among `people` (that the asker sees), the most likely first, but those told apart.

    Two statements. Names are compared where birthday, or village and year of birth, are the same and so is the first
    letter: of a hundred thousand people this takes about a second.
    """
    facts = people.annotate(year=ExtractYear("birth_date"), initial=Substr("name_key", 1, 1))
    found = likely_pairs(facts, COLUMNS, BLOCKS, DifferentPeople._meta.db_table, start=start, most=most)
    both = people.select_related("village").in_bulk({pk for pair in found for pk in pair})
    return [(both[one], both[other]) for one, other in found]


@transaction.atomic
def tell_apart(one: Person, other: Person, *, by: User, reason: str = "") -> DifferentPeople:
    """The two are not the same: remembered, never offered again. Said before, nothing changes.

    Raises PermissionDenied when `by` may not change one of them.
    """
    if not all(by.may("update", "person", person) for person in (one, other)):
        raise PermissionDenied
    first, second = sorted([one, other], key=lambda person: person.pk)
    lock(first)
    known = DifferentPeople.objects.filter(first=first, second=second).first()
    if known is None:
        known = DifferentPeople(first=first, second=second, reason=reason)
        known.save()
    return known

"""Many people with everything that stands in their sheet, in one regency, and the Dinas who takes them out."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import QuerySet

from tests import factories
from tests.benchmarks import many_people
from wksbm import keyring, name_index
from wksbm.accounts.models import User
from wksbm.accounts.system import system_user
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.regions.models import Region

BONE = "73.08"
FIRST = 10_000_000  # their numbers begin after those of anybody else
NAME = "bench.sheets.dinas"
WORK = ("petani", "nelayan", "buruh tani", "pedagang & warung", "", "ibu rumah tangga", "tukang kayu")
CHOICES = {"marital_status": Person.Marital.values, "education": Person.Education.values}


def officer() -> User:
    """A Dinas of the regency, as he is after signing in."""
    if Region.objects.villages().count() < 10_000:
        call_command("load_regions", verbosity=0)
    if not User.objects.filter(username=NAME).exists():
        with acting_as(system_user()):
            factories.user(NAME, "dinas", BONE)
    return User.objects.get(username=NAME)


def people_of(user: User, count: int) -> QuerySet:
    """So many of them, as the user reaches them, in the order of the screen."""
    return Person.objects.visible_to(user).filter(pk__gt=FIRST, pk__lte=FIRST + count)


@contextmanager
def many(people: int) -> Iterator[None]:
    """So many people in the regency for a while, written past models and history."""
    codes = list(Region.objects.villages().in_force().filter(code__startswith=BONE).values_list("code", flat=True))
    if connection.vendor == "postgresql":
        run("DROP INDEX people_person_name_trgm")
    with transaction.atomic():
        many_people.write(Person, rows(people, codes))
    name_index.make(apps.get_app_config("people"))
    run("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    try:
        yield
    finally:
        run(f"DELETE FROM people_person WHERE id > {FIRST}")  # the next benchmark counts people of its own


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def rows(people: int, codes: list[str]) -> Iterator[dict]:
    chance = random.Random(people)  # noqa: S311 made-up people
    places = [codes[0]] * (people // many_people.IN_A_VILLAGE + 1)  # which of them, stands below
    for number in range(1, people + 1):
        nik = f"99{number:014d}"
        known = number % 20  # one in twenty has no NIK
        yield (
            many_people.person(number, places, chance)
            | {
                "id": FIRST + number,
                "village_id": codes[number % len(codes)],
                "nik": keyring.seal(nik, "person.nik") if known else "",
                "nik_index": f"k1:{FIRST + number:032x}" if known else "",
                "no_nik_reason": "" if known else "not_shown",
                "birth_date_precision": "day" if number % 12 else "year",
                "occupation": chance.choice(WORK),
                "phone": f"+62812{number:08d}" if number % 3 else "",
                "hamlet": f"Dusun {number % 4 + 1}",
                "rw": f"{number % 4 + 1:03d}",
                "address": f"Jalan Poros Bone {number % 200}" if number % 2 else "",
                "living": "alive",
            }
            | {field: chance.choice(values) for field, values in CHOICES.items()}
        )

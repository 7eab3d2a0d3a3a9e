"""Saving with triggers, queue and seals against saving with history alone; ten people at once, as in a busy office."""

from collections.abc import Iterator
from statistics import median

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings

from tests import factories
from tests.benchmarks.measure import Result, seconds
from tests.parallel import at_once
from wksbm.accounts import triggers
from wksbm.accounts.models import UnsealedRow
from wksbm.accounts.sealing import seal_pending
from wksbm.accounts.system import system_user
from wksbm.accounts.verifying import Verification
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.regions.models import Region

WRITERS, SAVES, TURNS = 10, 30, 9
ROWS = 20_000


def benchmarks() -> Iterator[Result]:
    if not Region.objects.exists():
        factories.make_regions()
    actor = system_user()
    with acting_as(actor):
        people = [factories.person(f"Warga {chr(65 + number)}", factories.PENFUI) for number in range(WRITERS)]
    rates = of_sealing_and_verifying(people[0])
    turns = [turn(people, actor) for _turn in range(TURNS)]
    ratio = median(sealed / plain for plain, sealed in turns)
    plain, sealed = (WRITERS * SAVES / min(times) for times in zip(*turns, strict=True))
    detail = (
        f"{WRITERS} writers, at best: history alone {plain:.0f} saves/s, with triggers and seals every "
        f"{settings.SEAL_EVERY_ROWS} rows {sealed:.0f} saves/s; {rates}"
    )
    yield Result(f"history.save.sealed.{connection.vendor}.vs_history", ratio, "<= 1.3", detail)


def turn(people: list[Person], actor) -> tuple[float, float]:
    """The seconds without and with, one right after the other, so that what else the machine does meets both."""
    triggers.lift()
    with override_settings(SEAL_EVERY_ROWS=0):
        plain = seconds(lambda: save_all(people, actor), times=1)
    triggers.protect()
    return plain, seconds(lambda: save_and_seal(people, actor), times=1)


def of_sealing_and_verifying(person: Person) -> str:
    """How many rows are sealed and verified in a second."""
    row = person.history.get()
    Person.history.model.objects.bulk_create([copy_of(row) for _number in range(ROWS)])
    sealing = seconds(seal_rest, times=1)
    verification = Verification()
    verifying = seconds(lambda: list(verification), times=1)
    assert verification.sealed > ROWS
    return f"sealing {ROWS / sealing:.0f} rows/s, verifying {verification.sealed / verifying:.0f} rows/s"


def copy_of(row):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**values | {"history_id": None})


def save_all(people: list[Person], actor) -> None:
    def writer(person: Person):
        def write():
            for time in range(SAVES):
                person.phone = f"08{time:08d}"
                person.save()

        return write

    answers = at_once([writer(person) for person in people], as_user=actor)
    assert answers == [None] * WRITERS, answers


def save_and_seal(people: list[Person], actor) -> None:
    """Everything that a save costs sooner or later: nothing is left waiting."""
    save_all(people, actor)
    seal_rest()


def seal_rest() -> None:
    while UnsealedRow.objects.exists():
        seal_pending(1000)

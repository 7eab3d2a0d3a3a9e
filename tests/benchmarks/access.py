"""Whether the clock tells what the page does not: registering a NIK that somebody holds in another area, or a new one."""

import time
from collections.abc import Iterator
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from tests import factories
from tests.benchmarks.measure import Result
from tests.screens.pages import resend, send
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.regions.models import Region

TRIES = 200
PEOPLE = 2_000  # so that the index has something to search


def benchmarks() -> Iterator[Result]:
    setup_test_environment()
    if not Region.objects.exists():
        factories.make_regions()
    system = factories.User(username="bench.access", full_name="Bench")
    with acting_as(system):
        system.save()
        officer = factories.user("desa.oracle", "village", factories.PENFUI)
        for _number in range(PEOPLE):
            factories.person("Warga Lain", factories.BIRU, nik=factories.new_nik())
        hidden = [factories.person("Yuliana", factories.BIRU, nik=factories.new_nik()).nik for _try in range(TRIES)]
    fresh = [factories.new_nik() for _try in range(TRIES)]
    client = Client()
    client.force_login(officer)
    times = {"known elsewhere": [], "new": []}
    register(client, factories.new_nik())  # what is read once a process is read here
    for pair in zip(hidden, fresh, strict=True):
        for kind, nik in zip(times, pair, strict=True):
            times[kind].append(register(client, nik))
    medians = {kind: median(spent) * 1000 for kind, spent in times.items()}
    apart = abs(medians["known elsewhere"] - medians["new"])
    detail = f"medians of {TRIES} tries each: " + ", ".join(f"{kind} {spent:.1f} ms" for kind, spent in medians.items())
    assert Person.objects.filter(nik_conflict=True).count() == TRIES
    yield Result(f"access.nik_claim.{connection.vendor}.known_vs_new", apart, "<= 50", detail, "ms")


def register(client: Client, nik: str) -> float:
    """Seconds that the two answers took to the form of a new person."""
    url = reverse("people:create")
    page = client.get(url)
    begun = time.perf_counter()
    doubted = send(client, url, page, full_name="Marta Boru", sex="P", birth_date="01/01/1990", nik=nik)
    answer = resend(doubted)  # the made-up province 99 is asked about once
    spent = time.perf_counter() - begun
    assert answer.status_code == 302, answer
    return spent

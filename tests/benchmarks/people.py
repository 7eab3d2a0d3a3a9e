"""Search, lists, counts and likeness for a village officer and a Dinas, against the bare queries, at two sizes."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from groups.models import SocialGroup
from tests import factories
from tests.benchmarks.many_people import grow
from tests.benchmarks.measure import Result
from wksbm.accounts.models import User
from wksbm.accounts.system import system_user
from wksbm.actor import acting_as
from wksbm.name_search import search
from wksbm.people.likeness import pairs, similar
from wksbm.people.models import Person
from wksbm.regions.codes import under
from wksbm.regions.models import Region

SIZES = {"sqlite": (100_000,), "postgresql": (100_000, 1_000_000)}
TIMES = 21
BONE = "73.08"
BIG = ("people_person", "groups_socialgroup", "members_membership")
SCANS = {"postgresql": "Seq Scan on", "sqlite": "SCAN"}


def benchmarks() -> Iterator[Result]:
    if Region.objects.villages().count() < 10_000:
        call_command("load_regions", verbosity=0)
    with acting_as(system_user()):
        village = Region.objects.villages().in_force().filter(code__startswith=BONE).order_by("code")[5].pk
        readers = {
            "village": factories.user("bench.people.desa", "village", village),
            "dinas": factories.user("bench.people.dinas", "dinas", BONE),
        }
    before: dict[str, float] = {}
    for size in SIZES[connection.vendor]:
        begun = time.perf_counter()
        grow(size)
        said = f"{size} people, grown in {time.perf_counter() - begun:.0f} s"
        for who, reader in readers.items():
            yield from of_reader(who, User.objects.get(pk=reader.pk), said, before)


def of_reader(who: str, reader: User, said: str, before: dict[str, float]) -> Iterator[Result]:
    """First what is one query, against the bare one and against a tenth of the people; then what a person waits for."""
    assert Person.objects.visible_to(reader).exists()  # his duties are read once a request, not here
    for what, (rows, bare) in queries(reader).items():
        name = f"people.{what}.{who}.{connection.vendor}"
        plain, asked, whole = side_by_side(bare, rows)
        scans = scanned(rows)
        detail = f"{said}: medians bare {plain:.2f} ms, ours {asked:.2f} ms, with its models {whole:.2f} ms"
        yield Result(f"{name}.vs_bare", asked / plain, "<= 1.3", detail)
        yield Result(f"{name}.scans", len(scans), "<= 0", f"{said}: {scans or 'no table is read as a whole'}", "tables")
        if name in before:
            detail = f"{said}: medians {before[name]:.2f} → {asked:.2f} ms"
            yield Result(f"{name}.vs_tenth", asked / before[name], "<= 1.5", detail)
        before[name] = asked
    for what, (work, goal) in acts(reader).items():
        middle, best, statements = milliseconds(work)
        detail = f"{said}: {statements} statements, median; the quickest {best:.1f} ms"
        yield Result(f"people.{what}.{who}.{connection.vendor}", middle, goal, detail, "ms")


def queries(reader: User) -> dict[str, tuple[QuerySet, QuerySet]]:
    """What the screens ask for (their places are a second statement), and the bare query of the same rows by area."""
    people, groups = Person.objects.visible_to(reader), SocialGroup.objects.visible_to(reader)
    area = under("village", reader.area_codes("person")[0])
    all_people, all_groups = Person.objects.filter(area), SocialGroup.objects.filter(area)
    named = {"name_key__contains": "rahma"}
    return {
        "list.first_page": (people[:25], all_people[:25]),
        "list.by_sex": (people.filter(sex="P")[:25], all_people.filter(sex="P")[:25]),
        "list.by_name": (people.matching("rahma")[:25], all_people.filter(**named)[:25]),
        "groups.first_page": (groups.select_related("type")[:25], all_groups[:25]),
        "groups.by_name": (groups.named("rahma").select_related("type")[:25], all_groups.filter(**named)[:25]),
    }


def acts(reader: User) -> dict[str, tuple[Callable[[], object], str]]:
    """What a person waits for, with all its statements."""
    people = partial(Person.objects.visible_to, reader)
    at = people().order_by("pk").first()
    new = Person(full_name="Siti Aminha", birth_date=date(1990, 3, 7), village_id=at.village_id)
    return {
        "count": (lambda: people().count(), "<= 100"),
        "search.contains": (lambda: search(people(), "siti aminah", most=8), "<= 100"),
        "search.one_word": (lambda: search(people(), "siti", most=8), "<= 100"),
        "search.misspelt": (lambda: search(people(), "siti aminha", most=8), "<= 100"),
        "search.old_spelling": (lambda: search(people(), "Moeljono Ahmad", most=8), "<= 100"),
        "search.groups": (lambda: search(SocialGroup.objects.visible_to(reader), "mekar", most=8), "<= 100"),
        "likeness.typing": (lambda: similar(new, by=reader), "<= 5"),
        "likeness.pairs": (lambda: pairs(people(), start=0, most=11), "<= 1000"),
    }


def side_by_side(bare: QuerySet, rows: QuerySet) -> tuple[float, float, float]:
    """Medians in milliseconds, turn by turn: the bare SQL, ours, and ours with models made of its rows."""
    with CaptureQueriesContext(connection) as asked:
        list(rows.all())
    assert len(asked) == 1, asked.captured_queries
    statements = [query.query.sql_with_params() for query in (bare, rows)]
    works = [*(partial(ask, *statement) for statement in statements), lambda: list(rows.all())]
    times: list[list[float]] = [[], [], []]
    for turn in range(TIMES):  # each is first as often as last: what ran before warms or disturbs
        for place in (turn % 3, (turn + 1) % 3, (turn + 2) % 3):
            times[place].append(timed(works[place]) * 1000)
    return tuple(map(median, times))


def ask(sql: str, parameters: tuple) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def milliseconds(work: Callable[[], object]) -> tuple[float, float, int]:
    """The median, the quickest, the statements."""
    with CaptureQueriesContext(connection) as asked:
        work()
    times = [timed(work) * 1000 for _turn in range(TIMES)]
    return median(times), min(times), len(asked)


def scanned(rows: QuerySet) -> list[str]:
    """The big tables that the plan reads from one end to the other."""
    plan = rows.explain()
    return [table for table in BIG if re.search(rf"{SCANS[connection.vendor]} {table}\b", plan)]

"""100,000 people coming in, against the stock importer of django-import-export and against prepared rows written raw.

Ours is the whole way: the file sealed, looked at, read, checked, recognised, staged, written with its history and the
notes that undo it. Each contender writes inside a transaction that is rolled back, so that all find the same tables; a
ratio counts only when the tables are equal.
"""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from import_export.formats.base_formats import XLSX

from tests.benchmarks.import_rows import Prepared, StockPeople, as_csv, as_xlsx, digest_of, people
from tests.benchmarks.measure import Result
from tests.benchmarks.sheet_people import officer, run
from wksbm.accounts.models import User
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.regions.models import Region
from wksbm.spreadsheets.batches import check_batch, take_in, write_batch
from wksbm.spreadsheets.models import ImportBatch
from wksbm.spreadsheets.store import Store

ROWS, STOCK_ROWS, MORE_ROWS = 100_000, 5_000, 200_000
GOALS = {"postgresql": ">= 40", "sqlite": ">= 25"}
# 50,000 rows checked in a second where the stock importer brings 300 (PostgreSQL) and 620 (SQLite) in.
CHECK_GOALS = {"postgresql": ">= 167", "sqlite": ">= 81"}
RAW_GOALS = {"postgresql": "<= 4", "sqlite": "<= 6"}
NAMES = {"csv": "warga.csv", "xlsx": "warga.xlsx"}
PEAKS = {"csv": "<= 60", "xlsx": "<= 250"}


def benchmarks() -> Iterator[Result]:
    user = officer()
    codes = list(Region.objects.villages().in_force().filter(code__startswith="73.08").values_list("code", flat=True))
    made = {"csv": as_csv(people(ROWS, codes)), "xlsx": as_xlsx(people(ROWS, codes))}
    stock, expected = measured_stock(as_xlsx(people(STOCK_ROWS, codes)), user)
    own = as_xlsx(people(STOCK_ROWS, codes))
    with rolled_back():
        bring_in("xlsx", own, user)
        same(digest_of(Person), expected, "the stock importer's")
    raw, expected = measured_raw(Prepared(people(ROWS, codes), user))
    yield from ours(made, user, stock, raw, expected)
    yield statements(codes, user)
    with TemporaryDirectory() as folder:
        for kind, written in (("csv", as_csv), ("xlsx", as_xlsx)):
            path = Path(folder) / NAMES[kind]
            path.write_bytes(written(people(MORE_ROWS, codes)))
            yield peak(kind, path)


def measured_stock(content: bytes, user: User) -> tuple[float, list]:
    """Seconds for ROWS rows, measured on STOCK_ROWS."""
    with rolled_back(), acting_as(user):
        begun = perf_counter()
        result = StockPeople().import_data(XLSX().create_dataset(content), raise_errors=True, use_transactions=True)
        spent = perf_counter() - begun
        if result.totals["new"] != STOCK_ROWS:
            raise AssertionError(f"the stock importer brought {result.totals} in")
        return spent * ROWS / STOCK_ROWS, digest_of(Person)


def measured_raw(prepared: Prepared) -> tuple[float, list]:
    with rolled_back():
        begun = perf_counter()
        prepared.write()
        return perf_counter() - begun, digest_of(Person)


class Times(dict):
    """Seconds of each step."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = perf_counter()
        yield
        self[name] = perf_counter() - begun

    @property
    def total(self) -> float:
        return sum(self.values())


def bring_in(kind: str, content: bytes | Path, user: User) -> Times:
    times = Times()
    with times.step("take in"):
        batch = take_in(user, "people", NAMES[kind], chunks(content))
    with times.step("check"):
        check_batch(batch)
    if batch.counts.get("wrong", 1) or batch.counts["similar"]:
        raise AssertionError(f"the file should be sound: {batch.counts} {batch.facts}")
    with times.step("write"), acting_as(user):
        write_batch(batch)
    Store(batch.token).remove()
    return times


def chunks(content: bytes | Path) -> Iterator[bytes]:
    stream = content.open("rb") if isinstance(content, Path) else io.BytesIO(content)
    with stream:
        while some := stream.read(2**16):
            yield some


def ours(made: dict[str, bytes], user: User, stock: float, raw: float, expected: list) -> Iterator[Result]:
    database = connection.vendor
    for kind, content in made.items():
        with rolled_back():
            first = bring_in(kind, content, user)
            same(digest_of(Person), expected, "the raw rows'")
            again = bring_in(kind, content, user)
        told = ", ".join(f"{step} {spent:.1f} s" for step, spent in first.items())
        against = (
            f"{ROWS} people {kind}: {told}; raw {raw:.1f} s, stock {stock:.0f} s (from {STOCK_ROWS}); tables equal"
        )
        yield Result(f"sheets.import.{kind}.{database}.vs_stock", stock / first.total, GOALS[database], against)
        yield Result(f"sheets.import.{kind}.{database}.vs_raw", first.total / raw, RAW_GOALS[database], against)
        rates = f"{ROWS / first['check']:,.0f} rows/s checked, stock brings {ROWS / stock:.0f} in; {told}"
        yield Result(f"sheets.check.{kind}.{database}.vs_stock", stock / first["check"], CHECK_GOALS[database], rates)
        yield Result(f"sheets.check.{kind}.{database}.vs_whole", first["check"] / first.total, "<= 0.4", told)
        told = f"the unchanged file again: {again.total:.1f} s of {first.total:.1f} s"
        yield Result(f"sheets.import.{kind}.{database}.again", again.total / first.total, "<= 0.6", told)


def same(found: list, expected: list, whose: str) -> None:
    if found != expected:
        pairs = ((one, other) for one, other in zip(found, expected, strict=True) if one != other)
        raise AssertionError(f"our table differs from {whose}: {next(pairs)}")


def statements(codes: list[str], user: User) -> Result:
    """How many more statements ten times the rows need."""
    counts = [counted(lambda rows=rows: bring_in("csv", as_csv(people(rows, codes)), user)) for rows in (2_000, 20_000)]
    detail = f"2,000 rows {counts[0]}, 20,000 rows {counts[1]} statements"
    name = f"sheets.import.csv.{connection.vendor}.statements"
    return Result(name, counts[1] - counts[0], "<= 0", detail, "statements")


def counted(work: Callable[[], object]) -> int:
    with rolled_back(), CaptureQueriesContext(connection) as queries:
        work()
    return len([query for query in queries if "FETCH" not in query["sql"]])


def peak(kind: str, path: Path) -> Result:
    """In a process of its own, the reading child included."""
    connection.close()
    where = [str(connection.settings_dict["NAME"]), kind, str(path)]
    command = [sys.executable, "-m", "tests.benchmarks.import_memory", *where]
    own, child = map(float, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    detail = f"{MORE_ROWS} rows: {own:.0f} MB above start, and {child:.0f} MB of the process that reads the file"
    return Result(f"sheets.import.{kind}.{connection.vendor}.peak", own + child, PEAKS[kind], detail, "MB")


@contextmanager
def rolled_back() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        if connection.vendor == "postgresql":
            for model in (Person, Person.history.model, ImportBatch):
                run(f"VACUUM {model._meta.db_table}")

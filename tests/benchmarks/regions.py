"""Loading all regions against writing the same rows raw into a table without keys."""

import io
from collections.abc import Iterator

from django.core.management import call_command
from django.db import connection

from tests.benchmarks.measure import Result, seconds
from wksbm.regions.models import Region

COLUMNS = ("code", "name", "level", "kind", "parent_id", "postal_code", "search_name")


def benchmarks() -> Iterator[Result]:
    load = seconds(lambda: call_command("load_regions", stdout=io.StringIO()), times=1)
    rows = list(Region.objects.values_list(*COLUMNS))
    raw = seconds(lambda: write_raw(rows))
    again = seconds(lambda: call_command("load_regions", stdout=io.StringIO()))
    detail = f"{len(rows)} rows: load {load:.2f} s, again {again:.2f} s, raw {raw:.2f} s"
    yield Result(f"regions.load.csv.{connection.vendor}.vs_raw", load / raw, "<= 20", detail)
    yield Result(f"regions.reload.csv.{connection.vendor}.vs_load", again / load, "<= 1.1", detail)


def write_raw(rows: list[tuple]) -> None:
    """COPY on PostgreSQL, executemany on SQLite, into a table of text."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS raw_regions")
        cursor.execute(f"CREATE TABLE raw_regions ({', '.join(f'{name} text' for name in COLUMNS)})")
        if connection.vendor == "postgresql":
            text = "".join("\t".join("\\N" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
            cursor.cursor.copy_from(io.StringIO(text), "raw_regions", columns=COLUMNS)
        else:
            places = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO raw_regions VALUES ({places})", rows)

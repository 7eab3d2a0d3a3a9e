"""The sheet of 100,000 people going out, against the stock exporter of django-import-export; and its memory.

Stock is a plain ModelResource with the same columns (stock_people.py), on a part of the rows, since it is too slow for
all of them. A ratio counts only when both files read back equal, cell by cell.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import connection
from django.db.models import QuerySet
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import Resource

from tests.benchmarks import same_cells
from tests.benchmarks.measure import Result, seconds
from tests.benchmarks.sheet_people import many, officer, people_of
from tests.benchmarks.stock_people import LeanStockPeople, StockPeople
from wksbm.accounts.models import User
from wksbm.people.resources import PersonResource
from wksbm.spreadsheets.writing import write_csv, write_xlsx

ROWS, MORE_ROWS, STOCK_ROWS = 100_000, 200_000, 5_000
TIMES = 2
ON = date(2026, 11, 22)
GOALS = {"xlsx": ">= 12", "csv": ">= 9"}
FORMATS = {"xlsx": XLSX, "csv": CSV}


def benchmarks() -> Iterator[Result]:
    user = officer()
    with many(MORE_ROWS):
        for kind, goal in GOALS.items():
            plain = stock(kind, StockPeople(ON), people_of(user, STOCK_ROWS))
            same_cells.check(kind, plain, ours(kind, user, STOCK_ROWS))
            yield speed(kind, goal, user)
        yield from memory()


def speed(kind: str, goal: str, user: User) -> Result:
    """Seconds for 100,000 rows, one after the other, so that what else the machine does meets all."""
    resources = {
        "plain": lambda: StockPeople(ON),
        "words by our widget": lambda: LeanStockPeople(ON),
        "our Resource": lambda: PersonResource(user=user, on=ON),
    }
    best = dict.fromkeys([*resources, "ours"], float("inf"))
    for _time in range(TIMES):
        for name, made in resources.items():
            rows = people_of(user, STOCK_ROWS)
            spent = seconds(lambda made=made, rows=rows: stock(kind, made(), rows), times=1)
            best[name] = min(best[name], spent * ROWS / STOCK_ROWS)
        best["ours"] = min(best["ours"], seconds(lambda: ours(kind, user, ROWS), times=1))
    told = ", ".join(f"{name} {spent:.1f} s ({spent / best['ours']:.1f})" for name, spent in best.items())
    detail = f"{ROWS} people, 17 columns; stock measured on {STOCK_ROWS} and scaled: {told}; cells equal"
    name = f"sheets.export.{kind}.{connection.vendor}.vs_stock"
    return Result(name, best["plain"] / best["ours"], goal, detail)


def memory() -> Iterator[Result]:
    name = f"sheets.export.xlsx.{connection.vendor}"
    small, large = peak(ROWS), peak(MORE_ROWS)
    detail = f"above the start of a process of its own: {ROWS} rows {small:.1f} MB, {MORE_ROWS} rows {large:.1f} MB"
    yield Result(f"{name}.peak", large, "<= 40", detail, "MB")
    yield Result(f"{name}.flat", large / small, "<= 1.15", detail)


def peak(rows: int) -> float:
    connection.close()
    command = [sys.executable, "-m", "tests.benchmarks.export_memory", str(connection.settings_dict["NAME"]), str(rows)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def stock(kind: str, resource: Resource, rows: QuerySet) -> bytes:
    dataset = resource.export(rows, force_native_type=kind == "xlsx")
    content = FORMATS[kind]().export_data(dataset)
    return content.encode() if isinstance(content, str) else content


def ours(kind: str, user: User, count: int) -> bytes:
    with TemporaryFile() as stream:
        WRITERS[kind](stream, user, count)
        stream.seek(0)
        return stream.read()


def write_xlsx_of(stream: BinaryIO, user: User, count: int) -> int:
    sheet = PersonResource(user=user, on=ON)
    return write_xlsx(stream, "Warga", sheet.get_export_headers(), sheet.rows(people_of(user, count)), about=[])


def write_csv_of(stream: BinaryIO, user: User, count: int) -> int:
    sheet = PersonResource(user=user, on=ON)
    return write_csv(stream, sheet.get_export_headers(), sheet.rows(people_of(user, count)))


WRITERS: dict[str, Callable] = {"xlsx": write_xlsx_of, "csv": write_csv_of}

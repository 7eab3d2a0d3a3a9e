"""Runs the benchmarks of one area (or all) on the database of DATABASE_URL and prints a JSON line for each."""

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

import django

AREAS = ("regions", "sheets", "sheets_export", "access", "history", "people")
BETTER = {">=": lambda value, goal: value >= goal, "<=": lambda value, goal: value <= goal}


class Result(NamedTuple):
    """`name` is area.what.format.database.against; `goal` is a comparison and a number."""

    name: str
    value: float
    goal: str
    detail: str
    unit: str = "ratio"

    def line(self) -> str:
        sign, number = self.goal.split()
        facts = self._asdict() | {
            "value": round(self.value, 2),
            "holds": BETTER[sign](self.value, float(number)),
        }
        return json.dumps(facts)


def seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """The quickest of some runs: the machine's noise only ever adds."""
    best = float("inf")
    for _run in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def modules(asked: list[str]) -> list[str]:
    """All of them; or those of an area (sheets: also sheets_export); or one."""
    return [name for name in AREAS if not asked or name in asked or name.split("_")[0] in asked]


def main(arguments: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    creation = import_module("django.db").connection.creation
    name = creation.create_test_db(verbosity=0)
    try:
        for area in modules(arguments):
            for result in import_module(f"tests.benchmarks.{area}").benchmarks():
                print(result.line(), flush=True)
    finally:
        creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])

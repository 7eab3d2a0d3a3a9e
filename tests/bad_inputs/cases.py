"""The bad inputs that a sheet can bring (cases.csv), and what a test says that the sheet answered.

Inputs are written with Python's escapes (\\u200b); `gen:` names one that a test builds. `expected` are the permitted
kinds of answer, with a slash between them.
"""

import csv
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("cases.csv")


class Case(NamedTuple):
    group: str
    written: str  # as a person would have typed it; of a built one how it is built
    expected: set[str]


class Taken(NamedTuple):
    """OK and NORMALISE: the row comes in, and the cell means `value`."""

    value: object
    kinds = {"OK", "NORMALISE"}


class Doubted(NamedTuple):
    """WARN: the row comes in with the code of a doubt."""

    code: str
    value: object
    kinds = {"WARN"}


class Refused(NamedTuple):
    """REJECT_FIELD: the row stays out for the cell; the message holds `said`."""

    said: str
    kinds = {"REJECT_FIELD"}


def cases() -> dict[str, Case]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["id"]: Case(row["group"], typed(row["input"]), set(row["expected"].split("/"))) for row in rows}


def typed(text: str) -> str:
    """The input with its escapes read; letters beyond ASCII stand in the file as they are."""
    return text if text.startswith("gen:") else text.encode("ascii", "backslashreplace").decode("unicode_escape")


CASES = cases()

"""The bad inputs of tests/data/bad_inputs.csv that a form meets, and what the person form answers to each.

Texts of the file are written with Python's escapes (\\u200b); `gen:` names an input that a test builds.
"""

import csv
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).resolve().parents[1] / "data" / "bad_inputs.csv"
FIELDS = {"NIK": "nik", "NAM": "full_name", "DAT": "birth_date", "TEL": "phone", "REG": "village"}


class Saved(NamedTuple):
    """Accepted without a question; stored as `value`."""

    value: str


class Asks(NamedTuple):
    """Asked about once with the code of a doubt; sent again, it is stored as `value`."""

    code: str
    value: str


class Refused(NamedTuple):
    """Refused at its field; the message holds `said`."""

    said: str


BUDI = "3273010101900001"
ANSWERS = {
    "NIK-02": Refused("this one has 15"),
    "NIK-04": Saved(BUDI),
    "NIK-06": Saved(BUDI),
    "NIK-07": Saved(BUDI),
    "NIK-09": Saved(BUDI),
    "NIK-10": Saved(BUDI),
    "NIK-11": Saved(BUDI),
    "NIK-14": Refused("Position 16"),
    "NIK-15": Refused("letter O"),
    "NIK-16": Refused("as Text"),
    "NIK-17": Refused("last digits are lost"),
    "NIK-21": Refused("filler"),
    "NIK-22": Refused("filler"),
    "NIK-23": Refused("filler"),
    "NIK-24": Refused("filler"),
    "NIK-25": Asks("nik_province", "1073010101900001"),
    "NIK-27": Refused("here 00"),
    "NIK-28": Refused("here 40"),
    "NIK-29": Refused("here 72"),
    "NIK-33": Refused("never 0000"),
    "NIK-34": Asks("nik_district", "3273994101900001"),
    "NIK-38": Refused("position 1 "),
    "NIK-40": Refused("position 2 "),
    "NIK-41": Refused("Only digits"),
    "NAM-03": Refused("required"),
    "NAM-04": Refused("required"),
    "NAM-07": Saved("Ma'ruf"),
    "NAM-08": Saved("Ma\u2019ruf"),
    "NAM-10": Saved("R.A. Kartini Tjokroadikoesoemo binti H. Abdul Muhyi Soedarsono Kartohadikusumo Hardjodiningrat"),
    "NAM-13": Saved("Andr\u00e9"),
    "NAM-14": Saved("Andr\u00e9"),
    "NAM-16": Saved("\u1b35\u1b13\u1b2e"),
    "NAM-17": Saved("\ua9b1\ua9a0\ua9b6"),
    "NAM-19": Refused("turns the writing direction"),
    "NAM-21": Refused("control character"),
    "NAM-22": Refused("control character"),
    "NAM-23": Refused("control character"),
    "NAM-24": Refused("line break"),
    "NAM-25": Saved("Bu di"),
    "NAM-26": Asks("mixed_script", "\u0412udi"),
    "NAM-28": Refused("only letters"),
    "NAM-32": Asks("mojibake", "Nu\u00c3\u00b1o"),
    "NAM-35": Saved("TRUE"),
    "NAM-36": Refused("no digits"),
    "NAM-37": Saved("Budi Santoso"),
    "NAM-38": Saved("BUDI SANTOSO"),
    "DAT-01": Refused("02/2023 has no day 30"),
    "DAT-02": Refused("02/2023 has no day 29"),
    "DAT-03": Saved("2024-02-29"),
    "DAT-04": Refused("dd/mm/yyyy"),
    "DAT-06": Refused("four digits"),
    "DAT-08": Saved("1945-08-17"),
    "TEL-01": Saved("+628123456789"),
    "TEL-02": Asks("zero_lost", "+628123456789"),
    "TEL-03": Saved("+628123456789"),
    "TEL-04": Refused("this one has 17"),
    "TEL-05": Refused("this one has 5"),
    "TEL-06": Refused("in digits"),
    "TEL-08": Refused("in digits"),
    "TEL-09": Refused("in digits"),
    "TEL-11": Asks("foreign_phone", "+12025550100"),
    "REG-01": Saved("73.08.21.1001"),
    "REG-02": Saved("73.08.21.1001"),
    "REG-05": Refused("no such"),
    "REG-06": Saved("73.08.21.1001"),
    "REG-13": Asks("name_used", "73.08.21.1001"),
    "REG-14": Asks("name_used", "73.08.21.1001"),
}
# Each of these has a test of its own in test_bad_inputs.py.
BUILT = {"NIK-01", "NIK-35", "NIK-37", "NAM-11", "NAM-12", "DAT-10", "DAT-11", "DAT-22", "DAT-24", "DAT-25", "REG-10",
         "REG-15"}  # fmt: skip


def rows() -> dict[str, str]:
    """The input of every row, by its id."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["input"] for row in csv.DictReader(file)}


def typed(text: str) -> str:
    """The input with its escapes read; letters beyond ASCII stand in the file as they are."""
    return text.encode("ascii", "backslashreplace").decode("unicode_escape")


def field_of(name: str) -> str:
    return FIELDS[name.split("-")[0]]

"""A list goes out to be edited, is edited and saved in LibreOffice, and comes back: the edited cells alone are changes."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories
from tests.exports.taking import brought_back, counts, taken
from tests.factories import BIRU, new_nik
from tests.spreadsheets.reading import sheets
from wksbm.people.models import Person
from wksbm.spreadsheets.batches import sheet_for
from wksbm.spreadsheets.engine.rows import read_rows
from wksbm.spreadsheets.store import Store

SOFFICE, PYTHON = shutil.which("soffice"), "/usr/bin/python3"
OFFICE = Path(__file__).with_name("office.py")


def has_office() -> bool:
    return bool(SOFFICE and Path(PYTHON).exists()) and not subprocess.call(
        [PYTHON, "-c", "import uno"], stderr=subprocess.DEVNULL
    )


pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not has_office(), reason="no LibreOffice with Python (libreoffice-calc, python3-uno) on this machine"
    ),
    pytest.mark.django_db,
]


def edited(folder: Path, source: Path, cells: dict[str, str], saved: Path, form: str) -> Path:
    """The workbook after somebody typed into these cells of its second sheet and saved it."""
    asked = {
        "soffice": SOFFICE, "home": (folder / "home").as_uri(), "source": source.as_uri(), "saved": saved.as_uri(),
        "filter": form, "cells": cells,
    }  # fmt: skip
    ran = subprocess.run([PYTHON, str(OFFICE)], input=json.dumps(asked), capture_output=True, text=True, timeout=600)
    assert ran.returncode == 0, ran.stderr
    return saved


def somebody(at: int, letter: str) -> Person:
    """Born on a day from 1900 on; every fifth knows the year alone."""
    known = {"birth_date": date(1900 + at * 4, 1 if at % 5 == 4 else 3, 1 if at % 5 == 4 else 1 + at)}
    precision = "year" if at % 5 == 4 else "day"
    facts = {"phone": f"+62812345678{at:02d}", "rt": "003", "address": f"Jalan Wijaya {at}", "education": "SD"}
    return factories.person(f"Warga {letter}", BIRU, nik=new_nik(), birth_date_precision=precision, **known, **facts)


@pytest.mark.parametrize(
    ("ending", "form"), [("xlsx", "Calc MS Excel 2007 XML"), ("ods", "calc8"), ("xls", "MS Excel 97")]
)
def test_the_edited_cells_alone_are_changes(cast, english, tmp_path, ending, form):
    people = [somebody(at, letter) for at, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWX")]
    with translation.override("en"):
        content = taken(english(cast.biru), reverse("people:export"), shape="edit", format="xlsx")
        header, *rows = sheets(content)[1]
        source = tmp_path / "keluar.xlsx"
        source.write_bytes(content)
        at = {name: chr(ord("A") + place) for place, name in enumerate(header)}
        lines = {row[0]: number for number, row in enumerate(rows, 2)}
        one, two, three = (lines[people[place].pk] for place in (2, 5, 11))
        typed = {
            f"{at['Name']}{one}": "Warga Baru", f"{at['Address']}{one}": "Jalan Adisucipto 7",
            f"{at['Phone']}{two}": "'081299998888", f"{at['RT']}{three}": "'007",
        }  # fmt: skip
        saved = edited(tmp_path, source, typed, tmp_path / f"kembali.{ending}", form)
        batch = brought_back(cast.biru, "people", saved.read_bytes(), saved.name)
    assert counts(batch) == {"read": len(people), "changed": 3, "same": len(people) - 3}, batch.facts
    sheet = sheet_for(batch)
    names = list(sheet.columns)
    changes = {
        row.number: {names[place]: row.atoms[place] for place in row.changes}
        for row in read_rows(Store(batch.token))
        if row.changes
    }
    assert changes == {
        one: {"full_name": "Warga Baru", "address": "Jalan Adisucipto 7"},
        two: {"phone": "+6281299998888"},
        three: {"rt": "007"},
    }

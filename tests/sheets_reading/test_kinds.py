"""Files that are something else than their names say: read if they are workbooks, otherwise named for what they are."""

from pathlib import Path
from random import Random

import pytest

from tests.sheets_reading import files
from tests.sheets_reading.files import PEOPLE, ods, packed
from tests.sheets_reading.reading import cells, head, looked, noted, read, refusal
from wksbm.spreadsheets.reading import Sheet

# One workbook in two formats, saved by LibreOffice: a merged title, a hidden row and column, a hidden sheet, formulas,
# a day with a time, a time, the serial number 60 as a day, a sheet that begins at C5.
OLD, OPEN = (Path(__file__).with_name(name).read_bytes() for name in ("messy.xls", "messy.ods"))
TITLE, DOWN = ("merged", "A1:D1"), ("merged", "A12:A13")
MESSY = [
    (1, ["Daftar KUBE", TITLE, TITLE, TITLE]),
    (2, ["Nama", "NIK", "Lahir", "Jumlah", "Ya"]),
    (3, ["Siti", "9900000000000001", ("date", "1980-01-02"), 5]),
    (4, ["Budi", 9900000000000002, ("date", "1980-01-03"), 1.5]),
    (5, ["Rumus", None, None, "formula"]),
    (6, [None, None, None, "formula"]),
    (7, ["A & <b> é", None, ("time", "13:30:00"), None]),
    (12, ["gabung", None, None, None]),
    (13, [DOWN, "x", None, None]),
]


def first_four(rows):
    """The first four cells of rows below the header; of a formula only that it is one: the formats spell it differently."""
    return [
        (number, row if number < 3 else ["formula" if is_formula(cell) else cell for cell in row[:4]])
        for number, row in rows
    ]


def is_formula(cell) -> bool:
    return isinstance(cell, tuple) and cell[0] == "formula"


@pytest.mark.parametrize(("content", "kind"), [(OLD, "xls"), (OPEN, "ods")])
def test_old_and_open_workbooks_are_read_like_new_ones(content, kind):
    found = looked(content)
    assert found.kind == kind
    assert found.sheets == [
        Sheet("Orang", False, 9, 6),
        Sheet("Sembunyi", True, None, None),
        Sheet("Tiga", False, 1, 3),
    ]
    assert first_four(read(content)) == first_four(found.head[0])
    expected = [list(row) for row in MESSY]
    if kind == "ods":
        expected[3][1][1] = 9900000000000000  # LibreOffice kept 15 digits
    assert first_four(read(content)) == [tuple(row) for row in expected]
    assert read(content, 2) == [(5, [None, None, "jauh"])]


@pytest.mark.parametrize("content", [OLD, OPEN])
def test_what_is_hidden_or_merged_in_them_is_noted(content):
    assert noted(content) == {
        "hidden_rows": {"sheet": 0, "count": 1},
        "hidden_columns": {"sheet": 0, "count": 1},
        "merged": {"sheet": 0, "ranges": ["A1:D1", "A12:A13"], "count": 2},
        "hidden_sheets": {"sheets": [1]},
    }


def test_the_day_sixty_of_an_old_workbook_is_no_day():
    assert cells(OLD)[2][5][0] == "bad_date"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_a_damaged_old_workbook_says_to_save_it_again(share):
    refused = refusal(OLD[: int(len(OLD) * share)])
    assert refused.code == "old_unreadable"
    assert ".xlsx" in str(refused)


def test_an_old_workbook_with_a_password_says_so():
    # Behind the first record of the globals stands the one that locks all others.
    stream = OLD.index(b"\x09\x08\x10\x00")
    locked = OLD[: stream + 20] + b"\x2f\x00\x36\x00" + OLD[stream + 24 :]
    assert "password" in str(refusal(locked))


def test_a_new_workbook_with_a_password_says_to_remove_it():
    name = "Workbook".encode("utf-16-le")
    container = OLD.replace(name, "EncryptionInfo".encode("utf-16-le")[: len(name)])
    entry = container.index("Encrypti".encode("utf-16-le"))
    full = "EncryptedPackage".encode("utf-16-le")
    container = container[:entry] + full + bytes(64 - len(full)) + bytes([len(full) + 2, 0]) + container[entry + 66 :]
    refused = refusal(container)
    assert refused.code == "password"
    assert "Remove the password" in str(refused)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<html><table><tr><td>Nama</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE html><table>", "html"),
        (b"<TABLE border=1><tr><td>Nama", "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "old_xml"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "image"),
        (b"Rar!\x1a\x07\x00", "packed"),
        (b"{\\rtf1 Nama}", "document"),
        (Random(1).randbytes(5_000), "not_a_table"),  # noqa: S311 only noise
        (packed({"orang.csv": b"Nama,NIK"}), "packed"),
        (packed({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T/>"}), "document"),
        (packed({"xl/workbook.bin": b"1", "[Content_Types].xml": b"<T/>"}), "xlsb"),
        (packed({}), "packed"),
        (b"PK\x03\x04" + b"noise" * 99, "damaged"),
    ],
)
def test_what_is_no_table_is_named(content, code):
    refused = refusal(content)
    assert refused.code == code
    assert str(refused).count(".") >= 2  # what it is, and what to do


OPEN_CELLS = [
    ('office:value-type="float" office:value="11.1"', "", 11.1),
    ('office:value-type="currency" office:value="5000"', "<text:p>Rp5.000</text:p>", 5000),
    ('office:value-type="date" office:date-value="1980-02-01T10:00:00"', "", ("date", "1980-02-01")),
    ('office:value-type="date" office:date-value="-0001-02-01"', "", ("bad_date", "-0001-02-01")),
    ('office:value-type="boolean" office:boolean-value="true"', "<text:p>BENAR</text:p>", ("bool", True)),
    ('office:value-type="string" calcext:value-type="error"', "<text:p>#REF!</text:p>", ("error", "#REF!")),
    (
        'table:formula="of:=SUM([.A1:.A3])" office:value-type="float" office:value="6"',
        "",
        ("formula", "=SUM([.A1:.A3])"),
    ),
    ('office:value-type="string"', "<text:p>a<text:s text:c='2'/>b<text:span>c</text:span></text:p>", "a  bc"),
    ('office:value-type="string"', "<text:p>a</text:p><text:p>b<text:tab/></text:p>", "a\nb\t"),
    ('office:value-type="string"', "<office:annotation><text:p>rahasia</text:p></office:annotation>", None),
]


def open_table(rows: str) -> bytes:
    return ods(f'<table:table table:name="Orang">{rows}</table:table>')


@pytest.mark.parametrize(("attributes", "inside", "expected"), OPEN_CELLS)
def test_cells_of_an_open_workbook(attributes, inside, expected):
    cell = f"<table:table-cell {attributes}>{inside}</table:table-cell>"
    last = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    content = open_table(f"<table:table-row>{cell}{last}</table:table-row>")
    assert cells(content) == [row for _, row in head(content)] == [[expected, "x"]]


def test_repeated_rows_and_cells_of_an_open_workbook():
    two = '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/>'
    blank = '<table:table-cell table:number-columns-repeated="16382"/>'
    rows = f'<table:table-row table:number-rows-repeated="3">{two}{blank}</table:table-row>'
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    assert read(open_table(rows + f"<table:table-row>{two}</table:table-row>")) == [
        (1, [7, 7]),
        (2, [7, 7]),
        (3, [7, 7]),
        (1_048_004, [7, 7]),
    ]


def test_more_than_a_hundred_columns_of_an_open_workbook_are_refused():
    wide = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="7"/>'
    assert refusal(open_table(f"<table:table-row>{wide}</table:table-row>")).code == "too_many_columns"


def test_an_open_workbook_without_content_or_with_a_password_is_refused():
    assert refusal(packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})).code == "damaged"
    locked = ods("", **{"META-INF/manifest.xml": b"<m><encryption-data/></m>"})
    assert refusal(locked).code == "password"
    assert refusal(ods("")).code == "no_sheets"


def test_the_builder_of_workbooks_builds_what_others_read():
    assert cells(files.xlsx(PEOPLE)) == PEOPLE

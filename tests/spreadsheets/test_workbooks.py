"""Workbooks of several tables: letterhead and signatories, permitted words, marks, names, limits."""

from io import BytesIO
from tempfile import TemporaryFile
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.spreadsheets.reading import sheets
from wksbm.spreadsheets.writing import Marked, Table, tables, write_workbook
from wksbm.spreadsheets.writing.package import sheet_names
from wksbm.spreadsheets.writing.workbooks import lists_name

HEADERS = ["Nama", "Jenis", "Umur"]
ROWS = [["Yuliana", "P", 36], ["Anton", "L", 41]]


def book_of(*given: Table, **options):
    stream = BytesIO()
    counts = write_workbook(stream, given, **options)
    return load_workbook(BytesIO(stream.getvalue())), counts


def test_each_table_has_its_sheet_and_the_first_tells_about_them():
    book, counts = book_of(Table("Orang", HEADERS, ROWS), Table("Kelompok", ["Nama"], []), about=[("Siapa", "Dewi")])
    assert book.sheetnames == ["Keterangan", "Orang", "Kelompok"]
    assert counts == [2, 0]
    assert [[cell.value for cell in row] for row in book["Keterangan"]] == [
        ["Siapa", "Dewi"],
        ["Baris", "Orang: 2, Kelompok: 0"],
    ]
    assert book.active.title == "Orang"


def test_without_about_the_tables_are_all_there_is():
    book, _counts = book_of(Table("Orang", HEADERS, ROWS), Table("Kelompok", ["Nama"], [["Melati"]]), active=1)
    assert book.sheetnames == ["Orang", "Kelompok"]
    assert book.active.title == "Kelompok"
    assert [sheet.sheet_view.tabSelected or None for sheet in book] == [None, True]


def test_letterhead_stands_above_and_signatories_below_a_blank_row():
    table = Table(
        "BNBA", HEADERS, ROWS, above=[["PEMERINTAH"], ["Dinas Sosial"], ["Kepada", "Yth."]], below=[["", "", "Kepala"]]
    )
    book, _counts = book_of(table)
    sheet = book["BNBA"]
    told = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=3)]
    assert told == [
        ["PEMERINTAH", None, None], ["Dinas Sosial", None, None], ["Kepada", "Yth.", None],
        HEADERS, *ROWS, [None] * 3, [None, None, "Kepala"],
    ]  # fmt: skip
    assert (sheet["A1"].font.bold, sheet["A1"].font.size, sheet["A1"].alignment.horizontal) == (True, 14, "center")
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1", "A2:C2"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == ("A4:C6", "A5", "$4:$4")


def test_permitted_words_are_offered_from_a_hidden_sheet_down_to_the_thousandth_row():
    words = ["SD", "SMP & MTs", 'kata "dua"']
    table = Table("Orang", HEADERS, ROWS, choices={1: ["P", "L"], 2: words})
    other = Table("Lain", ["Jenis"], [["P"]] * 1_200, choices={0: ["P", "L"]})
    book, _counts = book_of(table, other, about=[])
    lists = book.worksheets[-1]
    assert (lists.title, lists.sheet_state) == (lists_name(), "hidden")
    assert [[cell.value for cell in column] for column in lists.iter_cols()] == [["P", "L", None], words]
    told = {str(rule.sqref): rule.formula1 for rule in book["Orang"].data_validations.dataValidation}
    assert told == {"B2:B1001": f"'{lists.title}'!$A$1:$A$2", "C2:C1001": f"'{lists.title}'!$B$1:$B$3"}
    [rule] = book["Lain"].data_validations.dataValidation
    assert (str(rule.sqref), rule.type, rule.formula1) == ("A2:A1201", "list", f"'{lists.title}'!$A$1:$A$2")


@pytest.mark.parametrize(("mark", "colour"), [("bad", "FFFFC7CE"), ("doubt", "FFFFEB9C"), ("good", "FFC6EFCE")])
def test_a_mark_colours_its_cell_also_when_it_is_blank(mark, colour):
    book, _counts = book_of(Table("Orang", HEADERS, [[Marked("x", mark), Marked(None, mark), Marked(3, mark)]]))
    for cell in book["Orang"][2]:
        assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == ("solid", colour)
    assert [cell.value for cell in book["Orang"][2]] == ["x", None, 3]
    assert book["Orang"]["A2"].number_format == "@"


def test_a_mark_that_there_is_not_is_refused():
    with pytest.raises(KeyError):
        book_of(Table("Orang", ["a"], [[Marked("x", "pink")]]))


def test_sheets_have_names_that_excel_takes_each_once():
    names = sheet_names(["a/b:c", "A-B-C", "x" * 40, "x" * 40, "'kutip'", "", "History", "Rindu's", "tab\there"])
    assert names == [
        "a-b-c",
        "A-B-C (2)",
        "x" * 31,
        "x" * 27 + " (2)",
        "kutip",
        "-",
        "History (2)",
        "Rindu's",
        "tabhere",
    ]
    assert sheet_names(["Daftar by name by address (BNBA)"]) == ["Daftar by name by address"]  # no open bracket
    book, _counts = book_of(Table("Rindu's & <co>", ["a"], [["1"]], choices={0: ["1"]}))
    assert book.sheetnames[0] == "Rindu's & <co>"
    assert book.worksheets[0].auto_filter.ref == "A1:A2"


def test_a_row_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 100)
    assert book_of(Table("a", ["a"], [["x"]] * 100))[1] == [100]
    for table in (
        Table("a", ["a"], [["x"]] * 101),
        Table("a", ["a"], [["x"]] * 100, above=[["kop"]]),
        Table("a", ["a"], [["x"]] * 99, below=[["Kepala"]]),
    ):
        with pytest.raises(ValueError, match="row 102 does not fit"):
            book_of(table)


def test_a_sheet_too_large_for_the_zip_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "LARGEST", 100_000)
    with pytest.raises(ValueError, match="larger than"):
        book_of(Table("a", ["a"], (["x" * 50] for _row in range(5_000))))


def test_a_file_without_seeking_is_the_same_workbook():
    class Pipe:
        def __init__(self):
            self.content = b""

        def write(self, some):
            self.content += some
            return len(some)

        def flush(self):
            pass

    pipe = Pipe()
    write_workbook(pipe, [Table("Orang", HEADERS, ROWS)])
    assert sheets(pipe.content)[0][1:] == ROWS


def test_columns_without_a_value_and_rows_that_are_too_short_are_blank():
    book, _counts = book_of(Table("Orang", HEADERS, [["Yuliana"], [], [None, "", 1]]))
    assert [[cell.value for cell in row] for row in book["Orang"].iter_rows(min_row=2)] == [
        ["Yuliana", None, None], [None] * 3, [None, None, 1],
    ]  # fmt: skip


def test_no_part_needs_zip64_which_not_every_excel_opens():
    with TemporaryFile() as stream:
        write_workbook(stream, [Table("Orang", HEADERS, ROWS)])
        assert all(part.extract_version < 45 for part in ZipFile(stream).infolist())

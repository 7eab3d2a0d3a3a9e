"""LibreOffice opens our workbooks and finds in each cell what was written; nobody asks to repair anything."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from wksbm.spreadsheets.writing import Marked, Table, write_workbook

SOFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.long, pytest.mark.skipif(not SOFFICE, reason="no LibreOffice (soffice) on this machine")]
HEADERS = ["Nama", "NIK", "Lahir", "Umur", "Jenis", "Catatan"]
ROWS = [
    ["Yuliana & <b>", "9901014101900001", date(1990, 3, 4), 36, "P", "_x0041_"],
    [" tepi ", "0070000000000000", date(1900, 3, 1), -5, None, "baris 1\nbaris 2"],
    ["=1+1", "+62812", date(9999, 12, 31), 1.5, "L", "@SUM(1)"],
    ["'kutip", "a | b", None, 10**15 - 1, "", "😀 • e\u0301"],
]


def converted(folder: Path, **options) -> Path:
    """The workbook after LibreOffice has opened it and saved it as its own."""
    source = folder / "asal.xlsx"
    with source.open("wb") as stream:
        write_workbook(stream, **options)
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    command = [
        SOFFICE,
        home,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder / "ke"),
    ]
    ran = subprocess.run([*command, str(source)], capture_output=True, text=True, timeout=120, check=True)
    assert "Error" not in ran.stdout + ran.stderr
    return folder / "ke" / "asal.xlsx"


def test_every_cell_comes_back_and_text_stays_text(tmp_path):
    tables = [Table("Warga", HEADERS, ROWS), Table("Lain", ["a"], [[Marked("merah", "bad")]])]
    book = load_workbook(converted(tmp_path, tables=tables, about=[("Siapa", "Dewi")]))
    assert book.sheetnames[1:] == ["Warga", "Lain"]
    sheet = book["Warga"]
    _header, *rows = sheet.iter_rows()
    told = [[cell.value.date() if cell.is_date else cell.value for cell in row] for row in rows]
    assert told == [[None if value == "" else value for value in row] for row in ROWS]
    texts = [cell for row in rows for cell in row if isinstance(cell.value, str)]
    assert {(cell.number_format, cell.data_type) for cell in texts} == {("@", "s")}
    assert book["Lain"]["A2"].fill.fgColor.rgb == "FFFFC7CE"


def test_letterhead_lists_and_filter_survive(tmp_path):
    table = Table("BNBA", HEADERS, ROWS, above=[["PEMERINTAH"]], below=[["Kepala"]], choices={4: ["P", "L & x"]})
    book = load_workbook(converted(tmp_path, tables=[table]))
    sheet = book["BNBA"]
    assert (sheet["A1"].value, sheet["A1"].font.bold) == ("PEMERINTAH", True)
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:F1"]
    assert (sheet.auto_filter.ref, sheet["A8"].value) == ("A2:F6", "Kepala")
    [rule] = sheet.data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "E3:E1002")
    lists = book.worksheets[-1]
    assert [cell.value for cell in lists["A"]] == ["P", "L & x"]
    assert lists.sheet_state == "hidden"

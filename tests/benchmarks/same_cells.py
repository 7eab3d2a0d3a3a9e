"""Whether two files of people hold the same, read back by other hands; and whether ours holds it as it should."""

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

SIGNS = ("=", "+", "-", "@")
AS_TEXT = "@"


def check(kind: str, stock: bytes, ours: bytes) -> None:
    """AssertionError naming the first cell that differs; never the cell itself."""
    read = {"xlsx": _of_workbook, "csv": _of_csv}[kind]
    theirs, own = read(stock), read(ours)
    assert len(theirs) == len(own), (len(theirs), len(own))
    for number, (one, other) in enumerate(zip(theirs, own, strict=True), 1):
        differs = [column for column, pair in enumerate(zip(one, other, strict=True), 1) if pair[0] != pair[1]]
        assert not differs, f"row {number}, columns {differs}"
    if kind == "xlsx":
        _check_looks(ours)


def _of_workbook(content: bytes) -> list[list]:
    """The last sheet: stock has no other."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return book.get_sheet_by_index(len(book.sheet_names) - 1).to_python()


def _of_csv(content: bytes) -> list[list[str]]:
    """Without the quote before what looks like a formula: stock lets it live."""
    rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    return [[cell[1:] if cell[:1] == "'" and cell[1:2] in SIGNS else cell for cell in row] for row in rows]


def _check_looks(content: bytes) -> None:
    """NIKs stand in cells formatted as text, exact birth dates are real dates."""
    sheet = load_workbook(BytesIO(content)).worksheets[-1]
    header, *rows = sheet.iter_rows()
    place = {name.value: column for column, name in enumerate(header)}
    niks = [row[1] for row in rows if row[1].value]
    born = [row[4] for row in rows if row[4].value]
    assert len(place) == 17
    assert niks and all(cell.number_format == AS_TEXT and isinstance(cell.value, str) for cell in niks)  # noqa: PT018
    assert sum(cell.is_date for cell in born) > len(born) * 0.9

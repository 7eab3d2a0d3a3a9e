"""Files that the registry wrote, read back by other hands: calamine, the csv module, and the XML inside a workbook."""

import csv
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def sheets(content: bytes) -> list[list[list]]:
    """The cells of each sheet, blank rows and columns included."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [book.get_sheet_by_index(place).to_python(skip_empty_area=False) for place in range(len(book.sheet_names))]


def about(content: bytes) -> dict[str, str]:
    return dict(sheets(content)[0])


def records(content: bytes) -> list[dict]:
    """The rows of the second sheet by the words of its header."""
    header, *rows = sheets(content)[1]
    return [dict(zip(header, row, strict=True)) for row in rows]


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def xml_of(content: bytes, part: str):
    with ZipFile(BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(part))  # noqa: S314 our own file


def cell(content: bytes, place: str):
    """The XML of a cell of the second sheet."""
    return xml_of(content, "xl/worksheets/sheet2.xml").find(f".//{MAIN}c[@r='{place}']")


def number_format(content: bytes, style: str) -> str:
    """The number format behind a cell's style: 49 is "@", text."""
    styles = xml_of(content, "xl/styles.xml")
    return styles.findall(f"{MAIN}cellXfs/{MAIN}xf")[int(style)].get("numFmtId")

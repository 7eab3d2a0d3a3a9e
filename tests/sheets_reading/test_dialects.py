"""The fast way and the thorough way to read a sheet give the same rows, whatever program wrote it."""

import re
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sheets_reading import files
from tests.sheets_reading.files import PEOPLE, Raw, typed, xlsx
from tests.sheets_reading.reading import cells, noted, read

MIXED = [
    ["Nama", "NIK", "Lahir", "Jumlah"],
    ["Siti", "9900000000000001", typed("date_serial", 29252), 5],
    ["Budi", None, typed("date_serial", 60), typed("formula", "A1&B1")],
    [None, typed("error", "#N/A"), Raw('<c r="{place}" s="1"/>'), typed("boolean", 1)],
    ["A & <b>", "é", typed("time_serial", 0.5), 1.25],
]
NUMBERS = [1, 2, 7, 300, 4_000]


def plain(**faults) -> str:
    return files.sheet_xml(MIXED, None, numbers=NUMBERS, merged=["A1:B1"], hidden_rows=[7], **faults)


def book(sheet: str | bytes) -> bytes:
    return xlsx(parts={files.SHEET_PART: sheet if isinstance(sheet, bytes) else sheet.encode()})


def prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")


DIALECTS = {
    "prefixed": prefixed,
    "indented": lambda xml: xml.replace("<row", "\n  <row").replace("<c ", "\n    <c ").replace("</row>", "\n  </row>"),
    "indented to the values": lambda xml: xml.replace("<v>", "\n<v>").replace("</c>", "\n</c>"),
    "windows lines": lambda xml: xml.replace("<row", "\r\n<row"),
    "single quotes": lambda xml: xml.replace('"', "'"),
    "a comment": lambda xml: xml.replace("<sheetData>", "<sheetData><!-- </row></sheetData> -->"),
    "CDATA": lambda xml: xml.replace("<t>Siti</t>", "<t><![CDATA[Siti]]></t>"),
    "type before place": lambda xml: re.sub(r'<c (r="\w+") (t="\w+")', r"<c \2 \1", xml),
    "more attributes": lambda xml: xml.replace("<row ", '<row spans="1:4" x:dyDescent="0.3" ').replace(
        "<c ", '<c cm="1" '
    ),
    "space in tags": lambda xml: xml.replace("/>", " />").replace("<v>", "<v >"),
    "utf-16": lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"),
    "without declaration": lambda xml: xml.partition("?>")[2],
    "utf-8 with its mark": lambda xml: b"\xef\xbb\xbf" + xml.encode(),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_of_xml_reads_the_same(dialect):
    expected, written = book(plain()), book(DIALECTS[dialect](plain()))
    assert read(written) == read(expected)
    assert noted(written) == noted(expected)


def test_shared_strings_with_a_prefix_or_cdata_read_the_same():
    content = files.workbook_parts([files.Tab("Orang", PEOPLE)])
    strings = content[files.STRINGS].decode()
    for other in (prefixed(strings), re.sub("<t [^>]*>Siti</t>", "<t><![CDATA[Siti]]></t>", strings)):
        assert cells(files.packed(content | {files.STRINGS: other.encode()})) == PEOPLE


def inline(rows) -> bytes:
    return xlsx(rows, inline=True)


def walked(rows) -> bytes:
    return book(prefixed(files.sheet_xml(rows)))


def written_by_openpyxl(rows) -> bytes:
    stream, workbook = BytesIO(), openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(stream)
    return stream.getvalue()


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
)
NUMBERS_OF_SHEETS = st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9).map(lambda number: round(number, 4))
ROWS = st.lists(st.lists(TEXTS.filter(str.strip) | NUMBERS_OF_SHEETS, min_size=3, max_size=3), min_size=1, max_size=12)


@pytest.mark.parametrize("write", [files.xlsx, inline, walked])
@settings(max_examples=12)
@given(rows=ROWS)
def test_whatever_is_written_is_read(write, rows):
    assert cells(write(rows)) == rows


def test_a_workbook_of_openpyxl_is_read():
    rows = [["Nama", "Jumlah"], *[[f"Siti {number}", number] for number in range(300)]]
    assert cells(written_by_openpyxl(rows)) == rows


FORMS = [
    '<c r="{place}" t="inlineStr"><is><t>Siti</t></is></c>',
    '<c r="{place}" s="2" t="inlineStr"><is><t xml:space="preserve"> A &amp; _x0041_ </t></is></c>',
    '<c r="{place}" s="1"><v>29252</v></c>',
    '<c r="{place}" s="0"><v>29252</v></c>',
    '<c r="{place}"><v>1.5</v></c>',
    '<c r="{place}"><v></v></c>',
    '<c r="{place}" s="1"/>',
    '<c r="{place}" s="2"></c>',
    '<c s="2" r="{place}"/>',
    '<c t="str" s="2" r="{place}"><v>Budi</v></c>',
    '<c r="{place}" t="b"><v>1</v></c>',
    '<c r="{place}" t="e"><v>#N/A</v></c>',
    '<c r="{place}" t="d"><v>2026-01-31T00:00:00</v></c>',
    '<c r="{place}" t="inlineStr"><is><r><t>Si</t></r><r><t>ti</t></r></is></c>',
    '<c r="{place}" s="1"><f>A1&amp;B1</f><v>3</v></c>',
    '<c r="{place}"><f t="shared" si="0">SUM(A1)</f><v>3</v></c>',
    '<c r="{place}"><f t="shared" si="0"/></c>',
]
WRITTEN = st.lists(st.lists(st.none() | st.sampled_from(FORMS).map(Raw), max_size=6), min_size=1, max_size=20)


@settings(max_examples=150)
@given(rows=WRITTEN)
def test_what_a_row_learned_from_others_holds_is_what_the_parser_finds(rows):
    """Every row may be written unlike those before it."""
    written = files.sheet_xml(rows)
    assert unpadded(read(book(written))) == unpadded(read(book(prefixed(written))))


def unpadded(rows: list[tuple[int, list]]) -> list[tuple[int, list]]:
    """A row may be as wide as cells that are there and hold nothing."""
    return [
        (number, cells[: max((at for at, cell in enumerate(cells, 1) if cell is not None), default=0)])
        for number, cells in rows
    ]

"""Workbooks and tables of every kind that people and attackers upload, as bytes. Most faults of a workbook are one
argument of `xlsx`; what stands in the XML of a sheet may be given as `Raw`."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from struct import pack
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_PART = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
# Styles: 0 general, 1 day, 2 text, 3 time, 4 day and time, 5 a day in a format of its own, 6 money in red
FORMATS = (0, 14, 49, 20, 22, 164, 165)
HEADER = ["Nama", "NIK", "Tanggal Lahir"]
PEOPLE = [HEADER, ["Siti", "9900000000000001", "01/02/1980"], ["Budi", "9900000000000002", "03/04/1975"]]


class Raw(NamedTuple):
    """The XML of a cell; `{place}` becomes its place."""

    xml: str


class Tab(NamedTuple):
    name: str
    rows: Sequence[Sequence]
    state: str = "visible"
    kind: str = "worksheet"  # or chartsheet


def typed(kind: str, value: object) -> Raw:
    """A cell by its kind: number, float, date_serial, time_serial, formula, error, boolean, iso_date, string_index."""
    forms = {
        "number": "<c {at}><v>{value}</v></c>",
        "float": "<c {at}><v>{value}</v></c>",
        "date_serial": '<c {at} s="1"><v>{value}</v></c>',
        "time_serial": '<c {at} s="3"><v>{value}</v></c>',
        "formula": "<c {at}><f>{value}</f><v>6</v></c>",
        "error": '<c {at} t="e"><v>{value}</v></c>',
        "boolean": '<c {at} t="b"><v>{value}</v></c>',
        "iso_date": '<c {at} t="d"><v>{value}</v></c>',
        "string_index": '<c {at} t="s"><v>{value}</v></c>',
    }
    text = escape(str(value).removeprefix("=") if kind == "formula" else str(value))
    return Raw(forms[kind].replace("{at}", 'r="{place}"').replace("{value}", text))


def xlsx(rows: Sequence[Sequence] = (), *, tabs: Sequence[Tab] = (), without: Iterable[str] = (), **faults) -> bytes:
    """`faults`: those of `sheet_xml` for the first sheet, date1904, parts (name → bytes, added or instead)."""
    parts = faults.pop("parts", {})
    date1904 = faults.pop("date1904", False)
    tabs = tabs if "tabs" in faults or tabs else [Tab("Lembar1", rows)]
    return packed(workbook_parts(tabs, date1904=date1904, **faults) | dict(parts), without)


def packed(parts: Mapping[str, bytes], without: Iterable[str] = ()) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name not in without:
                archive.writestr(name, content)
    return stream.getvalue()


def workbook_parts(tabs: Sequence[Tab], *, date1904: bool = False, inline: bool = False, **faults) -> dict[str, bytes]:
    strings: list[str] = []
    named = [(number, tab) for number, tab in enumerate(tabs, 1)]
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(named, date1904=date1904),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"rId{n}", tab.kind, f"{tab.kind}s/sheet{n}.xml") for n, tab in named]
        ),
        STYLES: _styles(),
    }
    for number, tab in named:
        own = faults if number == 1 else {}
        parts[f"xl/{tab.kind}s/sheet{number}.xml"] = sheet_xml(tab.rows, None if inline else strings, **own)
    if not inline:
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
        parts[STRINGS] = f'{XML}<sst xmlns="{MAIN}">{items}</sst>'
    return {name: text.encode() for name, text in parts.items()}


def _workbook(named: Sequence[tuple[int, Tab]], *, date1904: bool) -> str:
    sheets = "".join(
        f'<sheet name="{escape(tab.name)}" sheetId="{n}" state="{tab.state}" r:id="rId{n}"/>' for n, tab in named
    )
    start = f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(date1904)}"/>'
    return f"{start}<sheets>{sheets}</sheets></workbook>"


def _relations(relations: Iterable[tuple[str, str, str]]) -> str:
    found = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in relations)
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def _styles() -> str:
    own = '<numFmt numFmtId="164" formatCode="[$-421]dd\\ mmmm\\ yyyy;@"/>'
    own += '<numFmt numFmtId="165" formatCode="&quot;Rp&quot;#,##0;[Red]-#,##0"/>'
    xfs = "".join(f'<xf numFmtId="{number}"/>' for number in FORMATS)
    return f'{XML}<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>'


def sheet_xml(
    rows: Iterable[Sequence],
    strings: list[str] | None = None,
    *,
    dimension: str = "",
    numbers: Sequence[int] = (),
    numbered: bool = True,
    merged: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    columns: str = "",
    after: str = "",
) -> str:
    """`numbers`: those of the rows, instead of 1, 2, 3; not `numbered`: neither rows nor cells tell their place.

    `columns`: the XML of <cols>; `after`: XML behind the last row. Without `strings` texts stand inline.
    """
    body = []
    for place, row in enumerate(rows):
        number = numbers[place] if numbers else place + 1
        cells = "".join(_cell(value, f"{letters(column)}{number}", strings) for column, value in enumerate(row))
        told = f' r="{number}"' if numbered else ""
        hidden = ' hidden="1"' if number in hidden_rows else ""
        body.append(f"<row{told}{hidden}>{cells if numbered else _without_places(cells)}</row>")
    ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    merges = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
    told = f'<dimension ref="{dimension}"/>' if dimension else ""
    start = f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{told}{columns}<sheetData>'
    return f"{start}{''.join(body)}{after}</sheetData>{merges}</worksheet>"


def _cell(value: object, place: str, strings: list[str] | None) -> str:
    match value:
        case None:
            return ""
        case Raw():
            return value.xml.replace("{place}", place)
        case str() if strings is None:
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        case str():
            strings.append(value)
            return f'<c r="{place}" s="2" t="s"><v>{len(strings) - 1}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _without_places(cells: str) -> str:
    parts = cells.split(' r="')
    return parts[0] + "".join(part.partition('"')[2] for part in parts[1:])


def letters(column: int) -> str:
    first, second = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(65 + second)


def repeated(block: bytes, times: int, start: bytes = b"", end: bytes = b"") -> tuple[bytes, int]:
    """(deflated, size unpacked) of a content that is never made in full: bombs are quick to build."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(end) + packer.flush(zlib.Z_FINISH)
    return first + middle * times + last, len(start) + len(block) * times + len(end)


def with_entry(archive: bytes, name: str, content: tuple[bytes, int], *, checksum: int = 0, flags: int = 0) -> bytes:
    """The archive with one more deflated entry whose size is only declared: `content` is (deflated, declared size)."""
    deflated, declared = content
    directory = archive.rindex(b"PK\x05\x06")
    count = int.from_bytes(archive[directory + 10 : directory + 12], "little") + 1
    size, start = (int.from_bytes(archive[directory + at : directory + at + 4], "little") for at in (12, 16))
    facts = pack("<HHHHHIIIHH", 20, flags, 8, 0, 33, checksum, len(deflated), declared, len(name), 0)
    local = b"PK\x03\x04" + facts + name.encode() + deflated
    record = b"PK\x01\x02" + pack("<H", 20) + facts + pack("<HHHII", 0, 0, 0, 0, start) + name.encode()
    entries = archive[start : start + size] + record
    end = b"PK\x05\x06" + pack("<HHHHIIH", 0, 0, count, count, len(entries), start + len(local), 0)
    return archive[:start] + local + entries + end


def csv(rows: Iterable[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    return "".join(delimiter.join(row) + end for row in rows).encode(encoding)


def ods(tables: str, **parts: bytes) -> bytes:
    """A workbook of LibreOffice; `tables` is the XML of its tables."""
    names = ("office", "style", "table", "text", "calcext")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = f"<office:document-content {spaces}>{tables}</office:document-content>".encode()
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": mimetype, "content.xml": content, **parts})

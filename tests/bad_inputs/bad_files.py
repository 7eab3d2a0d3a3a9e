"""Every bad file of the collection, built around good rows of people; and what the upload answers to it."""

import codecs
from collections.abc import Callable
from typing import NamedTuple

from tests.sheets_reading import files, test_bombs
from tests.sheets_reading.files import Raw, Tab, xlsx

HEAD = ["Nama", "JK", "Tanggal Lahir", "Kelurahan", "Alasan Tanpa NIK"]
NAMES = ("Siti Aminah", "Rosmini", "Hasnah")
ROWS = [[name, "P", f"0{day}/02/1980", "Biru", "unknown"] for day, name in enumerate(NAMES, 1)]
PEOPLE = [HEAD, *ROWS]
TABLE = files.csv(PEOPLE)
MANY = [
    HEAD,
    *(
        [f"Ina {a}{b}", "P", "1980", "Biru", "unknown"]
        for a in "abcdefghijklmnopqrst"
        for b in "abcdefghijklmnopqrstuvwxy"
    ),
]
EMPTY = Raw('<c r="{place}" s="1"/>')
LINK = b'<Relationships><Relationship Id="rId9" Type="x/externalLink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
SCRIPT = "<script>alert(1)</script>"


class Kept(NamedTuple):
    """OK and WARN: so many rows are read and are new; the page of the import says `said`."""

    rows: int
    said: str = ""
    kinds = {"OK", "WARN"}


class KeptOut(NamedTuple):
    """REJECT_ROW: the file is read, and all but one row of it; the page says `said` of that one."""

    rows: int
    said: str
    kinds = {"REJECT_ROW"}


class Asked(NamedTuple):
    """OK: the page that is shown asks `said`."""

    said: str
    kinds = {"OK"}


class Turned(NamedTuple):
    """REJECT_FILE: the form comes back with `said`, and nothing is kept."""

    said: str
    kinds = {"REJECT_FILE"}


class BadFile(NamedTuple):
    content: Callable[[], bytes]
    answer: Kept | KeptOut | Asked | Turned
    name: str = "warga.xlsx"


def parts(rows=PEOPLE, **faults) -> Callable[[], bytes]:
    return lambda: xlsx(rows, **faults)


def text(content: bytes, name: str = "warga.csv"):
    return lambda answer: BadFile(lambda: content, answer, name)


def no_sheets(*tabs: Tab) -> Callable[[], bytes]:
    return lambda: files.packed(files.workbook_parts(tabs))


def one_wrong_byte() -> bytes:
    lines = files.csv([["Nama", "JK"], *([["Andr\u00e9", "L"]] * 900)], end="\n").splitlines(keepends=True)
    return b"".join([*lines[:811], b"Andr\xe9,L\n", *lines[812:]])


def external_entity() -> bytes:
    return test_bombs.in_sheet('<!ENTITY host SYSTEM "file:///etc/hostname">', "&host;")


DAMAGED, LARGE, DECLARED = Turned("damaged"), Turned("far more than a table"), Turned("declarations")
THREE, EMPTY_FILE = Kept(3), Turned("This file is empty")
TWO = [Tab("Kosong", []), Tab("Warga", PEOPLE)]
BOM = codecs.BOM_UTF8
FILES = {
    "XLS-01": BadFile(lambda: b"", EMPTY_FILE),
    "XLS-03": BadFile(lambda: b"<html><table><tr><td>Nama", Turned("web page (HTML)")),
    "XLS-11": BadFile(parts(without=["xl/workbook.xml"]), DAMAGED),
    "XLS-12": BadFile(parts(without=["[Content_Types].xml"]), DAMAGED),
    "XLS-14": BadFile(parts(without=[files.STRINGS]), DAMAGED),
    "XLS-15": BadFile(parts([HEAD, [files.typed("string_index", 999_999)]]), DAMAGED),
    "XLS-17": BadFile(no_sheets(), Turned("no sheet with rows")),
    "XLS-18": BadFile(no_sheets(Tab("Grafik", [], kind="chartsheet")), Turned("no sheet with rows")),
    "XLS-19": BadFile(parts(tabs=TWO), Kept(3, "sheet Warga")),
    "XLS-19 two": BadFile(parts(tabs=[Tab("Warga", PEOPLE), Tab("Biru", PEOPLE)]), Asked("Which sheet?")),
    "XLS-20": BadFile(parts(tabs=[Tab("Rahasia", PEOPLE, "hidden"), TWO[1]]), Kept(3, "Hidden sheets were not read: Rahasia")),
    "XLS-21": BadFile(
        parts(hidden_rows=[2, 3], columns='<cols><col min="2" max="2" width="9" hidden="1"/></cols>'),
        Kept(3, "2 hidden rows were read as well"),
    ),
    "XLS-22": BadFile(parts(hidden_rows=[4]), Kept(3, "1 hidden row was read as well")),
    "XLS-24": BadFile(parts([["DAFTAR WARGA KELURAHAN BIRU"], ["Tahun 2026"], *PEOPLE]), THREE),
    "XLS-29": BadFile(parts([[SCRIPT, f"{SCRIPT}2"], ["a", "b"]]), Turned("No row of this file is a header")),
    "XLS-32": BadFile(parts([*PEOPLE, *[[EMPTY, EMPTY]] * 1000]), THREE),
    "XLS-34": BadFile(parts(MANY, dimension="A1"), Kept(500)),
    "XLS-35": BadFile(parts([["a", "b"]], dimension="A1:XFD1048576"), Turned("No row of this file is a header")),
    "XLS-37": BadFile(parts(numbers=[1, 5, 2, 6]), DAMAGED),
    "XLS-38": BadFile(parts(numbered=False), THREE),
    "XLS-41": BadFile(parts(parts={"xl/externalLinks/_rels/externalLink1.xml.rels": LINK}), THREE),
    "XLS-42": BadFile(parts(parts={"xl/media/image1.png": bytes(range(256)) * 2**15}), THREE),
    "XLS-44": BadFile(parts(MANY), Turned("This sheet has 500 rows; at most 499 are read")),
    "XLS-45": BadFile(parts([[f"kolom {number}" for number in range(16_384)]]), Turned("16384 columns; at most 100")),
    "CSV-01": text(BOM + TABLE)(THREE),
    "CSV-02": text(codecs.BOM_UTF16_LE + files.csv(PEOPLE, encoding="utf-16-le"))(THREE),
    "CSV-03": text(files.csv(PEOPLE, encoding="utf-16-le"))(Turned("UTF-16")),
    "CSV-05": BadFile(one_wrong_byte, Turned("Line 812"), "warga.csv"),
    "CSV-06": text(files.csv(PEOPLE, delimiter=";"))(THREE),
    "CSV-07": text(files.csv(PEOPLE, delimiter="\t"), "warga.txt")(THREE),
    "CSV-08": text(b"sep=;\r\n" + files.csv(PEOPLE, delimiter=";"))(THREE),
    "CSV-12": text(files.csv(PEOPLE[:2]) + b'"Rosmini,P,1980\r\n' + TABLE * 9)(Turned("Line 3")),
    "CSV-14": text(TABLE + b"Nurhayati,P\r\n")(KeptOut(4, "The line has 2 columns, the header has 5")),
    "CSV-17": text(TABLE.replace(b"Rosmini", b"Ros\0mini"))(KeptOut(3, "control character")),
    "CSV-18": text(b"")(EMPTY_FILE),
    "CSV-19": text(BOM)(EMPTY_FILE),
    "BIG-07": BadFile(test_bombs.ten_thousand_entries, LARGE),
    "BIG-08": BadFile(test_bombs.lying_size, DAMAGED),
    "BIG-10": BadFile(parts(parts={"xl/embeddings/inner.zip": files.xlsx(PEOPLE)}), THREE),
    "BIG-11": BadFile(test_bombs.padded_styles, LARGE),
    "BIG-12": BadFile(test_bombs.billion_laughs, DECLARED),
    "BIG-13": BadFile(test_bombs.quadratic, DECLARED),
    "BIG-14": BadFile(external_entity, DECLARED),
}  # fmt: skip

"""Files that are small and unpack to far more: refused before anything is parsed, within seconds and 100 MB."""

import zlib

import pytest

from tests.sheets_reading import files
from tests.sheets_reading.reading import cost, looked_by_child, own_peak, read, refusal
from wksbm.spreadsheets.reading import FileRefused

MEGABYTE = 2**20
ONE_ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def in_sheet(declarations: str, text: str) -> bytes:
    sheet = files.sheet_xml([[files.Raw(f'<c r="{{place}}" t="str"><v>{text}</v></c>')]])
    sheet = sheet.replace("<worksheet", f"<!DOCTYPE worksheet [{declarations}]><worksheet", 1)
    return files.xlsx(parts={files.SHEET_PART: sheet.encode()})


def string_of_a_gigabyte() -> bytes:
    content = files.repeated(b"A" * MEGABYTE, 1024, b"<sst><si><t>", b"</t></si></sst>")
    return files.with_entry(files.xlsx(files.PEOPLE, without=[files.STRINGS]), files.STRINGS, content)


def a_million_rows() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 99991}</v></c></row>' for n in range(1, 1_000_001))
    sheet = files.sheet_xml([]).replace("</sheetData>", f"{rows}</sheetData>")
    return files.xlsx(parts={files.SHEET_PART: sheet.encode()})


def ten_thousand_entries() -> bytes:
    return files.xlsx(files.PEOPLE, parts={f"xl/media/{n}.png": b"" for n in range(10_000)})


def lying_size() -> bytes:
    content, size = files.repeated(b"<!-- -->" * 1024, 1280, files.sheet_xml([]).encode())
    assert size > 10 * MEGABYTE
    archive = files.xlsx(files.PEOPLE, without=[files.SHEET_PART])
    return files.with_entry(archive, files.SHEET_PART, (content, 1024), checksum=zlib.crc32(b"1"))


def padded_styles() -> bytes:
    content = files.repeated(b" " * MEGABYTE, 64, b"<styleSheet>", b"</styleSheet>")
    return files.with_entry(files.xlsx(files.PEOPLE, without=[files.STYLES]), files.STYLES, content)


def billion_laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return in_sheet(f'<!ENTITY l0 "lol">{levels}', "&l9;")


def quadratic() -> bytes:
    return in_sheet(f'<!ENTITY a "{"a" * 200_000}">', "&a;" * 20_000)


def ods_of_repeated_rows() -> bytes:
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return files.ods(f'<table:table table:name="A">{row}</table:table>')


def xls_magic_and_noise() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5 * MEGABYTE


BOMBS = {
    string_of_a_gigabyte: "zip_unpacked",
    a_million_rows: "too_many_rows",
    ten_thousand_entries: "zip_entries",
    lying_size: "damaged",
    padded_styles: "zip_ratio",
    billion_laughs: "declarations",
    quadratic: "declarations",
    ods_of_repeated_rows: "too_many_rows",
    xls_magic_and_noise: "old_unreadable",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_in_two_seconds_and_a_hundred_megabytes(bomb, tmp_path):
    content = bomb()
    before = own_peak()
    with pytest.raises(FileRefused) as refused:
        looked_by_child(content)
    assert refused.value.code == BOMBS[bomb]
    assert own_peak() - before < 20
    for what in ("look", "rows"):
        spent = cost(content, tmp_path, what)
        assert spent.seconds < 2
        assert spent.megabytes < 100


def test_a_million_rows_are_refused_with_the_limit_and_the_count(settings):
    settings.IMPORT_MAX_ROWS = 2_000
    message = str(refusal(files.xlsx([["a"]] * 2_002)))
    assert "2001" in message
    assert "2000" in message
    assert len(read(files.xlsx([["a"]] * 2_001))) == 2_001


def test_a_file_above_the_limit_of_bytes_is_refused(settings):
    settings.IMPORT_MAX_BYTES = 3 * MEGABYTE
    with pytest.raises(FileRefused, match="3 MB") as refused:
        looked_by_child(b"a,b\n" * MEGABYTE)
    assert refused.value.code == "too_big"


def test_an_external_entity_brings_no_file_into_the_message():
    refused = refusal(in_sheet('<!ENTITY host SYSTEM "file:///etc/hostname">', "&host;"))
    with open("/etc/hostname") as hostname:
        assert refused.code == "declarations"
        assert hostname.read().strip() not in str(refused)


def test_a_declaration_in_utf_16_is_refused_too():
    sheet = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>' + files.sheet_xml([]).partition("?>")[2]
    )
    assert refusal(files.xlsx(parts={files.SHEET_PART: sheet.encode("utf-16")})).code == "declarations"


def test_a_zip_inside_the_workbook_is_never_opened():
    inner = string_of_a_gigabyte()
    assert len(read(files.xlsx(files.PEOPLE, parts={"xl/embeddings/inner.zip": inner}))) == 3


def test_a_large_picture_inside_is_ignored():
    picture = zlib.compress(bytes(range(256)) * 64) * 8_000
    assert len(read(files.xlsx(files.PEOPLE, parts={"xl/media/image1.png": picture}))) == 3


def test_an_encrypted_entry_is_refused():
    content = files.with_entry(files.xlsx(files.PEOPLE), "xl/secret.xml", files.repeated(b"a", 1), flags=1)
    assert refusal(content).code == "locked"

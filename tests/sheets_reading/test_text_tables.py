"""Tables as text: their encodings, delimiters and quotes."""

import codecs

import pytest

from tests.sheets_reading.files import HEADER, PEOPLE, csv
from tests.sheets_reading.reading import cells, looked, read, refusal
from wksbm.spreadsheets.reading import Sheet

NUMBERED = [(number, row) for number, row in enumerate(PEOPLE, 1)]
NAMES = [HEADER, ["José", "9900000000000003", "01/01/1990"], ["Naïma", "9900000000000004", "02/01/1990"]]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (csv(NAMES), "utf-8"),
        (codecs.BOM_UTF8 + csv(NAMES), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + csv(NAMES, encoding="utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + csv(NAMES, encoding="utf-16-be"), "utf-16"),
        (csv(NAMES, encoding="cp1252"), "cp1252"),
        (csv([*NAMES, ["Dewi “Ani”", "1", "2"]], encoding="cp1252"), "cp1252"),
    ],
)
def test_encodings_are_told_by_the_content(content, encoding):
    assert looked(content).encoding == encoding
    assert looked(content).kind == "csv"
    assert cells(content)[:3] == NAMES


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_without_its_mark_and_utf_32_are_refused(encoding):
    assert refusal(csv(NAMES, encoding=encoding)).code == "encoding"


@pytest.mark.parametrize("wrong", [b"\xff", b"\xc3", b"\x81"])
def test_utf_8_with_one_wrong_byte_says_the_line(wrong):
    lines = csv([["José", str(number)] for number in range(1, 2_000)], end="\n").splitlines(keepends=True)
    lines[811] = b"Jos" + wrong + b",812\n"
    refused = refusal(b"".join(lines))
    assert refused.code == "bad_letter"
    assert "Line 812 " in str(refused)


def test_a_wrong_byte_is_found_when_it_is_the_only_one():
    lines = csv([["Siti", str(number)] for number in range(1, 2_000)]).splitlines(keepends=True)
    lines[811] = b"Si\xffti,812\r\n"
    assert refusal(b"".join(lines)).facts == {"line": 812}


def test_a_wrong_byte_far_into_a_large_file_is_found():
    content = csv([["José", str(number)] for number in range(200_000)])
    place = content.index(b"199900\r\n")
    assert refusal(content[:place] + b"\xc3" + content[place:]).facts == {"line": 199_901}


def test_a_file_marked_as_utf_8_is_never_taken_for_another_encoding():
    assert refusal(codecs.BOM_UTF8 + csv(NAMES, encoding="cp1252")).facts == {"line": 2}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_told_by_the_first_lines(delimiter):
    rows = [["Nama", "Alamat"], ["Siti", f'"Jl. Mawar{delimiter} RT 1"'], ["Budi", "Kp. Baru"]]
    content = csv(rows, delimiter=delimiter)
    assert looked(content).delimiter == delimiter
    assert cells(content)[1] == ["Siti", f"Jl. Mawar{delimiter} RT 1"]


def test_commas_in_addresses_do_not_outvote_the_semicolon():
    rows = [["Nama", "NIK", "Alamat"], *[["Siti", str(n), f"Jl. Mawar, RT {n}, RW 2, Biru"] for n in range(40)]]
    assert looked(csv(rows, delimiter=";")).delimiter == ";"


def test_a_letterhead_above_the_header_does_not_hide_the_delimiter():
    content = b"Pemerintah Kabupaten Bone, Sulawesi Selatan\n\n" + csv(PEOPLE, delimiter=";", end="\n")
    assert read(content) == [
        (1, ["Pemerintah Kabupaten Bone, Sulawesi Selatan"]),
        *[(number, row) for number, row in enumerate(PEOPLE, 3)],
    ]


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_line_that_tells_the_delimiter_is_skipped(first):
    content = first.encode() + csv([["Nama, lengkap", "NIK"], ["Siti", "1"]], delimiter=";")
    assert looked(content).delimiter == ";"
    assert read(content) == [(2, ["Nama, lengkap", "NIK"]), (3, ["Siti", "1"])]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("quoted", ["", '"Budi, S.Sos",'])
def test_every_kind_of_line_end_counts_lines(end, quoted):
    content = csv(NAMES, end=end) + f"{end}{quoted}x,y{end}".encode()
    assert [number for number, _ in read(content)] == [1, 2, 3, 5]


def test_a_record_over_several_lines_has_the_number_of_its_first():
    content = b'Nama,Alamat\nSiti,"Jl. Mawar\nRT 1\n"\nBudi,Biru\n'
    assert read(content) == [(1, ["Nama", "Alamat"]), (2, ["Siti", "Jl. Mawar\nRT 1\n"]), (5, ["Budi", "Biru"])]


def test_quotes_and_no_quotes_read_the_same_across_a_large_file():
    rows = [["Nama", "Catatan"], *[[f"Siti {n}", f"baris\n{n}" if n % 5_000 == 0 else f"{n}"] for n in range(60_000)]]
    content = csv([[name, f'"{note}"' if "\n" in note else note] for name, note in rows], end="\n")
    found = read(content)
    assert [row for _, row in found] == rows
    lines = content.decode().split("\n")
    assert all(lines[number - 1].startswith(row[0]) for number, row in found)


@pytest.mark.parametrize("line", ['Siti,"Jl. Mawar', 'Siti,"Jl. "Mawar" 3"'])
def test_a_quote_that_does_not_fit_is_refused_with_its_line(line):
    content = b"Nama,Alamat\nAni,Biru\n" + line.encode() + b"\n" + b"Budi,Biru\n" * 50_000
    refused = refusal(content)
    assert refused.code in ("quote", "long_field")
    assert "Line 3 " in str(refused)


def test_rows_that_are_too_short_or_too_long_arrive_as_they_are():
    assert cells(b"a,b,c\n1\n1,2,3,4\n,,3\n") == [["a", "b", "c"], ["1"], ["1", "2", "3", "4"], [None, None, "3"]]


def test_a_nul_reaches_its_cell():
    assert cells(b'a,b\n1,x\0y\n"2","z\0"\n') == [["a", "b"], ["1", "x\0y"], ["2", "z\0"]]


@pytest.mark.parametrize("content", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\r\n \r\n", b"\0" * 600, b",,\n,,\n"])
def test_a_file_with_nothing_in_it_is_refused(content):
    assert refusal(content).code == "empty"


def test_blank_rows_are_left_out():
    assert read(b"a,b\n,\n  ,\t\n\n1,2\n") == [(1, ["a", "b"]), (5, ["1", "2"])]


def test_text_stays_as_it_was_typed():
    row = ["'0812", " spasi ", "=1+1", "007", "1e5", "-"]
    assert cells(csv([row, row]))[0] == row


def test_what_a_table_holds_is_counted(settings):
    content = csv([["a", "b"]] * 5_001)
    assert looked(content).sheets == [Sheet("", False, 5_001, 2)]
    settings.IMPORT_MAX_ROWS = 4_999
    refused = refusal(content)
    assert refused.facts == {"most": 4_999, "count": 5_000}
    settings.IMPORT_MAX_ROWS = 5_000
    assert len(read(content + b"\n\n\n\n")) == 5_001


def test_more_than_a_hundred_columns_are_refused():
    assert refusal(csv([[str(n) for n in range(101)]] * 3)).facts == {"most": 100, "count": 101}
    assert cells(b"a,b" + b"," * 200 + b"\n1,2\n")[1] == ["1", "2"]
